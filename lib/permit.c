/* permit: a permit is a row born from its case's issue; it is judged by a day, and revoked by an event of that case. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "permit_priv.h"

#define GROUNDS "permit-revocation"

/* -- one permit -- */

static enum ck_code no_such_permit(const char *number, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "there is no permit %s", number);
	return ck_fail_column(e, "permit");
}

enum ck_code ck_permit_find(struct ck_desk *d, const char *number, struct ck_arena *arena, struct ck_permit_row *row,
                            struct ck_error *e)
{
	const struct ck_office *o;
	char office[9];
	int year, n;
	enum ck_series series;
	bool found = false;
	enum ck_code code;

	if (!ck_chain_parse(number, office, &year, &series, &n) || series != CK_SERIES_PERMIT)
		return no_such_permit(number, e);
	code = ck_desk_office(d, office, &o, e);
	if (code == CK_BADDATA)
		return no_such_permit(number, e);
	if (code == CK_OK)
		code = ck_register_permit(ck_desk_store(d), ck_chain_pack(o->no, year, series, n), arena, row, &found, e);
	return code == CK_OK && !found ? no_such_permit(number, e) : code;
}

static enum ck_code office_of(struct ck_desk *d, ck_chain id, const struct ck_office **o, struct ck_error *e)
{
	int office, year, number;
	enum ck_series series;

	ck_chain_unpack(id, &office, &year, &series, &number);
	return ck_desk_office_no(d, office, o, e);
}

enum ck_code ck_permit_number(struct ck_desk *d, ck_chain id, char out[40], struct ck_error *e)
{
	const struct ck_office *o;
	enum ck_code code = office_of(d, id, &o, e);

	if (code == CK_OK)
		ck_chain_print(out, o->code, id);
	return code;
}

enum ck_code ck_permit_today(struct ck_desk *d, ck_chain id, ck_day *today, struct ck_error *e)
{
	const struct ck_office *o;
	enum ck_code code = office_of(d, id, &o, e);

	if (code == CK_OK)
		*today = ck_zone_local(o->zone, ck_desk_now(d)).day;
	return code;
}

enum ck_code ck_permit_read_day(const struct ck_fields *in, const char *column, ck_day *day, struct ck_error *e)
{
	const char *text = ck_fields_get(in, column);

	if (text == NULL || ck_day_parse(text, day))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "\"%s\" is no date YYYY-MM-DD", text);
	return ck_fail_column(e, column);
}

/* -- standing -- */

static bool is_revoked(const struct ck_permit_row *row, ck_day on)
{
	return row->revoked != CK_NODAY && on >= row->revoked;
}

static bool is_replaced(const struct ck_permit_row *row, ck_day on)
{
	return row->next != 0 && on >= row->next_since;
}

const char *ck_permit_standing(const struct ck_permit_row *row, ck_day on)
{
	if (is_revoked(row, on))
		return "revoked";
	if (is_replaced(row, on))
		return "replaced";
	if (on < row->since)
		return "not-yet-valid";
	return on > row->until ? "expired" : "valid";
}

/* -- the record -- */

static const char *print_day(char out[CK_TIME_TEXT], ck_day day)
{
	if (day == CK_NODAY)
		return "";
	ck_day_print(out, day);
	return out;
}

static enum ck_code print_numbers(struct ck_desk *d, const struct ck_permit_row *row, struct ck_permit_card *card,
                                  struct ck_error *e)
{
	const struct { ck_chain id; char *text; } numbers[] = {
	    {row->id, card->permit}, {row->chain, card->source}, {row->previous, card->previous}, {row->next, card->next},
	};
	enum ck_code code = CK_OK;

	for (size_t i = 0; code == CK_OK && i < sizeof numbers / sizeof numbers[0]; i++) {
		numbers[i].text[0] = '\0';
		if (numbers[i].id != 0)
			code = ck_permit_number(d, numbers[i].id, numbers[i].text, e);
	}
	return code;
}

enum ck_code ck_permit_lend(struct ck_desk *d, const struct ck_permit_row *row, ck_day on, struct ck_permit_card *card,
                            struct ck_fields *lent, struct ck_error *e)
{
	const struct ck_office *o;
	enum ck_code code = office_of(d, row->id, &o, e);

	if (code == CK_OK)
		code = print_numbers(d, row, card, e);
	if (code != CK_OK)
		return code;
	snprintf(card->total, sizeof card->total, "%" PRId64, row->total);
	const struct ck_field all[] = {
	    {"permit", card->permit}, {"permit_kind", row->kind}, {"permit_status", ck_permit_standing(row, on)},
	    {"office", o->code}, {"applicant", row->applicant}, {"applicant_name", row->applicant_name},
	    {"region", row->region}, {"workers_permitted", row->workers}, {"workers_total", card->total},
	    {"valid_from", print_day(card->since, row->since)}, {"valid_last", print_day(card->until, row->until)},
	    {"case", card->source}, {"previous_permit", card->previous}, {"next_permit", card->next},
	    {"revoked", print_day(card->revoked, row->revoked)}, {"revoked_for", row->ground},
	};
	*lent = (struct ck_fields){.at = card->field};
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (all[i].value[0] != '\0')
			card->field[lent->count++] = all[i];
	}
	return CK_OK;
}

enum ck_code ck_permit_print(struct ck_desk *d, const struct ck_permit_row *row, ck_day on, struct ck_fields *out,
                             struct ck_error *e)
{
	struct ck_permit_card card;
	struct ck_fields lent;
	enum ck_code code = ck_permit_lend(d, row, on, &card, &lent, e);

	for (size_t i = 0; code == CK_OK && i < lent.count; i++)
		ck_fields_set(out, lent.at[i].name, lent.at[i].value);
	return code;
}

/* -- checking -- */

static enum ck_code say_why(struct ck_desk *d, const struct ck_permit_row *row, ck_day on, struct ck_fields *out,
                            struct ck_error *e)
{
	char day[CK_TIME_TEXT], next[40], why[160];

	if (is_revoked(row, on)) {
		ck_day_print(day, row->revoked);
		snprintf(why, sizeof why, "revoked from %s on: %.80s", day, row->ground);
	} else if (is_replaced(row, on)) {
		enum ck_code code = ck_permit_number(d, row->next, next, e);

		if (code != CK_OK)
			return code;
		ck_day_print(day, row->next_since);
		snprintf(why, sizeof why, "replaced from %s on by %s", day, next);
	} else {
		ck_day_print(day, on < row->since ? row->since : row->until);
		snprintf(why, sizeof why, "%s %s",
		         on < row->since ? "does not hold before" : on > row->until ? "its last day was" : "its last day is", day);
	}
	ck_fields_set(out, "verdict_reason", why);
	return CK_OK;
}

enum ck_code ck_permit_check(struct ck_desk *d, const char *permit, ck_day on, struct ck_fields *out, bool *holds,
                             struct ck_error *e)
{
	struct ck_arena *arena = ck_arena_new();
	struct ck_permit_row row;
	enum ck_code code = ck_permit_find(d, permit, arena, &row, e);

	if (code == CK_OK && on == CK_NODAY)
		code = ck_permit_today(d, row.id, &on, e);
	if (code == CK_OK)
		code = ck_permit_print(d, &row, on, out, e);
	if (code == CK_OK) {
		*holds = strcmp(ck_permit_standing(&row, on), "valid") == 0;
		ck_fields_set(out, "holds", *holds ? "yes" : "no");
		code = say_why(d, &row, on, out, e);
	}
	ck_arena_free(arena);
	return code;
}

/* -- revoking -- */

struct revoking {
	struct ck_desk *desk;
	const struct ck_fields *in;
	const struct ck_permit_row *row;
	const char *number;
};

static enum ck_code add_ground(void *to, const char *subject, const struct ck_norm *n, struct ck_error *e)
{
	struct ck_buffer *b = to;

	(void)n;
	(void)e;
	ck_buffer_printf(b, "%s%s", b->length > 0 ? ", " : "", subject);
	return CK_OK;
}

/* Which grounds there are is a norm of their own, each with the act that names it. */
static enum ck_code known_ground(const struct revoking *r, ck_day day, struct ck_norm *n, struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(r->desk);
	const char *ground = ck_fields_get(r->in, "ground");
	struct ck_buffer all = {0};
	bool found;
	enum ck_code code = ck_norm_find(s, GROUNDS, ground, day, ck_desk_now(r->desk), n, &found, e);

	if (code != CK_OK || found)
		return code;
	code = ck_norm_each(s, GROUNDS, day, ck_desk_now(r->desk), add_ground, &all, e);
	if (code == CK_OK) {
		code = ck_fail(e, CK_BADDATA, "there is no ground \"%s\" for a revocation on that day; there are: %s", ground,
		               all.length > 0 ? all.text : "none");
		ck_fail_column(e, "ground");
	}
	ck_buffer_free(&all);
	return code;
}

static enum ck_code not_revocable(const struct ck_norm *n, const char *column, struct ck_error *e)
{
	ck_fail_column(e, column);
	return ck_fail_clause(e, "%s", n->source);
}

static enum ck_code may_revoke(const struct revoking *r, ck_day from, const struct ck_norm *n, struct ck_error *e)
{
	const struct ck_permit_row *row = r->row;
	char day[CK_TIME_TEXT], next[40];

	if (row->revoked != CK_NODAY) {
		ck_day_print(day, row->revoked);
		ck_fail(e, CK_REFUSED, "%s was revoked from %s on", r->number, day);
		return not_revocable(n, "permit", e);
	}
	if (is_replaced(row, from)) {
		enum ck_code code = ck_permit_number(r->desk, row->next, next, e);

		if (code != CK_OK)
			return code;
		ck_day_print(day, row->next_since);
		ck_fail(e, CK_REFUSED, "%s was replaced from %s on by %s", r->number, day, next);
		return not_revocable(n, "permit", e);
	}
	if (from < row->since || from > row->until) {
		ck_day_print(day, from < row->since ? row->since : row->until);
		ck_fail(e, CK_REFUSED, "the %s day of %s is %s", from < row->since ? "first" : "last", r->number, day);
		return not_revocable(n, "from", e);
	}
	return CK_OK;
}

static enum ck_code add_revocation(void *to, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct revoking *r = to;
	ck_day day = ck_zone_local(at->office->zone, at->at).day, from = day;
	struct ck_norm n;
	char text[CK_TIME_TEXT];
	enum ck_code code = ck_permit_read_day(r->in, "from", &from, e);

	if (code == CK_OK)
		code = known_ground(r, day, &n, e);
	if (code == CK_OK)
		code = may_revoke(r, from, &n, e);
	if (code == CK_OK) {
		ck_day_print(text, from);
		ck_fields_set(data, "revoked_from", text);
	}
	return code;
}

/* Who decided on the permit may take it back. */
static enum ck_code who_decides(struct ck_desk *d, const char *number, const char **role, struct ck_error *e)
{
	struct ck_fields shown = {0};
	const struct ck_vocabulary *v = NULL;
	const struct ck_edition *ed;
	const struct ck_procedure *p = NULL;
	enum ck_code code = ck_case_show(d, number, &shown, e);

	*role = NULL;
	if (code == CK_OK)
		code = ck_desk_vocabulary(d, &v, e);
	if (code == CK_OK)
		code = ck_desk_edition(d, ck_fields_get(&shown, "regulation"), ck_fields_get(&shown, "edition"), &ed, e);
	if (code == CK_OK)
		p = ck_procedure_find(ed, ck_fields_get(&shown, "variant"), ck_fields_get(&shown, "channel"));
	for (size_t i = 0; p != NULL && i < p->steps && *role == NULL; i++) {
		if (ck_acts_decide(v, p->step[i].acts))
			*role = p->step[i].role;
	}
	ck_fields_free(&shown);
	if (code == CK_OK && *role == NULL)
		return ck_fail(e, CK_CONFIG, "nobody decides in the procedure of %s", number);
	return code;
}

/* Under its key a revocation from another day is another one. */
static enum ck_code same_again(const struct revoking *r, const struct ck_permit_row *row, struct ck_error *e)
{
	ck_day from = row->revoked;
	enum ck_code code = ck_permit_read_day(r->in, "from", &from, e);

	if (code != CK_OK || from == row->revoked)
		return code;
	ck_fail(e, CK_REFUSED, "the key was used before, for \"revoke\" with other content");
	ck_fail_column(e, "key");
	return ck_fail_clause(e, "records(7), key");
}

static enum ck_code revoke(struct ck_desk *d, struct revoking *r, struct ck_arena *arena, struct ck_fields *out,
                           struct ck_error *e)
{
	struct ck_case_more more = {"revoked_from", add_revocation, r};
	struct ck_fields ask = {0}, stands = {0};
	struct ck_permit_row row;
	const char *role;
	char number[40];
	ck_day today;
	enum ck_code code = ck_permit_number(d, r->row->chain, number, e);

	for (size_t i = 0; i < r->in->count; i++)
		ck_fields_set(&ask, r->in->at[i].name, r->in->at[i].value);
	ck_fields_set(&ask, "case", number);
	if (code == CK_OK)
		code = who_decides(d, number, &role, e);
	if (code == CK_OK)
		code = ck_case_add(d, "revoke", "permit ground reason document file note", role, &ask, &more, &stands, e);
	if (code == CK_OK)
		code = ck_permit_find(d, r->number, arena, &row, e);
	if (code == CK_OK && strcmp(ck_fields_get(&stands, "replayed"), "yes") == 0)
		code = same_again(r, &row, e);
	if (code == CK_OK)
		code = ck_permit_today(d, row.id, &today, e);
	if (code == CK_OK)
		code = ck_permit_print(d, &row, today, out, e);
	ck_fields_set(out, "replayed", ck_fields_get(&stands, "replayed"));
	ck_fields_set(out, "key", ck_fields_get(&stands, "key"));
	ck_fields_free(&ask);
	ck_fields_free(&stands);
	return code;
}

enum ck_code ck_permit_revoke(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct ck_arena *arena;
	struct ck_permit_row row;
	struct revoking r = {d, in, &row, ck_fields_get(in, "permit")};
	enum ck_code code = ck_fields_need(in, "permit ground", e);

	if (code != CK_OK)
		return code;
	arena = ck_arena_new();
	code = ck_permit_find(d, r.number, arena, &row, e);
	if (code == CK_OK)
		code = revoke(d, &r, arena, out, e);
	ck_arena_free(arena);
	return code;
}
