/* import: rows one after another: judged, compared with what is there, and taken in. */
#include "import.h"

#include <stdlib.h>
#include <string.h>
#include "import_priv.h"

enum ck_code ck_import_new(struct ck_desk *d, const struct ck_import_options *options, struct ck_import **out,
                           struct ck_error *e)
{
	struct ck_import *im = ck_alloc(sizeof *im);
	const struct ck_office *o = NULL;
	enum ck_code code;

	*out = NULL;
	im->desk = d;
	im->is = *options;
	im->now = ck_desk_now(d);
	im->notes = ck_desk_notes(d);
	im->batch = ck_desk_batch(d);
	im->os_user = ck_desk_os_user(d);
	im->kept = ck_arena_new();
	im->days = ck_alloc(CK_IMPORT_DAYS * sizeof *im->days);
	im->laws = ck_alloc(CK_IMPORT_LAWS * sizeof *im->laws);
	code = ck_desk_actor(d, options->by, im->now, &im->actor, e);
	if (code == CK_OK)
		code = ck_desk_vocabulary(d, &im->v, e);
	if (code == CK_OK)
		code = ck_desk_office(d, im->actor->office, &o, e);
	if (code != CK_OK) {
		ck_import_free(im);
		return code;
	}
	im->recorded_offset = ck_zone_local(o->zone, im->now).offset;
	ck_import_begin_blocks(im);
	*out = im;
	return CK_OK;
}

void ck_import_free(struct ck_import *im)
{
	if (im == NULL)
		return;
	ck_import_end_blocks(im);
	ck_arena_free(im->kept);
	ck_buffer_free(&im->scratch);
	ck_buffer_free(&im->text);
	ck_events_free(&im->before);
	free(im->days);
	free(im->laws);
	free(im->procedures);
	free(im->registers);
	free(im->mark);
	free(im->near);
	free(im);
}

void ck_import_expect(struct ck_import *im, int64_t rows)
{
	im->expected = rows;
}

static enum ck_code other_content(struct ck_error *e)
{
	ck_fail(e, CK_REFUSED, "a case of this number was imported before, with other content");
	return ck_fail_column(e, "number");
}

static enum ck_code read_chain(struct ck_import *im, ck_chain chain, struct ck_events *evs, struct ck_error *e)
{
	enum ck_code code = ck_bulk_return(ck_desk_store(im->desk), e);

	return code == CK_OK ? ck_ledger_read(ck_desk_store(im->desk), chain, evs, e) : code;
}

/* -- a row a case -- */

static enum ck_code compare_case(struct ck_import *im, const struct ck_import_case *c, ck_chain chain, bool *same,
                                 struct ck_error *e)
{
	struct ck_events evs = {0};
	enum ck_code code = read_chain(im, chain, &evs, e);

	*same = ck_import_told_events(&evs) == c->events;
	for (size_t i = 0; *same && code == CK_OK && i < c->events; i++)
		*same = ck_import_same_event(&c->event[i], &evs.at[i], &im->scratch);
	ck_events_free(&evs);
	return code;
}

static enum ck_code take_case(struct ck_import *im, size_t line, bool *again, struct ck_error *e)
{
	struct ck_import_case c = {0};
	ck_chain chain = 0;
	bool same = false;
	enum ck_code code;

	if ((code = ck_import_make_room(im, e)) != CK_OK)
		return code;
	code = ck_import_read_case(im, line, im->filling->arena, &c, e);
	if (code == CK_OK)
		code = ck_import_find(im, &c, &chain, e);
	if (code == CK_OK && chain != 0)
		code = compare_case(im, &c, chain, &same, e);
	if (code != CK_OK)
		return code;
	*again = chain != 0 && same;
	if (chain != 0)
		return same ? CK_OK : other_content(e);
	return ck_import_add(im, &c, e);
}

/* -- a row an event -- */

static enum ck_code end_open(struct ck_import *im, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	if (im->is_open && !im->compares && !im->spoiled && im->open.events > 0) {
		ck_import_finish_first(im, im->filling->arena, &im->open);
		code = ck_import_add(im, &im->open, e);
	}
	im->is_open = false;
	return code;
}

static enum ck_code start_open(struct ck_import *im, size_t line, struct ck_error *e)
{
	ck_chain chain = 0;
	enum ck_code code = end_open(im, e);

	if (code == CK_OK)
		code = ck_import_make_room(im, e);
	if (code != CK_OK)
		return code;
	im->open = (struct ck_import_case){0};
	im->is_open = true;
	im->spoiled = im->compares = false;
	im->compared = 0;
	code = ck_import_read_place(im, &im->open, e);
	if (im->open.number != NULL) /* the rows that follow are held against it, even if there is no such office */
		im->open.number = ck_arena_copy(im->filling->arena, im->open.number);
	if (code == CK_OK)
		code = ck_import_find(im, &im->open, &chain, e);
	if (code == CK_OK && chain != 0) {
		ck_events_free(&im->before);
		im->compares = true;
		code = read_chain(im, chain, &im->before, e);
	}
	return code == CK_OK ? ck_import_read_opening(im, line, im->filling->arena, &im->open, e) : code;
}

static enum ck_code compare_event(struct ck_import *im, bool *again, struct ck_error *e)
{
	size_t k = im->compared++;

	*again = k < ck_import_told_events(&im->before) &&
	         ck_import_same_event(&im->open.event[k], &im->before.at[k], &im->scratch);
	return *again ? CK_OK : other_content(e);
}

static bool is_of_open(const struct ck_import *im)
{
	const char *number = im->told[CK_TOLD_NUMBER], *office = im->told[CK_TOLD_OFFICE];

	return im->is_open && im->open.number != NULL && number != NULL && strcmp(number, im->open.number) == 0 &&
	       (office == NULL || im->open.office == NULL || strcmp(office, im->open.office->code) == 0);
}

static enum ck_code take_event(struct ck_import *im, size_t line, struct ck_import_verdict *verdict, struct ck_error *e)
{
	int year;
	enum ck_code code = CK_OK;

	verdict->opens = !is_of_open(im);
	if (verdict->opens)
		code = start_open(im, line, e);
	else if (im->spoiled)
		return ck_fail(e, CK_REFUSED, "another row of this case is refused, and so is all of it");
	if (code == CK_OK && im->open.events == CK_CHAIN_LAST_SEQ)
		code = ck_fail(e, CK_REFUSED, "a case has room for %d events", CK_CHAIN_LAST_SEQ);
	if (code == CK_OK)
		code = ck_import_read_event(im, im->filling->arena, &im->open, e);
	if (code == CK_OK && verdict->opens)
		code = ck_import_check_year(im, im->open.event[0].at.day, &year, e);
	if (code == CK_OK && im->compares)
		code = compare_event(im, &verdict->again, e);
	im->spoiled = code != CK_OK;
	return code;
}

/* -- all rows -- */

enum ck_code ck_import_row(struct ck_import *im, const struct ck_fields *row, size_t line, struct ck_import_verdict *verdict,
                           struct ck_error *e)
{
	enum ck_code code = ck_import_take_fields(im, row, e);

	*verdict = (struct ck_import_verdict){0};
	im->counts.rows++;
	if (code == CK_OK)
		code = im->is.events ? take_event(im, line, verdict, e) : take_case(im, line, &verdict->again, e);
	verdict->code = code;
	im->counts.again += verdict->again;
	im->counts.refused += code != CK_OK;
	return code == CK_BADDATA || code == CK_REFUSED ? CK_OK : code;
}

bool ck_import_opens(struct ck_import *im, const struct ck_fields *row)
{
	struct ck_error e;

	return !im->is.events || ck_import_take_fields(im, row, &e) != CK_OK || !is_of_open(im);
}

enum ck_code ck_import_end(struct ck_import *im, struct ck_import_counts *counts, struct ck_error *e)
{
	enum ck_code code = end_open(im, e);

	if (code == CK_OK)
		code = ck_import_flush(im, e);
	if (code == CK_OK && im->begun)
		code = ck_bulk_end(ck_desk_store(im->desk), e);
	if (code == CK_OK && im->unindexed)
		code = ck_import_near_of_all(im, e);
	ck_worker_rest(im->worker);
	ck_store_shared(ck_desk_store(im->desk), NULL, NULL);
	*counts = im->counts;
	return code;
}
