/* register_org: organisations of people with disabilities, their applications and the lists of their employees: written
 * from what the events of an organisation's chain say, and read. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "register_priv.h"

/* -- what the events say -- */

static enum ck_code register_org(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row = {.in = CK_REGISTER_ORG, .word = "", .chain = say->ev->chain, .seq = say->ev->seq};
	const char *name;
	bool added;
	enum ck_code code;

	if ((code = ck_said_count(say, "applicant", &row.a, e)) != CK_OK ||
	    (code = ck_said_text(say, "name", &name, e)) != CK_OK)
		return code;
	ck_fields_set(&row.data, "name", name);
	ck_fields_set(&row.data, "specialised", ck_said(say, "specialised"));
	code = ck_entry_add(say->store, &row, &added, e);
	return code == CK_OK && !added ? ck_said_wrongly(say, "its BIN was registered before", e) : code;
}

/* The two entries that tell of an employee: by the application and by the person. */
static enum ck_code put_employee(const struct ck_saying *say, int64_t application, int64_t person, bool there,
                                 struct ck_error *e)
{
	char iin[24], number[24];
	struct ck_entry_row by_list = {.in = CK_REGISTER_EMPLOYEE, .a = say->ev->chain, .b = application, .word = iin,
	                               .chain = say->ev->chain, .seq = say->ev->seq};
	struct ck_entry_row by_person = {.in = CK_REGISTER_EMPLOYED, .a = person, .b = say->ev->chain, .word = number,
	                                 .chain = say->ev->chain, .seq = say->ev->seq};
	enum ck_code code;

	snprintf(iin, sizeof iin, "%012" PRId64, person);
	snprintf(number, sizeof number, "%" PRId64, application);
	code = there ? ck_entry_put(say->store, &by_list, e) : ck_entry_drop(say->store, &by_list, e);
	if (code != CK_OK)
		return code;
	return there ? ck_entry_put(say->store, &by_person, e) : ck_entry_drop(say->store, &by_person, e);
}

static enum ck_code copy_employees(const struct ck_saying *say, int64_t from, int64_t to, struct ck_error *e)
{
	struct ck_numbers people = {0};
	enum ck_code code = ck_register_employees(say->store, say->ev->chain, from, &people, e);

	for (size_t i = 0; code == CK_OK && i < people.count; i++)
		code = put_employee(say, to, people.at[i], true, e);
	ck_numbers_free(&people);
	return code;
}

static enum ck_code begin_application(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row = {.in = CK_REGISTER_APPLICATION, .a = say->ev->chain, .word = "", .chain = say->ev->chain,
	                           .seq = say->ev->seq};
	int64_t copied = 0;
	bool added;
	enum ck_code code;

	if ((code = ck_said_count(say, "application", &row.b, e)) != CK_OK ||
	    (*ck_said(say, "copied") != '\0' && (code = ck_said_count(say, "copied", &copied, e)) != CK_OK))
		return code;
	ck_fields_set(&row.data, "status", CK_APPLICATION_DRAFT);
	code = ck_entry_add(say->store, &row, &added, e);
	if (code == CK_OK && !added)
		code = ck_said_wrongly(say, "the application was begun before", e);
	return code == CK_OK && copied > 0 ? copy_employees(say, copied, row.b, e) : code;
}

static enum ck_code employ(const struct ck_saying *say, struct ck_error *e)
{
	int64_t application, person;
	const char *change;
	enum ck_code code;

	if ((code = ck_said_count(say, "application", &application, e)) != CK_OK ||
	    (code = ck_said_count(say, "employee", &person, e)) != CK_OK ||
	    (code = ck_said_text(say, "change", &change, e)) != CK_OK)
		return code;
	return put_employee(say, application, person, strcmp(change, "add") == 0, e);
}

/* The application's row as it is, to be changed and written again. */
static enum ck_code read_application(const struct ck_saying *say, struct ck_entry_row *row, struct ck_error *e)
{
	bool found;
	enum ck_code code;

	*row = (struct ck_entry_row){.in = CK_REGISTER_APPLICATION, .a = say->ev->chain, .word = ""};
	if ((code = ck_said_count(say, "application", &row->b, e)) != CK_OK ||
	    (code = ck_entry_get(say->store, row, &found, e)) != CK_OK)
		return code;
	return found ? CK_OK : ck_said_wrongly(say, "the application was never begun", e);
}

static const char *const figures[] = {"people", "disabled", "pay", "pay_disabled"};

static enum ck_code submit(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row;
	const char *number;
	enum ck_code code = read_application(say, &row, e);

	if (code == CK_OK)
		code = ck_said_text(say, "case", &number, e);
	if (code != CK_OK) {
		ck_fields_free(&row.data);
		return code;
	}
	ck_fields_empty(&row.data);
	ck_fields_set(&row.data, "status", CK_APPLICATION_SENT);
	ck_fields_set(&row.data, "case", number);
	ck_entry_set(&row, "sent", say->ev->at);
	return ck_entry_put(say->store, &row, e);
}

static enum ck_code take_answer(const struct ck_saying *say, struct ck_entry_row *row, struct ck_error *e)
{
	static const char *const times[] = {"answered", "until"};
	const char *status;
	ck_time t;
	int64_t count;
	enum ck_code code = ck_said_text(say, "answer", &status, e);

	ck_fields_set(&row->data, "status", status);
	ck_fields_set(&row->data, "cause", ck_said(say, "cause"));
	for (size_t i = 0; code == CK_OK && i < sizeof times / sizeof *times; i++) {
		if (*ck_said(say, times[i]) == '\0')
			continue;
		code = ck_said_time(say, times[i], &t, e);
		ck_entry_set(row, times[i], t);
	}
	for (size_t i = 0; code == CK_OK && i < sizeof figures / sizeof *figures; i++) {
		if (*ck_said(say, figures[i]) == '\0')
			continue;
		code = ck_said_count(say, figures[i], &count, e);
		ck_entry_set(row, figures[i], count);
	}
	return code;
}

static enum ck_code answer(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row;
	enum ck_code code = read_application(say, &row, e);

	if (code == CK_OK)
		code = take_answer(say, &row, e);
	if (code == CK_OK)
		return ck_entry_put(say->store, &row, e);
	ck_fields_free(&row.data);
	return code;
}

enum ck_code ck_apply_org(const struct ck_saying *say, struct ck_error *e)
{
	static const struct {
		const char *act;
		enum ck_code (*apply)(const struct ck_saying *say, struct ck_error *e);
	} acts[] = {{"org-employ", employ},
	            {"org-register", register_org},
	            {"org-apply", begin_application},
	            {"org-submit", submit},
	            {"org-answer", answer}};

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (strcmp(say->ev->acts, acts[i].act) == 0)
			return acts[i].apply(say, e);
	return CK_OK; /* what else an organisation's chain may hold changes no row */
}

/* -- organisations -- */

static void read_org(const struct ck_entry_row *entry, struct ck_arena *arena, void *to)
{
	struct ck_org_row *row = to;
	const char *specialised = ck_fields_get(&entry->data, "specialised");

	*row = (struct ck_org_row){
	    .chain = entry->chain,
	    .applicant = ck_arena_printf(arena, "%012" PRId64, entry->a),
	    .name = ck_arena_copy(arena, ck_fields_get(&entry->data, "name")),
	    .specialised = specialised != NULL && strcmp(specialised, "yes") == 0,
	};
}

static enum ck_code by_number(struct ck_store *s, const char *applicant, struct ck_arena *arena, struct ck_org_row *row,
                              bool *found, struct ck_error *e)
{
	struct ck_entry_row entry = {.in = CK_REGISTER_ORG, .word = ""};
	enum ck_code code;

	*found = false;
	if (!ck_text_number(applicant, &entry.a))
		return CK_OK;
	code = ck_entry_get(s, &entry, found, e);
	if (code == CK_OK && *found)
		read_org(&entry, arena, row);
	ck_fields_free(&entry.data);
	return code;
}

enum ck_code ck_register_org(struct ck_store *s, ck_chain chain, const char *applicant, struct ck_arena *arena,
                             struct ck_org_row *row, bool *found, struct ck_error *e)
{
	int64_t number;
	char text[24];
	enum ck_code code;

	if (chain == 0)
		return by_number(s, applicant, arena, row, found, e);
	*found = false;
	code = ck_store_number(s, &number, e, CK_SQL_ORG_NUMBER, "ii", chain, (int64_t)CK_REGISTER_ORG);
	if (code != CK_OK || number == 0)
		return code;
	snprintf(text, sizeof text, "%" PRId64, number);
	return by_number(s, text, arena, row, found, e);
}

enum ck_code ck_register_orgs(struct ck_store *s, int office,
                              enum ck_code (*each)(void *to, ck_chain org, struct ck_error *e), void *to,
                              struct ck_error *e)
{
	ck_chain from, until;
	struct ck_result *r;
	enum ck_code code;

	ck_register_span(office, &from, &until);
	code = ck_store_query(s, &r, e, CK_SQL_ORG_CHAINS, "iii", (int64_t)CK_REGISTER_ORG, from, until);
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e))
		code = each(to, ck_result_int(r, 0), e);
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

/* -- applications -- */

static void read_application_row(const struct ck_entry_row *entry, struct ck_arena *arena, void *to)
{
	struct ck_application_row *row = to;
	const char *number = ck_fields_get(&entry->data, "case"), *cause = ck_fields_get(&entry->data, "cause");

	*row = (struct ck_application_row){
	    .number = entry->b,
	    .status = ck_arena_copy(arena, ck_fields_get(&entry->data, "status")),
	    .case_number = ck_arena_copy(arena, number != NULL ? number : ""),
	    .cause = ck_arena_copy(arena, cause != NULL ? cause : ""),
	    .sent = ck_entry_number(entry, "sent"),
	    .answered = ck_entry_number(entry, "answered"),
	    .until = ck_entry_number(entry, "until"),
	    .people = ck_entry_number(entry, "people"),
	    .disabled = ck_entry_number(entry, "disabled"),
	    .pay = ck_entry_number(entry, "pay"),
	    .pay_disabled = ck_entry_number(entry, "pay_disabled"),
	};
}

/* An organisation has few applications: they are read at once. */
enum ck_code ck_register_applications(struct ck_store *s, ck_chain org, struct ck_arena *arena,
                                      struct ck_application_row **rows, size_t *count, struct ck_error *e)
{
	struct ck_entry_list list = {.size = sizeof **rows, .read = read_application_row};
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_ENTRIES_OF, "iiii", (int64_t)CK_REGISTER_APPLICATION, org,
	                                   (int64_t)0, INT64_MAX);

	*rows = NULL;
	*count = 0;
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	code = ck_entry_list_read(&list, CK_REGISTER_APPLICATION, r, e);
	if (code == CK_OK && list.count > 0) {
		*rows = ck_arena_alloc(arena, list.count * sizeof **rows);
		*count = list.count;
		for (size_t i = 0; i < list.count; i++) {
			(*rows)[i] = *(const struct ck_application_row *)ck_entry_list_at(&list, i);
			(*rows)[i].status = ck_arena_copy(arena, (*rows)[i].status);
			(*rows)[i].case_number = ck_arena_copy(arena, (*rows)[i].case_number);
			(*rows)[i].cause = ck_arena_copy(arena, (*rows)[i].cause);
		}
	}
	ck_entry_list_free(&list);
	return code;
}

/* -- employees -- */

void ck_numbers_free(struct ck_numbers *n)
{
	free(n->at);
	*n = (struct ck_numbers){0};
}

static void keep(struct ck_numbers *n, int64_t number)
{
	if (n->count == n->room) {
		n->room = n->room == 0 ? 128 : 2 * n->room;
		n->at = ck_grow(n->at, n->room, sizeof *n->at);
	}
	n->at[n->count++] = number;
}

/* Twelve digits; read by the hundred thousand, so not by a general way. */
static int64_t number_of(const char *digits)
{
	int64_t number = 0;

	for (; *digits >= '0' && *digits <= '9'; digits++)
		number = 10 * number + (*digits - '0');
	return number;
}

enum ck_code ck_register_employees(struct ck_store *s, ck_chain org, int64_t application, struct ck_numbers *people,
                                   struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_ENTRY_WORDS, "iii", (int64_t)CK_REGISTER_EMPLOYEE, org,
	                                   application);

	people->count = 0;
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e))
		keep(people, number_of(ck_result_text(r, 0)));
	ck_result_end(r);
	return e->code;
}

struct employed {
	ck_chain org;
	int64_t application;
};

static void read_employed(const struct ck_entry_row *entry, struct ck_arena *arena, void *to)
{
	(void)arena;
	*(struct employed *)to = (struct employed){entry->b, number_of(entry->word)};
}

enum ck_code ck_register_employed(struct ck_store *s, int64_t person,
                                  enum ck_code (*each)(void *to, ck_chain org, int64_t application, struct ck_error *e),
                                  void *to, struct ck_error *e)
{
	struct ck_entry_list list = {.size = sizeof(struct employed), .read = read_employed};
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_ENTRIES_OF, "iiii", (int64_t)CK_REGISTER_EMPLOYED, person,
	                                   (int64_t)0, INT64_MAX);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	code = ck_entry_list_read(&list, CK_REGISTER_EMPLOYED, r, e);
	for (size_t i = 0; code == CK_OK && i < list.count; i++) {
		const struct employed *at = ck_entry_list_at(&list, i);

		code = each(to, at->org, at->application, e);
	}
	ck_entry_list_free(&list);
	return code;
}
