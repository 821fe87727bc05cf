/* casework_load: the rows of cases that come with all their events. */
#include <stdlib.h>
#include <string.h>

#include "casework_priv.h"

static struct ck_bulk_text text_of(const char *s)
{
	return (struct ck_bulk_text){s, strlen(s)};
}

static bool is_closed(const struct ck_case_row *row)
{
	return row->registered != CK_NOTIME && row->next_step[0] == '\0' && row->due == CK_NOTIME &&
	       row->not_before == CK_NOTIME && row->term == CK_NOTIME;
}

static enum ck_code fill_bulk(struct ck_case *c, const struct ck_case_row *row, struct ck_arena *arena,
                              struct ck_bulk_case *to, struct ck_error *e)
{
	struct ck_buffer key = {0};
	int64_t procedure;
	enum ck_code code = ck_case_procedure(c, &procedure, e);

	if (code != CK_OK)
		return code;
	ck_text_sort_key(&key, row->applicant_name);
	*to = (struct ck_bulk_case){
	    .id = c->chain, .procedure = procedure, .status = row->status, .outcome = row->outcome,
	    .registered = row->registered, .decided = row->decided, .issued = row->issued,
	    .number = text_of(row->own_number), .applicant = text_of(row->applicant),
	    .applicant_name = text_of(row->applicant_name), .responsible = text_of(row->responsible), .seq = row->seq,
	};
	to->name_key = (struct ck_bulk_text){key.length > 0 ? ck_arena_copy_n(arena, key.text, key.length) : "", key.length};
	to->head = memcpy(ck_arena_alloc(arena, CK_DIGEST), row->head, CK_DIGEST);
	ck_buffer_free(&key);
	return CK_OK;
}

static enum ck_code load(struct ck_case *c, bool is_new, struct ck_arena *arena, struct ck_bulk_case *to,
                         struct ck_error *e)
{
	struct ck_case_row row;
	enum ck_code code = ck_case_stand(c, e);

	if (code != CK_OK)
		return code;
	ck_case_reckon_row(c, arena, &row);
	if (is_new && is_closed(&row))
		return fill_bulk(c, &row, arena, to, e);
	return ck_case_write_row(c, &row, is_new, e);
}

enum ck_code ck_case_load(struct ck_desk *d, ck_chain chain, const struct ck_events *evs, bool is_new,
                          struct ck_arena *arena, struct ck_bulk_case *row, struct ck_error *e)
{
	struct ck_case c = {.desk = d, .chain = chain, .evs = *evs};
	int office, year, number;
	enum ck_series series;
	enum ck_code code;

	*row = (struct ck_bulk_case){0};
	ck_chain_unpack(chain, &office, &year, &series, &number);
	code = ck_desk_office_no(d, office, &c.office, e);
	if (code != CK_OK)
		return code;
	ck_chain_print(c.number, c.office->code, chain);
	code = load(&c, is_new, arena, row, e);
	c.evs = (struct ck_events){0};
	ck_case_close(&c);
	return code;
}
