/* register: which event says something of permits, payments and commissions, and how its fields are read. */
#include <stdio.h>
#include <string.h>
#include "register_priv.h"

#define LAST_OFFICE 16383  /* the office's share of a chain (event.h) */

/* -- fields -- */

const char *ck_said(const struct ck_saying *say, const char *name)
{
	const char *value = ck_fields_get(&say->ev->data, name);

	return value != NULL ? value : "";
}

static enum ck_code missaid(const struct ck_saying *say, const char *name, const char *fault, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "event %d (%s): %s %s", say->ev->seq, say->ev->acts, name, fault);
	return ck_fail_column(e, name);
}

enum ck_code ck_said_text(const struct ck_saying *say, const char *name, const char **text, struct ck_error *e)
{
	*text = ck_said(say, name);
	return **text != '\0' ? CK_OK : missaid(say, name, "is missing", e);
}

/* A time stands for its day where it was written. */
static bool day_of(const char *text, ck_day *day)
{
	char date[] = "YYYY-MM-DD";
	struct ck_error unread;
	ck_time t;

	if (strlen(text) < sizeof date)
		return ck_day_parse(text, day);
	memcpy(date, text, sizeof date - 1);
	return ck_time_parse(text, NULL, &t, &unread) == CK_OK && ck_day_parse(date, day);
}

enum ck_code ck_said_day(const struct ck_saying *say, const char *name, ck_day *day, struct ck_error *e)
{
	const char *text;

	if (ck_said_text(say, name, &text, e) != CK_OK)
		return e->code;
	return day_of(text, day) ? CK_OK : missaid(say, name, "is no day", e);
}

enum ck_code ck_said_time(const struct ck_saying *say, const char *name, ck_time *t, struct ck_error *e)
{
	const char *text;
	struct ck_error unread;

	if (ck_said_text(say, name, &text, e) != CK_OK)
		return e->code;
	return ck_time_parse(text, NULL, t, &unread) == CK_OK ? CK_OK : missaid(say, name, "is no time", e);
}

enum ck_code ck_said_count(const struct ck_saying *say, const char *name, int64_t *count, struct ck_error *e)
{
	const char *text;

	if (ck_said_text(say, name, &text, e) != CK_OK)
		return e->code;
	return ck_text_number(text, count) && *count >= 0 ? CK_OK : missaid(say, name, "is no whole number", e);
}

/* The number of an office by its code; 0 = no such office. The chain's own office is known without asking. */
static enum ck_code office_no(const struct ck_saying *say, const char *office, int *no, struct ck_error *e)
{
	int year, number;
	enum ck_series series;
	int64_t found;
	enum ck_code code;

	ck_chain_unpack(say->ev->chain, no, &year, &series, &number);
	if (strcmp(office, say->office) == 0)
		return CK_OK;
	code = ck_store_number(say->store, &found, e, CK_SQL_OFFICE_NO, "t", office);
	*no = (int)found;
	return code;
}

enum ck_code ck_said_chain(const struct ck_saying *say, const char *name, enum ck_series series, ck_chain *chain,
                           struct ck_error *e)
{
	const char *text;
	char office[9];
	int year, number, no;
	enum ck_series found;

	if (ck_said_text(say, name, &text, e) != CK_OK)
		return e->code;
	if (!ck_chain_parse(text, office, &year, &found, &number) ||
	    (found != series && !(series == CK_SERIES_CASE && found == CK_SERIES_IMPORTED)))
		return missaid(say, name, "is no such number", e);
	if (office_no(say, office, &no, e) != CK_OK)
		return e->code;
	*chain = ck_chain_pack(no, year, found, number);
	return no != 0 ? CK_OK : missaid(say, name, "is of no office", e);
}

enum ck_code ck_said_wrongly(const struct ck_saying *say, const char *fault, struct ck_error *e)
{
	return ck_fail(e, CK_BADDATA, "event %d (%s): %s", say->ev->seq, say->ev->acts, fault);
}

/* -- applying -- */

bool ck_said_undone(const struct ck_saying *say, int64_t seq)
{
	char word[24];

	snprintf(word, sizeof word, "%lld", (long long)seq);
	return ck_word_in(ck_said(say, "undone"), word);
}

/* The fields that make an event of a case one of the registers' matter. What it is taken for without need does no harm. */
bool ck_said_maybe(ck_chain chain, const char *acts, const char *data)
{
	static const char *const signs[] = {"permit_kind=", "revoked_from=", "payment=", "session=",
	                                    "contract=",    "month=",        "employee="};
	int office, year, number;
	enum ck_series series;

	ck_chain_unpack(chain, &office, &year, &series, &number);
	if (series == CK_SERIES_JOURNAL)
		return strncmp(acts, "member-", strlen("member-")) == 0;
	if (series > CK_SERIES_JOURNAL || strcmp(acts, "undo") == 0)
		return true;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(data, signs[i]) != NULL)
			return true;
	return false;
}

static enum ck_code apply_case(const struct ck_saying *say, struct ck_error *e)
{
	enum ck_code code;

	if (strcmp(say->ev->acts, "undo") == 0) {
		code = ck_undo_payments(say, e);
		if (code == CK_OK)
			code = ck_undo_work(say, e);
		return code == CK_OK ? ck_undo_agenda(say, e) : code;
	}
	code = ck_apply_permit(say, e);
	if (code == CK_OK)
		code = ck_apply_work(say, e);
	return code == CK_OK ? ck_apply_agenda(say, e) : code;
}

enum ck_code ck_register_apply(struct ck_store *s, const struct ck_event *ev, const char *office, struct ck_error *e)
{
	const struct ck_saying say = {s, ev, office};
	int no, year, number;
	enum ck_series series;

	ck_chain_unpack(ev->chain, &no, &year, &series, &number);
	switch (series) {
	case CK_SERIES_CASE:
	case CK_SERIES_IMPORTED:
		return apply_case(&say, e);
	case CK_SERIES_JOURNAL:
		return ck_apply_member(&say, e);
	case CK_SERIES_SESSION:
		return ck_apply_session(&say, e);
	case CK_SERIES_ORG:
		return ck_apply_org(&say, e);
	default:
		return CK_OK;
	}
}

/* -- numbers -- */

void ck_register_span(int office, ck_chain *from, ck_chain *until)
{
	bool last = office == 0 || office == LAST_OFFICE;

	*from = ck_chain_pack(office, CK_CHAIN_FIRST_YEAR, CK_SERIES_CASE, 0);
	*until = last ? INT64_MAX : ck_chain_pack(office + 1, CK_CHAIN_FIRST_YEAR, CK_SERIES_CASE, 0);
}

enum ck_code ck_register_next(struct ck_store *s, int office, int year, enum ck_series series, ck_chain *id,
                              struct ck_error *e)
{
	const int room = series < CK_SERIES_SESSION ? CK_CHAIN_LAST_NUMBER : CK_CHAIN_LAST_SHARED;
	const ck_chain from = ck_chain_pack(office, year, series, 0);
	const ck_chain until = ck_chain_pack(office, year, series, room) + CK_CHAIN_LAST_SEQ + 1;
	int64_t last;
	enum ck_code code = ck_store_number(s, &last, e, series == CK_SERIES_PERMIT ? CK_SQL_PERMIT_LAST : CK_SQL_CHAIN_LAST,
	                                    "ii", from, until);

	if (code != CK_OK)
		return code;
	*id = (last == 0 ? from : last >> CK_CHAIN_SHIFT << CK_CHAIN_SHIFT) + CK_CHAIN_LAST_SEQ + 1;
	if (*id >= until)
		return ck_fail(e, CK_REFUSED, "the register of %d is full: it has %d numbers", year, room);
	return CK_OK;
}
