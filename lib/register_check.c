/* register_check: the registers made again from the ledger, in a store of their own, and held against those that are. */
#include <stdio.h>
#include <string.h>
#include "register_priv.h"

struct check {
	struct ck_store *kept, *made;
	void (*found)(void *to, const char *number, const char *text);
	void *to;
	ck_chain chain;                /* whose events are in hand; 0 = none */
	struct ck_events evs;
	int office;                    /* whose code that is; 0 = none */
	char code[9];                  /* "?" if the office has no record */
};

static void say(const struct check *c, const char *number, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void say(const struct check *c, const char *number, const char *format, ...)
{
	char text[600];
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	c->found(c->to, number, text);
}

/* -- numbers -- */

static enum ck_code know_office(struct check *c, ck_chain chain, struct ck_error *e)
{
	int office, year, number;
	enum ck_series series;
	struct ck_result *r;
	enum ck_code code;

	ck_chain_unpack(chain, &office, &year, &series, &number);
	if (office == c->office)
		return CK_OK;
	if ((code = ck_store_query(c->kept, &r, e, CK_SQL_OFFICE_BY_NO, "i", (int64_t)office)) != CK_OK)
		return code;
	snprintf(c->code, sizeof c->code, "%s", ck_result_next(r, e) ? ck_result_text(r, 1) : "?");
	ck_result_end(r);
	c->office = office;
	return e->code;
}

static enum ck_code number_of(struct check *c, char out[40], ck_chain chain, struct ck_error *e)
{
	enum ck_code code = know_office(c, chain, e);

	out[0] = '\0';
	if (code == CK_OK)
		ck_chain_print(out, c->code, chain);
	return code;
}

/* -- making again -- */

static enum ck_code copy_offices(struct check *c, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(c->kept, &r, e, CK_SQL_OFFICE_CODES, "");

	if (code != CK_OK)
		return code;
	while (code == CK_OK && ck_result_next(r, e))
		code = ck_store_do(c->made, e, NULL, CK_SQL_OFFICE_NAME_CODE, "it", ck_result_int(r, 0), ck_result_text(r, 1));
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

static bool undone_later(const struct ck_events *evs, int seq)
{
	char word[16];

	snprintf(word, sizeof word, "%d", seq);
	for (size_t i = 0; i < evs->count; i++)
		if (strcmp(evs->at[i].acts, "undo") == 0 && ck_word_in(ck_fields_get(&evs->at[i].data, "undone"), word))
			return true;
	return false;
}

/* Applies the events in hand. A payment that another case uses now was free when this one's event stood: that is so if
 * the event was undone, for then nothing of it is left. */
static enum ck_code apply_chain(struct check *c, struct ck_error *e)
{
	char number[40];
	enum ck_code code = CK_OK;

	if (c->evs.count > 0)
		code = number_of(c, number, c->chain, e);
	for (size_t i = 0; code == CK_OK && i < c->evs.count; i++) {
		code = ck_register_apply(c->made, &c->evs.at[i], c->code, e);
		if (code == CK_BADDATA || (code == CK_REFUSED && !undone_later(&c->evs, c->evs.at[i].seq)))
			say(c, number, "%s", e->text);
		if (code == CK_BADDATA || code == CK_REFUSED)
			code = CK_OK;
	}
	ck_events_free(&c->evs);
	return code;
}

static enum ck_code take_event(struct check *c, struct ck_result *r, struct ck_error *e)
{
	int64_t id = ck_result_int(r, 0);
	ck_chain chain = id & ~(int64_t)CK_CHAIN_LAST_SEQ;
	struct ck_event *ev;
	struct ck_error why;
	char number[40];
	enum ck_code code = CK_OK;

	if (chain != c->chain)
		code = apply_chain(c, e);
	c->chain = chain;
	if (code != CK_OK || !ck_said_maybe(chain, ck_result_text(r, 2), ck_result_text(r, 3)))
		return code;
	ev = ck_events_add(&c->evs);
	ev->chain = chain;
	ev->seq = (int)(id & CK_CHAIN_LAST_SEQ);
	ev->at = ck_result_int(r, 1);
	ev->acts = ck_copy(ck_result_text(r, 2));
	if (ck_fields_parse(&ev->data, ck_result_text(r, 3), &why) == CK_OK)
		return CK_OK;
	if ((code = number_of(c, number, chain, e)) == CK_OK)
		say(c, number, "event %d cannot be read: %s", ev->seq, why.text);
	ck_event_free(ev);
	c->evs.count--;
	return code;
}

static enum ck_code make_again(struct check *c, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = c->made != c->kept ? copy_offices(c, e) : CK_OK;

	if (code == CK_OK)
		code = ck_store_query(c->kept, &r, e, CK_SQL_EVENT_SAYINGS, "");
	if (code != CK_OK)
		return code;
	while (code == CK_OK && ck_result_next(r, e))
		code = take_event(c, r, e);
	if (code == CK_OK)
		code = e->code;
	ck_result_end(r);
	if (code == CK_OK)
		code = apply_chain(c, e);
	ck_events_free(&c->evs);
	return code == CK_OK ? ck_link_permits(c->made, e) : code;
}

/* -- making for good -- */

struct first_fault {
	char number[40], text[600];
};

static void note_first(void *to, const char *number, const char *text)
{
	struct first_fault *f = to;

	if (f->text[0] != '\0')
		return;
	snprintf(f->number, sizeof f->number, "%s", number);
	snprintf(f->text, sizeof f->text, "%s", text);
}

enum ck_code ck_register_make(struct ck_store *s, struct ck_error *e)
{
	struct first_fault fault = {0};
	struct check c = {.kept = s, .made = s, .found = note_first, .to = &fault, .code = "?"};
	enum ck_code code = ck_store_do(s, e, NULL, CK_SQL_PERMITS_EMPTY, "");

	if (code == CK_OK)
		code = ck_store_do(s, e, NULL, CK_SQL_ENTRIES_EMPTY, "");
	if (code == CK_OK)
		code = make_again(&c, e);
	if (code == CK_OK && fault.text[0] != '\0')
		return ck_fail(e, CK_REFUSED, "%s, %s", fault.number, fault.text);
	return code;
}

/* -- comparing -- */

enum { ENTRY_KEYS = 4, ENTRY_CHAIN = 4, ENTRY_DATA = 6 };  /* of CK_ENTRY_ROW: its key comes first */

static const struct table {
	enum ck_sql sql;
	int keys;                      /* so many columns from the first are its key */
	int chain;                     /* the column with the chain that a row comes from */
	const char *column[17];
} permits = {CK_SQL_ALL_PERMITS, 1, 1,
             {"id", "chain", "seq", "kind", "applicant", "applicant_name", "region", "workers", "total", "since", "until",
              "previous", "next", "next_since", "revoked", "ground", NULL}},
  entries = {CK_SQL_ALL_ENTRIES, ENTRY_KEYS, ENTRY_CHAIN, {"register", "a", "b", "word", "chain", "seq", "data", NULL}};

/* How two values stand to each other in the order of the statement. */
static int order_of(struct ck_result *a, struct ck_result *b, int column)
{
	char type = ck_result_type(a, column), other = ck_result_type(b, column);
	int64_t x, y;
	size_t n, m;
	const void *here, *there;
	int order;

	if (type != other)
		return type < other ? -1 : 1;
	if (type == 'i') {
		x = ck_result_int(a, column);
		y = ck_result_int(b, column);
		return (x > y) - (x < y);
	}
	here = ck_result_blob(a, column, &n);
	there = ck_result_blob(b, column, &m);
	order = memcmp(here, there, n < m ? n : m);
	return order != 0 ? order : (n > m) - (n < m);
}

/* What an entry is, told without the number of a person: who paid, and of whom an organisation's list tells. */
static enum ck_code name_entry(struct check *c, struct ck_result *r, char out[120], struct ck_error *e)
{
	static const char *const others[] = {
	    [CK_REGISTER_ORG] = "organisation",   [CK_REGISTER_APPLICATION] = "application",
	    [CK_REGISTER_EMPLOYEE] = "employee",  [CK_REGISTER_EMPLOYED] = "employment",
	    [CK_REGISTER_CONTRACT] = "contract",  [CK_REGISTER_REPORT] = "report",
	    [CK_REGISTER_REFERRAL] = "referral",  [CK_REGISTER_SESSION] = "session"};
	const int64_t in = ck_result_int(r, 0), a = ck_result_int(r, 1), b = ck_result_int(r, 2);
	const char *word = ck_result_text(r, 3), *blank = strchrnul(word, ' '), *rest = *blank != '\0' ? blank + 1 : "";
	const int first = (int)(blank - word < 40 ? blank - word : 40);
	char number[40] = "";
	enum ck_code code = CK_OK;

	switch (in) {
	case CK_REGISTER_PAYMENT:
		snprintf(out, 120, "payment %.60s", rest);
		break;
	case CK_REGISTER_QUOTA_USED:
		snprintf(out, 120, "quota of %.*s, %lld, category %.40s", first, word, (long long)a, rest);
		break;
	case CK_REGISTER_MEMBER:
		snprintf(out, 120, "member %.40s of %.*s", rest, first, word);
		break;
	case CK_REGISTER_AGENDA:
		code = number_of(c, number, a, e);
		snprintf(out, 120, "agenda of %s", number);
		break;
	case CK_REGISTER_VOTE:
		if (b != 0)
			code = number_of(c, number, b, e);
		snprintf(out, 120, "vote of %.40s%s%s", word, b != 0 ? " on " : "", number);
		break;
	default:
		snprintf(out, 120, "%s", in > 0 && in < (int64_t)(sizeof others / sizeof *others) && others[in] != NULL
		                             ? others[in] : "entry");
	}
	return code;
}

static enum ck_code report(struct check *c, const struct table *t, struct ck_result *r, const char *column,
                           const char *fault, struct ck_error *e)
{
	char number[40] = "", permit[40], what[120];
	enum ck_code code;

	if (t == &permits) {
		code = number_of(c, permit, ck_result_int(r, 0), e);
		snprintf(what, sizeof what, "permit %s", permit);
	} else {
		code = name_entry(c, r, what, e);
	}
	if (code == CK_OK && ck_result_int(r, t->chain) != 0)
		code = number_of(c, number, ck_result_int(r, t->chain), e);
	if (code == CK_OK)
		say(c, number, "%s: the row%s%s%s", what, column[0] ? "'s " : "", column, fault);
	return code;
}

#define NOT_SAID " is not what the events say"

/* Tells each field of an entry, as kept or as made, whose value is another in the other one. absent: only those that are
 * not there at all. */
static enum ck_code tell_fields(struct check *c, struct ck_result *kept, const struct ck_fields *of,
                                const struct ck_fields *other, bool absent, bool *told, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	for (size_t i = 0; code == CK_OK && i < of->count; i++) {
		const char *value = ck_fields_get(other, of->at[i].name);

		if (value != NULL && (absent || strcmp(value, of->at[i].value) == 0))
			continue;
		*told = true;
		code = report(c, &entries, kept, of->at[i].name, NOT_SAID, e);
	}
	return code;
}

static enum ck_code compare_data(struct check *c, struct ck_result *kept, struct ck_result *made, struct ck_error *e)
{
	struct ck_fields here = {0}, there = {0};
	struct ck_error unread;
	bool told = false;
	enum ck_code code = CK_OK;

	if (ck_fields_parse(&here, ck_result_text(kept, ENTRY_DATA), &unread) == CK_OK &&
	    ck_fields_parse(&there, ck_result_text(made, ENTRY_DATA), &unread) == CK_OK) {
		code = tell_fields(c, kept, &here, &there, false, &told, e);
		if (code == CK_OK)
			code = tell_fields(c, kept, &there, &here, true, &told, e);
	}
	if (code == CK_OK && !told)
		code = report(c, &entries, kept, "data", NOT_SAID, e);
	ck_fields_free(&here);
	ck_fields_free(&there);
	return code;
}

static enum ck_code compare_rows(struct check *c, const struct table *t, struct ck_result *kept, struct ck_result *made,
                                 struct ck_error *e)
{
	enum ck_code code = CK_OK;

	for (int i = t->keys; code == CK_OK && t->column[i] != NULL; i++) {
		if (order_of(kept, made, i) == 0)
			continue;
		if (t == &entries && i == ENTRY_DATA)
			code = compare_data(c, kept, made, e);
		else
			code = report(c, t, kept, t->column[i], NOT_SAID, e);
	}
	return code;
}

static int key_order(const struct table *t, struct ck_result *kept, struct ck_result *made)
{
	int order = 0;

	for (int i = 0; order == 0 && i < t->keys; i++)
		order = order_of(kept, made, i);
	return order;
}

static enum ck_code step(struct ck_result *r, bool *row, struct ck_error *e)
{
	*row = ck_result_next(r, e);
	return e->code;
}

/* Two lists in the order of their keys, side by side; one at its end is greater than anything. */
static enum ck_code compare_lists(struct check *c, const struct table *t, struct ck_result *kept, struct ck_result *made,
                                  struct ck_error *e)
{
	bool here = false, there = false;
	enum ck_code code = step(kept, &here, e);

	if (code == CK_OK)
		code = step(made, &there, e);
	while (code == CK_OK && (here || there)) {
		int order = !here ? 1 : !there ? -1 : key_order(t, kept, made);

		if (order == 0)
			code = compare_rows(c, t, kept, made, e);
		else
			code = report(c, t, order < 0 ? kept : made, "", order < 0 ? " has no event" : " is missing", e);
		if (code == CK_OK && order <= 0)
			code = step(kept, &here, e);
		if (code == CK_OK && order >= 0)
			code = step(made, &there, e);
	}
	return code;
}

static enum ck_code compare_table(struct check *c, const struct table *t, struct ck_error *e)
{
	struct ck_result *kept = NULL, *made = NULL;
	enum ck_code code = ck_store_query(c->kept, &kept, e, t->sql, "");

	if (code == CK_OK)
		code = ck_store_query(c->made, &made, e, t->sql, "");
	if (code == CK_OK)
		code = compare_lists(c, t, kept, made, e);
	ck_result_end(kept);
	ck_result_end(made);
	return code;
}

enum ck_code ck_register_check(struct ck_store *s, void (*found)(void *to, const char *number, const char *text), void *to,
                               struct ck_error *e)
{
	struct check c = {.kept = s, .found = found, .to = to, .code = "?"};
	enum ck_code code = ck_store_memory(&c.made, e);

	if (code != CK_OK)
		return code;
	code = make_again(&c, e);
	if (code == CK_OK)
		code = compare_table(&c, &permits, e);
	if (code == CK_OK)
		code = compare_table(&c, &entries, e);
	ck_store_close(c.made);
	return code;
}
