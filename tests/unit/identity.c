#include <stdlib.h>

#include "identity.h"
#include "unit.h"

/* Eleven digits with the check digit that the published rule gives, worked out in the plainest way; NULL: none. */
static const char *with_check_digit(const char *eleven)
{
	static const int rows[2][11] = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2}};
	static char number[13];

	for (int row = 0; row < 2; row++) {
		int sum = 0;

		for (int i = 0; i < 11; i++)
			sum += (eleven[i] - '0') * rows[row][i];
		if (sum % 11 < 10) {
			snprintf(number, sizeof(number), "%s%d", eleven, sum % 11);
			return number;
		}
	}
	return NULL;
}

/* For numbers of 000000000000 to 999999999990, taken at even distances: exactly the one right check digit is valid. */
static bool one_check_digit(int *never)
{
	char number[32], eleven[16];
	bool sound = true;

	*never = 0;
	for (long long n = 0; n < 100000000000; n += 99999989) {
		const char *right;
		int valid = 0;

		snprintf(eleven, sizeof(eleven), "%011lld", n);
		right = with_check_digit(eleven);
		for (int last = 0; last < 10; last++) {
			struct ck_identity id;

			snprintf(number, sizeof(number), "%s%d", eleven, last);
			id = ck_identity_read(number);
			valid += id.valid;
			sound = sound && id.valid == (right != NULL && strcmp(right, number) == 0) &&
			        id.valid == (id.fault == NULL);
		}
		sound = sound && valid == (right != NULL);
		*never += right == NULL;
	}
	return sound;
}

static struct ck_identity made(const char *eleven)
{
	const char *number = with_check_digit(eleven);

	return ck_identity_read(number);
}

int main(void)
{
	struct ck_identity id;
	int never;

	id = ck_identity_read("940140000385");
	CHECK(id.valid && id.kind == CK_ID_BIN && id.fault == NULL && id.warning == NULL);
	CHECK_TEXT(id.date, "1994-01");
	id = ck_identity_read("990140004654");
	CHECK(id.valid && id.kind == CK_ID_BIN);
	CHECK_TEXT(id.date, "1999-01");
	id = ck_identity_read("061211600012"); /* needs the second row of weights */
	CHECK(id.valid && id.kind == CK_ID_IIN && id.warning == NULL);
	CHECK_TEXT(id.date, "2006-12-11");
	id = ck_identity_read("123456789011");
	CHECK(!id.valid && id.date[0] == '\0' && id.warning == NULL);
	CHECK_TEXT(id.fault, "the check digit is wrong");

	id = made("85022930123");
	CHECK(id.valid && id.kind == CK_ID_IIN && id.date[0] == '\0');
	CHECK_TEXT(id.warning, "the first six digits are no day that the calendar has");
	id = made("84022930123");
	CHECK_TEXT(id.date, "1984-02-29");
	id = made("84022910123");
	CHECK_TEXT(id.date, "1884-02-29");
	id = made("00022920123");
	CHECK(id.valid && id.warning != NULL && id.date[0] == '\0'); /* 1800 was no leap year */
	id = made("84022900123");
	CHECK(id.valid && id.date[0] == '\0');
	CHECK_TEXT(id.warning, "the seventh digit tells no century of birth");
	id = made("84022970123");
	CHECK(id.valid && id.warning != NULL);
	id = made("21134000123");
	CHECK(id.valid && id.kind == CK_ID_BIN && id.date[0] == '\0');
	CHECK_TEXT(id.warning, "the third and fourth digits are no month");
	id = made("21125900123");
	CHECK(id.valid && id.kind == CK_ID_BIN && id.warning != NULL);
	CHECK_TEXT(id.date, "2021-12");
	id = made("21128000123");
	CHECK(id.valid && id.kind == CK_ID_NONE && id.warning != NULL);

	CHECK(!ck_identity_read(NULL).valid && !ck_identity_read("").valid);
	CHECK_TEXT(ck_identity_read("").fault, "there is no number");
	CHECK_TEXT(ck_identity_read("94014000038").fault, "it is not twelve digits");
	CHECK_TEXT(ck_identity_read("9401400003855").fault, "it is not twelve digits");
	CHECK_TEXT(ck_identity_read(" 94014000038").fault, "it is not twelve digits");
	CHECK_TEXT(ck_identity_read("94014000038x").fault, "it is not twelve digits");
	CHECK(one_check_digit(&never));
	CHECK(never > 0); /* so both rows giving 10 was among them */
	CHECK_TEXT(ck_id_kind_name(CK_ID_IIN), "iin");
	CHECK_TEXT(ck_id_kind_name(CK_ID_BIN), "bin");
	CHECK_TEXT(ck_id_kind_name(CK_ID_NONE), "");
	return unit_end();
}
