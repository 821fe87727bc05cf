#include <stdio.h>
#include <string.h>

#include "identity.h"

#define DIGITS 12

const char *ck_id_kind_name(enum ck_id_kind kind)
{
	switch (kind) {
	case CK_ID_IIN: return "iin";
	case CK_ID_BIN: return "bin";
	case CK_ID_NONE: break;
	}
	return "";
}

/* The check digit by one row of weights; 10 is none. */
static int check_digit(const int digit[DIGITS], const int weight[DIGITS - 1])
{
	int sum = 0;

	for (int i = 0; i < DIGITS - 1; i++)
		sum += digit[i] * weight[i];
	return sum % 11;
}

static const char *check(const int digit[DIGITS])
{
	static const int first[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, second[] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
	int right = check_digit(digit, first);

	if (right == 10)
		right = check_digit(digit, second);
	if (right == 10)
		return "no such number is ever issued: neither row of weights gives a check digit";
	return right == digit[DIGITS - 1] ? NULL : "the check digit is wrong";
}

/* An IIN begins with the birth date; its seventh digit tells century and sex. */
static void read_iin(struct ck_identity *id, const char *text)
{
	static const char *const centuries[] = {"18", "18", "19", "19", "20", "20"};
	const char *century;
	char date[] = "yyyy-mm-dd";
	ck_day day;

	if (text[6] < '1' || text[6] > '6') {
		id->warning = "the seventh digit tells no century of birth";
		return;
	}
	century = centuries[text[6] - '1'];
	memcpy(date, century, 2);
	memcpy(date + 2, text, 2);
	memcpy(date + 5, text + 2, 2);
	memcpy(date + 8, text + 4, 2);
	if (ck_day_parse(date, &day))
		memcpy(id->date, date, sizeof date);
	else
		id->warning = "the first six digits are no day that the calendar has";
}

/* A BIN begins with the last two digits of the year and the month of registration. No register still in use goes back
 * behind 1960, so 60 to 99 are years of the last century. */
static void read_bin(struct ck_identity *id, const char *text)
{
	int month = (text[2] - '0') * 10 + text[3] - '0';

	if (month < 1 || month > 12) {
		id->warning = "the third and fourth digits are no month";
		return;
	}
	snprintf(id->date, sizeof(id->date), "%s%.2s-%.2s", text[0] < '6' ? "20" : "19", text, text + 2);
	if (text[5] > '3')
		id->warning = "the sixth digit tells no kind of establishment";
}

struct ck_identity ck_identity_read(const char *text)
{
	struct ck_identity id = {.kind = CK_ID_NONE};
	int digit[DIGITS], count = 0;

	for (; text != NULL && count < DIGITS && text[count] >= '0' && text[count] <= '9'; count++)
		digit[count] = text[count] - '0';
	if (count < DIGITS || text[DIGITS] != '\0') {
		id.fault = text == NULL || *text == '\0' ? "there is no number" : "it is not twelve digits";
		return id;
	}
	id.kind = digit[4] <= 3 ? CK_ID_IIN : digit[4] <= 6 ? CK_ID_BIN : CK_ID_NONE;
	id.fault = check(digit);
	id.valid = id.fault == NULL;
	if (!id.valid)
		return id;
	if (id.kind == CK_ID_IIN)
		read_iin(&id, text);
	else if (id.kind == CK_ID_BIN)
		read_bin(&id, text);
	else
		id.warning = "the fifth digit is neither a person's nor an organisation's";
	return id;
}
