/* register_work: contracts for special workplaces, the reports on them and who was sent to a place: written from what
 * the events of their cases say, and read. */
#include <stdio.h>
#include <string.h>
#include "register_priv.h"

/* -- months -- */

bool ck_month_parse(const char *text, int64_t *month)
{
	char day[CK_TIME_TEXT];
	int year, of_year, of_month;
	ck_day first;

	*month = CK_MONTH_WORK;
	if (strcmp(text, "work") == 0)
		return true;
	if (strlen(text) != sizeof "YYYY-MM" - 1)
		return false;
	snprintf(day, sizeof day, "%s-01", text);
	if (!ck_day_parse(day, &first))
		return false;
	ck_day_civil(first, &year, &of_year, &of_month);
	*month = (int64_t)year * 12 + of_year - 1;
	return *month != CK_MONTH_WORK;
}

void ck_month_print(char out[CK_MONTH_TEXT], int64_t month)
{
	if (month == CK_MONTH_WORK)
		snprintf(out, CK_MONTH_TEXT, "work");
	else
		snprintf(out, CK_MONTH_TEXT, "%04d-%02d", (int)(month / 12), (int)(month % 12) + 1);
}

/* -- what a case says -- */

static struct ck_entry_row entry_of(const struct ck_saying *say, enum ck_register in, int64_t b, const char *word)
{
	return (struct ck_entry_row){
	    .in = in, .a = say->ev->chain, .b = b, .word = word, .chain = say->ev->chain, .seq = say->ev->seq};
}

/* What happened to what the entry stands for, when, and by which event. */
static void happened(const struct ck_saying *say, struct ck_entry_row *row, const char *what, int64_t when)
{
	char seq[40];

	snprintf(seq, sizeof seq, "%s_seq", what);
	ck_entry_set(row, what, when);
	ck_entry_set(row, seq, say->ev->seq);
}

static enum ck_code put_new(const struct ck_saying *say, struct ck_entry_row *row, const char *fault,
                            struct ck_error *e)
{
	bool added;
	enum ck_code code = ck_entry_add(say->store, row, &added, e);

	return code != CK_OK || added ? code : ck_said_wrongly(say, fault, e);
}

static enum ck_code put_contract(const struct ck_saying *say, struct ck_error *e)
{
	static const char *const sums[] = {"places", "cost", "wage", "months", "amount"};
	struct ck_entry_row row = entry_of(say, CK_REGISTER_CONTRACT, 0, "");
	ck_day since, until;
	enum ck_code code;

	if ((code = ck_said_day(say, "from", &since, e)) != CK_OK || (code = ck_said_day(say, "until", &until, e)) != CK_OK)
		return code;
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		int64_t n;

		if ((code = ck_said_count(say, sums[i], &n, e)) != CK_OK) {
			ck_fields_free(&row.data);
			return code;
		}
		ck_entry_set(&row, sums[i], n);
	}
	ck_fields_set(&row.data, "profession", ck_said(say, "profession"));
	ck_entry_set(&row, "from", since);
	ck_entry_set(&row, "until", until);
	return put_new(say, &row, "the case has a contract already", e);
}

/* The customer signs first, then the performer. */
static enum ck_code sign_contract(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row = entry_of(say, CK_REGISTER_CONTRACT, 0, "");
	bool found;
	enum ck_code code = ck_entry_get(say->store, &row, &found, e);

	if (code == CK_OK && !found)
		code = ck_said_wrongly(say, "there is no contract to be signed", e);
	if (code == CK_OK) {
		happened(say, &row, ck_fields_has(&row.data, "customer") ? "performer" : "customer", say->ev->at);
		code = ck_entry_put(say->store, &row, e);
	}
	ck_fields_free(&row.data);
	return code;
}

static enum ck_code put_report(const struct ck_saying *say, int64_t month, struct ck_error *e)
{
	struct ck_entry_row row = entry_of(say, CK_REGISTER_REPORT, month, "");
	bool found;
	enum ck_code code = ck_entry_get(say->store, &row, &found, e);

	if (code == CK_OK && ck_fields_has(&row.data, "paid"))
		code = ck_said_wrongly(say, "a report that was paid is not made again", e);
	if (code == CK_OK) {
		ck_fields_free(&row.data);
		ck_entry_set(&row, "at", say->ev->at);
		code = ck_entry_put(say->store, &row, e);
	}
	ck_fields_free(&row.data);
	return code;
}

/* What becomes of a report that was made. */
static enum ck_code go_on(const struct ck_saying *say, int64_t month, bool paid, struct ck_error *e)
{
	struct ck_entry_row row = entry_of(say, CK_REGISTER_REPORT, month, "");
	int64_t amount;
	bool found;
	enum ck_code code = ck_entry_get(say->store, &row, &found, e);

	if (code == CK_OK && !found)
		code = ck_said_wrongly(say, "there is no such report", e);
	if (code == CK_OK && paid && ck_fields_has(&row.data, "paid"))
		code = ck_said_wrongly(say, "the report was paid before", e);
	if (code == CK_OK && paid && (code = ck_said_count(say, "amount", &amount, e)) == CK_OK) {
		happened(say, &row, "paid", say->ev->at);
		ck_entry_set(&row, "amount", amount);
	} else if (code == CK_OK) {
		happened(say, &row, "reviewed", say->ev->at);
		ck_fields_set(&row.data, "finding", ck_said(say, "finding"));
	}
	if (code == CK_OK)
		code = ck_entry_put(say->store, &row, e);
	ck_fields_free(&row.data);
	return code;
}

static enum ck_code take_month(const struct ck_saying *say, struct ck_error *e)
{
	const char *text = ck_said(say, "month"), *acts = say->ev->acts;
	int64_t month;

	if (strcmp(text, "application") == 0)
		return CK_OK;
	if (!ck_month_parse(text, &month))
		return ck_said_wrongly(say, "month is no month", e);
	if (ck_word_in(acts, "report"))
		return put_report(say, month, e);
	return ck_word_in(acts, "check") || ck_word_in(acts, "pay") ? go_on(say, month, ck_word_in(acts, "pay"), e) : CK_OK;
}

static enum ck_code entries_of(struct ck_store *s, enum ck_register in, ck_chain chain, struct ck_entry_list *l,
                               struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_ENTRIES_OF, "iiii", (int64_t)in, chain, INT64_MIN, INT64_MAX);

	return code == CK_OK ? ck_entry_list_read(l, in, r, e) : code;
}

static void keep_entry(const struct ck_entry_row *entry, struct ck_arena *arena, void *row)
{
	struct ck_entry_row *kept = row;

	*kept = *entry;
	kept->word = ck_arena_copy(arena, entry->word);
	kept->data = (struct ck_fields){0};
}

/* Of the referrals of that person the one that has not ended. */
static enum ck_code leave(const struct ck_saying *say, const char *employee, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_entry_row), .read = keep_entry};
	ck_day left;
	bool ended = false;
	enum ck_code code = ck_said_day(say, "left", &left, e);

	if (code == CK_OK)
		code = entries_of(say->store, CK_REGISTER_REFERRAL, say->ev->chain, &l, e);
	for (size_t i = 0; code == CK_OK && i < l.count; i++) {
		struct ck_entry_row row = *(const struct ck_entry_row *)ck_entry_list_at(&l, i);
		bool found;

		if (strcmp(row.word, employee) != 0)
			continue;
		code = ck_entry_get(say->store, &row, &found, e);
		if (code == CK_OK && !ck_fields_has(&row.data, "left")) {
			happened(say, &row, "left", left);
			code = ck_entry_put(say->store, &row, e);
			ended = true;
		}
		ck_fields_free(&row.data);
	}
	ck_entry_list_free(&l);
	return code == CK_OK && !ended ? ck_said_wrongly(say, "nobody of that number is there", e) : code;
}

static enum ck_code refer(const struct ck_saying *say, struct ck_error *e)
{
	const char *employee = ck_said(say, "employee");
	struct ck_entry_row row = entry_of(say, CK_REGISTER_REFERRAL, 0, employee);
	ck_day since;
	enum ck_code code;

	if (*ck_said(say, "left") != '\0')
		return leave(say, employee, e);
	if ((code = ck_said_day(say, "from", &since, e)) != CK_OK)
		return code;
	row.b = since;
	return put_new(say, &row, "that person was sent on that day already", e);
}

enum ck_code ck_apply_work(const struct ck_saying *say, struct ck_error *e)
{
	const char *acts = say->ev->acts;

	if (*ck_said(say, "contract") != '\0' && ck_word_in(acts, "contract"))
		return put_contract(say, e);
	if (*ck_said(say, "contract") != '\0' && ck_word_in(acts, "sign"))
		return sign_contract(say, e);
	if (*ck_said(say, "month") != '\0')
		return take_month(say, e);
	return *ck_said(say, "employee") != '\0' && ck_word_in(acts, "refer") ? refer(say, e) : CK_OK;
}

/* -- an undo -- */

/* Takes back what became of an entry by an event that is undone; true if anything did. */
static bool take_back(const struct ck_saying *say, struct ck_entry_row *row)
{
	static const struct {
		const char *what, *seq, *with;
	} all[] = {{"customer", "customer_seq", NULL},
	           {"performer", "performer_seq", NULL},
	           {"reviewed", "reviewed_seq", "finding"},
	           {"paid", "paid_seq", "amount"},
	           {"left", "left_seq", NULL}};
	bool changed = false;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (!ck_fields_has(&row->data, all[i].seq) || !ck_said_undone(say, ck_entry_number(row, all[i].seq)))
			continue;
		ck_fields_set(&row->data, all[i].what, NULL);
		ck_fields_set(&row->data, all[i].seq, NULL);
		if (all[i].with != NULL)
			ck_fields_set(&row->data, all[i].with, NULL);
		changed = true;
	}
	return changed;
}

static enum ck_code undo_in(const struct ck_saying *say, enum ck_register in, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_entry_row), .read = keep_entry};
	enum ck_code code = entries_of(say->store, in, say->ev->chain, &l, e);

	for (size_t i = 0; code == CK_OK && i < l.count; i++) {
		struct ck_entry_row row = *(const struct ck_entry_row *)ck_entry_list_at(&l, i);
		bool found;

		if (ck_said_undone(say, row.seq)) {
			code = ck_entry_drop(say->store, &row, e);
			continue;
		}
		code = ck_entry_get(say->store, &row, &found, e);
		if (code == CK_OK && take_back(say, &row))
			code = ck_entry_put(say->store, &row, e);
		ck_fields_free(&row.data);
	}
	ck_entry_list_free(&l);
	return code;
}

enum ck_code ck_undo_work(const struct ck_saying *say, struct ck_error *e)
{
	enum ck_code code = undo_in(say, CK_REGISTER_CONTRACT, e);

	if (code == CK_OK)
		code = undo_in(say, CK_REGISTER_REPORT, e);
	return code == CK_OK ? undo_in(say, CK_REGISTER_REFERRAL, e) : code;
}

/* -- reading -- */

static ck_day day_of(const struct ck_entry_row *entry, const char *name)
{
	int64_t day = ck_entry_number(entry, name);

	return day == INT64_MIN ? CK_NODAY : (ck_day)day;
}

static void read_contract(const struct ck_entry_row *entry, struct ck_arena *arena, void *row)
{
	const char *profession = ck_fields_get(&entry->data, "profession");

	*(struct ck_contract_row *)row = (struct ck_contract_row){
	    .chain = entry->a,
	    .profession = profession == NULL ? "" : ck_arena_copy(arena, profession),
	    .places = ck_entry_number(entry, "places"),
	    .cost = ck_entry_number(entry, "cost"),
	    .wage = ck_entry_number(entry, "wage"),
	    .months = ck_entry_number(entry, "months"),
	    .total = ck_entry_number(entry, "amount"),
	    .since = day_of(entry, "from"),
	    .until = day_of(entry, "until"),
	    .customer = ck_entry_number(entry, "customer"),
	    .performer = ck_entry_number(entry, "performer"),
	};
}

enum ck_code ck_register_contract(struct ck_store *s, ck_chain chain, struct ck_arena *arena,
                                  struct ck_contract_row *row,
                                  bool *found, struct ck_error *e)
{
	struct ck_entry_row entry = {.in = CK_REGISTER_CONTRACT, .a = chain, .word = ""};
	enum ck_code code = ck_entry_get(s, &entry, found, e);

	if (code == CK_OK && *found) {
		entry.a = chain;
		read_contract(&entry, arena, row);
	}
	ck_fields_free(&entry.data);
	return code;
}

enum ck_code ck_register_contracts(struct ck_store *s, int office,
                                   enum ck_code (*each)(void *to, const struct ck_contract_row *row,
                                                        struct ck_error *e),
                                   void *to, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_contract_row), .read = read_contract};
	struct ck_result *r;
	ck_chain from, until;
	enum ck_code code;

	ck_register_span(office, &from, &until);
	code = ck_store_query(s, &r, e, CK_SQL_ENTRIES_BETWEEN, "iii", (int64_t)CK_REGISTER_CONTRACT, from, until);
	if (code != CK_OK)
		return code;
	code = ck_entry_list_read(&l, CK_REGISTER_CONTRACT, r, e);
	for (size_t i = 0; code == CK_OK && i < l.count; i++)
		code = each(to, ck_entry_list_at(&l, i), e);
	ck_entry_list_free(&l);
	return code;
}

static void read_report(const struct ck_entry_row *entry, struct ck_arena *arena, void *row)
{
	const char *finding = ck_fields_get(&entry->data, "finding");
	int64_t amount = ck_entry_number(entry, "amount");

	*(struct ck_report_row *)row = (struct ck_report_row){
	    .month = entry->b,
	    .at = ck_entry_number(entry, "at"),
	    .reviewed = ck_entry_number(entry, "reviewed"),
	    .paid = ck_entry_number(entry, "paid"),
	    .finding = finding == NULL ? "" : ck_arena_copy(arena, finding),
	    .amount = amount == INT64_MIN ? 0 : amount,
	};
}

enum ck_code ck_register_reports(struct ck_store *s, ck_chain chain,
                                 enum ck_code (*each)(void *to, const struct ck_report_row *row, struct ck_error *e),
                                 void *to, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_report_row), .read = read_report};
	enum ck_code code = entries_of(s, CK_REGISTER_REPORT, chain, &l, e);

	for (size_t i = 0; code == CK_OK && i < l.count; i++)
		code = each(to, ck_entry_list_at(&l, i), e);
	ck_entry_list_free(&l);
	return code;
}

static void read_referral(const struct ck_entry_row *entry, struct ck_arena *arena, void *row)
{
	*(struct ck_referral_row *)row = (struct ck_referral_row){
	    .since = (ck_day)entry->b,
	    .left = day_of(entry, "left"),
	    .employee = ck_arena_copy(arena, entry->word),
	};
}

enum ck_code ck_register_referrals(struct ck_store *s, ck_chain chain,
                                   enum ck_code (*each)(void *to, const struct ck_referral_row *row,
                                                        struct ck_error *e),
                                   void *to, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_referral_row), .read = read_referral};
	enum ck_code code = entries_of(s, CK_REGISTER_REFERRAL, chain, &l, e);

	for (size_t i = 0; code == CK_OK && i < l.count; i++)
		code = each(to, ck_entry_list_at(&l, i), e);
	ck_entry_list_free(&l);
	return code;
}
