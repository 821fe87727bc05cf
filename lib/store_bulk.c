/* store_bulk: the bulk load, and all that only SQLite knows of it. Rows in memory are shown to the engine as a table, so that
 * one INSERT ... SELECT takes thousands of them; the trigger that holds every event against the one before it, and the
 * indexes of a load that is large, are taken away and made again inside the transaction: whoever looks at the store sees
 * them all, before and after. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "store_priv.h"
#include "worker.h"

#define LARGE_AGAINST 4     /* times as many cases may be there before */
#define ASIDE_AGAINST 4     /* times as many events must be put as are set aside for them */
#define PUTS_THROUGH 64     /* after so many ck_bulk_put the disk gets what there is */

struct ck_bulk {
	const struct ck_bulk_event *events;
	const struct ck_bulk_case *cases;
	size_t event_count, case_count;
	sqlite3_stmt *put_events, *put_cases;
	bool unindexed, numbered;
	bool appends;       /* the events stand behind all that are there */
	struct ck_worker *through;
	sqlite3_file *file;
	size_t puts;        /* since it was last written through */
	int written;        /* what that came to */
};

/* -- the rows as a table that is read once, from the first to the last -- */

struct feed {
	sqlite3_vtab base;
	struct ck_bulk *bulk;
	bool of_cases;
};
struct cursor {
	sqlite3_vtab_cursor base;
	size_t row, count;
};

static const char event_columns[] = "CREATE TABLE x(id, at, recorded, stamp, batch, sender_key, data, hash)";
static const char case_columns[] =
    "CREATE TABLE x(id, number, procedure, applicant, applicant_name, name_key, status, outcome, next_step, next_acts, "
    "next_role, due, not_before, term, deadline, responsible, registered, decided, issued, seq, head)";

static int connect_feed(sqlite3 *db, struct feed **made, void *bulk, bool of_cases)
{
	int result = sqlite3_declare_vtab(db, of_cases ? case_columns : event_columns);

	if (result != SQLITE_OK)
		return result;
	*made = ck_alloc(sizeof **made);
	(*made)->bulk = bulk;
	(*made)->of_cases = of_cases;
	return SQLITE_OK;
}

static int connect_events(sqlite3 *db, void *to, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
	(void)argc;
	(void)argv;
	(void)why;
	return connect_feed(db, (struct feed **)out, to, false);
}

static int connect_cases(sqlite3 *db, void *to, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
	(void)argc;
	(void)argv;
	(void)why;
	return connect_feed(db, (struct feed **)out, to, true);
}

static int disconnect(sqlite3_vtab *feed)
{
	free(feed);
	return SQLITE_OK;
}

static int best_index(sqlite3_vtab *feed, sqlite3_index_info *info)
{
	(void)feed;
	info->estimatedCost = 1;
	info->estimatedRows = 1000;
	return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *feed, sqlite3_vtab_cursor **out)
{
	(void)feed;
	*out = ck_alloc(sizeof(struct cursor));
	return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;
	const struct feed *f = (const struct feed *)base->pVtab;

	(void)number;
	(void)text;
	(void)argc;
	(void)argv;
	c->row = 0;
	c->count = f->of_cases ? f->bulk->case_count : f->bulk->event_count;
	return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->row++;
	return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
	const struct cursor *c = (const struct cursor *)base;

	return c->row >= c->count;
}

static void give_text(sqlite3_context *to, const struct ck_bulk_text *t)
{
	sqlite3_result_text(to, t->n > 0 ? t->at : "", (int)t->n, SQLITE_STATIC);
}

static void give_number(sqlite3_context *to, int64_t n)
{
	if (n == INT64_MIN)
		sqlite3_result_null(to);
	else
		sqlite3_result_int64(to, n);
}

static int event_value(sqlite3_vtab_cursor *base, sqlite3_context *to, int column)
{
	const struct ck_bulk *b = ((struct feed *)base->pVtab)->bulk;
	size_t row = ((struct cursor *)base)->row;
	const struct ck_bulk_event *ev = &b->events[row];

	switch (column) {
	case 0: /* at the end of the table NULL is the next number, and the engine need not look for its place */
		if (b->appends && row > 0 && ev->id == ev[-1].id + 1)
			sqlite3_result_null(to);
		else
			sqlite3_result_int64(to, ev->id);
		break;
	case 1:
		sqlite3_result_int64(to, ev->at);
		break;
	case 2:
		sqlite3_result_int64(to, ev->recorded);
		break;
	case 3:
		sqlite3_result_int64(to, ev->stamp);
		break;
	case 7:
		sqlite3_result_blob(to, ev->hash, sizeof ev->hash, SQLITE_STATIC);
		break;
	default:
		give_text(to, &ev->text[CK_BULK_BATCH + column - 4]);
	}
	return SQLITE_OK;
}

static int case_value(sqlite3_vtab_cursor *base, sqlite3_context *to, int column)
{
	const struct ck_bulk_case *c = &((struct feed *)base->pVtab)->bulk->cases[((struct cursor *)base)->row];

	switch (column) {
	case 0:
		sqlite3_result_int64(to, c->id);
		break;
	case 1:
		give_text(to, &c->number);
		break;
	case 2:
		sqlite3_result_int64(to, c->procedure);
		break;
	case 3:
		give_text(to, &c->applicant);
		break;
	case 4:
		give_text(to, &c->applicant_name);
		break;
	case 5:
		give_text(to, &c->name_key);
		break;
	case 6:
		sqlite3_result_int64(to, c->status);
		break;
	case 7:
		sqlite3_result_int64(to, c->outcome);
		break;
	case 15:
		give_text(to, &c->responsible);
		break;
	case 16:
		give_number(to, c->registered);
		break;
	case 17:
		give_number(to, c->decided);
		break;
	case 18:
		give_number(to, c->issued);
		break;
	case 19:
		sqlite3_result_int64(to, c->seq);
		break;
	case 20:
		sqlite3_result_blob(to, c->head, 32, SQLITE_STATIC);
		break;
	default: /* closed: no next step, nothing due */
		if (column <= 10)
			sqlite3_result_text(to, "", 0, SQLITE_STATIC);
		else
			sqlite3_result_null(to);
	}
	return SQLITE_OK;
}

static int row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *number)
{
	*number = (sqlite3_int64)((struct cursor *)base)->row;
	return SQLITE_OK;
}

static const sqlite3_module event_feed = {
    .xConnect = connect_events, .xDisconnect = disconnect, .xBestIndex = best_index, .xOpen = open_cursor,
    .xClose = close_cursor, .xFilter = filter, .xNext = next_row, .xEof = at_end, .xColumn = event_value,
    .xRowid = row_number,
};
static const sqlite3_module case_feed = {
    .xConnect = connect_cases, .xDisconnect = disconnect, .xBestIndex = best_index, .xOpen = open_cursor,
    .xClose = close_cursor, .xFilter = filter, .xNext = next_row, .xEof = at_end, .xColumn = case_value,
    .xRowid = row_number,
};

/* -- what is taken away, and made again as the schema says it -- */

/* Those of open cases stay: none of the load is in them. */
static const char *const indexes[] = {"cases_by_applicant", "cases_by_name", "cases_by_number"};
enum { INDEXES = sizeof indexes / sizeof indexes[0], BY_NUMBER = INDEXES - 1 };

static enum ck_code make_index(struct ck_store *s, size_t i, struct ck_error *e)
{
	return ck_store_make_again(s, "INDEX", indexes[i], ";", e);
}

/* -- the load -- */

static enum ck_code prepare(struct ck_store *s, sqlite3_stmt **statement, const char *sql, struct ck_error *e)
{
	int result;

	sqlite3_finalize(*statement);
	result = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);

	return result == SQLITE_OK ? CK_OK : ck_store_fault(s, result, e);
}

void ck_store_bulk_free(struct ck_store *s)
{
	if (s->bulk == NULL)
		return;
	ck_worker_free(s->bulk->through);
	sqlite3_finalize(s->bulk->put_events);
	sqlite3_finalize(s->bulk->put_cases);
	free(s->bulk);
	s->bulk = NULL;
}

/* What an abort would undo is undone with the whole load: no statement keeps a journal of its own (OR FAIL). */
#define PUT_EVENTS "INSERT OR FAIL INTO event SELECT id, at, "
#define PUT_ALIKE PUT_EVENTS "?1, stamp, '', '', data, hash FROM feed_event"
#define PUT_EACH PUT_EVENTS "recorded, stamp, batch, sender_key, data, hash FROM feed_event"
/* What a case says is the head of its chain must lie in the ledger as its last event: else it is a row too few. */
#define PUT_CASES "INSERT OR FAIL INTO cases SELECT f.id, number, procedure, applicant, applicant_name, name_key, status, " \
	"outcome, '', '', '', NULL, NULL, NULL, NULL, responsible, registered, decided, issued, seq, e.hash FROM feed_case f " \
	"CROSS JOIN event e WHERE e.id = f.id + f.seq AND e.hash = f.head"

enum ck_code ck_bulk_begin(struct ck_store *s, int64_t recorded, struct ck_error *e)
{
	enum ck_code code;
	int result;

	if (s->bulk == NULL) {
		s->bulk = ck_alloc(sizeof *s->bulk);
		result = sqlite3_create_module(s->db, "feed_event", &event_feed, s->bulk);
		if (result == SQLITE_OK)
			result = sqlite3_create_module(s->db, "feed_case", &case_feed, s->bulk);
		if (result != SQLITE_OK)
			return ck_store_fault(s, result, e);
	}
	s->bulk->unindexed = s->bulk->numbered = false;
	s->bulk->written = sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &s->bulk->file);
	code = prepare(s, &s->bulk->put_events, recorded == INT64_MIN ? PUT_EACH : PUT_ALIKE, e);
	if (code == CK_OK && recorded != INT64_MIN &&
	    (result = sqlite3_bind_int64(s->bulk->put_events, 1, recorded)) != SQLITE_OK)
		code = ck_store_fault(s, result, e);
	if (code == CK_OK)
		code = prepare(s, &s->bulk->put_cases, PUT_CASES, e);
	return code == CK_OK ? ck_store_run(s, "PRAGMA cache_size=-8000; DROP TRIGGER event_follows", e) : code;
}

static enum ck_code run(struct ck_store *s, sqlite3_stmt *statement, size_t rows, struct ck_error *e)
{
	int result;

	s->waited = 0;
	result = sqlite3_step(statement);
	if (result != SQLITE_DONE)
		ck_store_fault(s, result, e);
	else if (sqlite3_changes64(s->db) != (int64_t)rows)
		ck_fail(e, CK_BUG, "the store took %lld rows of %zu", (long long)sqlite3_changes64(s->db), rows);
	else
		ck_error_clear(e);
	sqlite3_reset(statement);
	return e->code;
}

/* -- what is put goes to the disk beside -- */

static void write_through(void *of)
{
	struct ck_bulk *b = of;

	if (b->written == SQLITE_OK)
		b->written = b->file->pMethods->xSync(b->file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

static void begin_writing_through(struct ck_bulk *b)
{
	if (b->through == NULL)
		b->through = ck_worker_new();
	if (!ck_worker_is_busy(b->through)) {
		b->puts = 0;
		ck_worker_give(b->through, write_through, b);
	}
}

/* A failure that the engine would not hear of again is the commit's. */
enum ck_code ck_store_written_through(struct ck_store *s, struct ck_error *e)
{
	if (s->bulk == NULL || s->bulk->through == NULL)
		return CK_OK;
	ck_worker_rest(s->bulk->through);
	return s->bulk->written == SQLITE_OK ? CK_OK : ck_store_fault(s, s->bulk->written, e);
}

static bool are_in_order(const struct ck_bulk *b)
{
	for (size_t i = 1; i < b->event_count; i++)
		if (b->events[i].id <= b->events[i - 1].id)
			return false;
	return b->event_count > 0;
}

/* Do the events stand behind all that are there, in order? */
static enum ck_code find_end(struct ck_store *s, struct ck_error *e)
{
	struct ck_bulk *b = s->bulk;
	int64_t last;
	enum ck_code code = ck_store_number(s, &last, e, CK_SQL_EVENT_LAST, "");

	b->appends = are_in_order(b) && last < b->events[0].id;
	return code;
}

/* Those that come before what waits aside, then what waits before the next. */
static enum ck_code put_events(struct ck_store *s, const struct ck_bulk_event *events, size_t count, struct ck_error *e)
{
	struct ck_bulk *b = s->bulk;
	enum ck_code code = CK_OK;

	while (code == CK_OK && count > 0) {
		code = ck_store_put_back(s, events[0].id, e);
		b->events = events;
		for (b->event_count = 1; b->event_count < count; b->event_count++)
			if (s->aside.taken > 0 && events[b->event_count].id > s->aside.next)
				break;
		if (code == CK_OK)
			code = find_end(s, e);
		if (code == CK_OK)
			code = run(s, b->put_events, b->event_count, e);
		events += b->event_count;
		count -= b->event_count;
	}
	b->event_count = 0;
	return code;
}

enum ck_code ck_bulk_put(struct ck_store *s, const struct ck_bulk_event *events, size_t event_count,
                         const struct ck_bulk_case *cases, size_t case_count, struct ck_error *e)
{
	struct ck_bulk *b = s->bulk;
	enum ck_code code;

	b->cases = cases;
	b->case_count = case_count;
	code = put_events(s, events, event_count, e);
	if (code == CK_OK)
		code = run(s, b->put_cases, case_count, e);
	b->case_count = 0;
	if (++b->puts >= PUTS_THROUGH)
		begin_writing_through(b);
	return code;
}

enum ck_code ck_bulk_is_large(struct ck_store *s, int64_t cases, bool *large, struct ck_error *e)
{
	const int64_t limit = cases * (LARGE_AGAINST + 1);
	int64_t there;
	enum ck_code code = ck_store_number(s, &there, e, CK_SQL_CASES_EXIST, "i", limit + 1); /* no further than it matters */

	*large = code == CK_OK && there <= limit;
	return code;
}

enum ck_code ck_bulk_unindex(struct ck_store *s, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	if (s->bulk->unindexed)
		return CK_OK;
	/* What is sorted for the indexes goes to an unlinked file, and pages that go are not overwritten, so that none is kept to
	 * be put back: memory does not grow with the load or the store. */
	code = ck_store_run(s, "PRAGMA secure_delete=OFF; PRAGMA temp_store=FILE", e);
	for (size_t i = 0; code == CK_OK && i < INDEXES; i++) {
		struct ck_buffer sql = {0};

		ck_buffer_printf(&sql, "DROP INDEX %s", indexes[i]);
		code = ck_store_run(s, sql.text, e);
		ck_buffer_free(&sql);
	}
	s->bulk->unindexed = true;
	return code;
}

enum ck_code ck_bulk_index_numbers(struct ck_store *s, struct ck_error *e)
{
	if (!s->bulk->unindexed || s->bulk->numbered)
		return CK_OK;
	s->bulk->numbered = true;
	return make_index(s, BY_NUMBER, e);
}

enum ck_code ck_bulk_set_aside(struct ck_store *s, const struct ck_bulk_event *events, size_t event_count, int64_t expected,
                               struct ck_error *e)
{
	return ck_store_set_aside(s, events[0].id, events[event_count - 1].id, expected / ASIDE_AGAINST, e);
}

enum ck_code ck_bulk_return(struct ck_store *s, struct ck_error *e)
{
	ck_store_await(s);
	return ck_store_end_aside(s, e);
}

enum ck_code ck_bulk_end(struct ck_store *s, struct ck_error *e)
{
	enum ck_code code = ck_store_end_aside(s, e);

	if (s->bulk->through != NULL)
		begin_writing_through(s->bulk);
	if (code == CK_OK && s->bulk->unindexed) /* what is sorted at once fits the processor's cache */
		code = ck_store_run(s, "PRAGMA cache_size=-2000; PRAGMA threads=2", e);
	for (size_t i = 0; s->bulk->unindexed && code == CK_OK && i < INDEXES; i++)
		if (i != BY_NUMBER || !s->bulk->numbered)
			code = make_index(s, i, e);
	s->bulk->unindexed = s->bulk->numbered = false;
	if (s->bulk->through != NULL)
		begin_writing_through(s->bulk);
	return code == CK_OK ? ck_store_make_again(s, "TRIGGER", "event_follows", "END;", e) : code;
}
