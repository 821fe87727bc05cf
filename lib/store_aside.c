/* store_aside: making room between two years. The engine fills its pages quickly at the end of a table only; in the middle it
 * divides them again and again. So the events that stand behind a load much larger than they are wait in a table of their
 * own, and go back when the load has come to their place: all inside the load's transaction, and counted both ways. */
#include "store_priv.h"

/* Every statement here is of the events from ?1 on and before ?2. */
static enum ck_code prepare(struct ck_store *s, const char *sql, int64_t from, int64_t until, sqlite3_stmt **statement,
                            struct ck_error *e)
{
	int result = sqlite3_prepare_v2(s->db, sql, -1, statement, NULL);

	if (result == SQLITE_OK)
		result = sqlite3_bind_int64(*statement, 1, from);
	if (result == SQLITE_OK)
		result = sqlite3_bind_int64(*statement, 2, until);
	if (result == SQLITE_OK)
		return CK_OK;
	ck_store_fault(s, result, e);
	sqlite3_finalize(*statement);
	return e->code;
}

/* How many rows the statement wrote. */
static enum ck_code write_rows(struct ck_store *s, const char *sql, int64_t from, int64_t until, int64_t *rows,
                               struct ck_error *e)
{
	sqlite3_stmt *statement = NULL;
	int result;

	if (prepare(s, sql, from, until, &statement, e) != CK_OK)
		return e->code;
	ck_error_clear(e);
	result = sqlite3_step(statement);
	if (result == SQLITE_DONE)
		*rows = sqlite3_changes64(s->db);
	else
		ck_store_fault(s, result, e);
	sqlite3_finalize(statement);
	return e->code;
}

/* The first that waits from there on. */
static enum ck_code find_next(struct ck_store *s, int64_t from, struct ck_error *e)
{
	sqlite3_stmt *statement = NULL;
	int result;

	if (prepare(s, "SELECT ifnull(min(id), ?2) FROM aside WHERE id >= ?1", from, INT64_MAX, &statement, e) != CK_OK)
		return e->code;
	ck_error_clear(e);
	result = sqlite3_step(statement);
	if (result == SQLITE_ROW)
		s->aside.next = sqlite3_column_int64(statement, 0);
	else
		ck_store_fault(s, result, e);
	sqlite3_finalize(statement);
	return e->code;
}

static enum ck_code take(struct ck_store *s, struct ck_error *e)
{
	struct ck_aside *a = &s->aside;
	int64_t gone = 0;
	enum ck_code code = ck_store_run(s, "CREATE TEMP TABLE aside(id INTEGER PRIMARY KEY, at, recorded, stamp, batch, "
	                                 "sender_key, data, hash); DROP TRIGGER event_is_kept", e);

	if (code == CK_OK)
		code = write_rows(s, "INSERT INTO aside SELECT * FROM event WHERE id >= ?1 AND id < ?2", a->next, INT64_MAX, &a->taken, e);
	if (code == CK_OK)
		code = write_rows(s, "DELETE FROM event WHERE id >= ?1 AND id < ?2", a->next, INT64_MAX, &gone, e);
	if (code == CK_OK)
		code = ck_store_make_again(s, "TRIGGER", "event_is_kept", "END;", e);
	return code == CK_OK && gone != a->taken ?
	       ck_fail(e, CK_BUG, "%lld events were to wait, and %lld do", (long long)gone, (long long)a->taken) : code;
}

enum ck_code ck_store_set_aside(struct ck_store *s, int64_t first, int64_t last, int64_t most, struct ck_error *e)
{
	int64_t next, behind = 0;
	enum ck_code code = ck_store_number(s, &next, e, CK_SQL_EVENT_FIRST_FROM, "i", first + 1);

	if (code == CK_OK && last < next)
		code = ck_store_number(s, &behind, e, CK_SQL_EVENTS_COUNTED_FROM, "ii", next, most + 1); /* no further than it matters */
	if (code != CK_OK || behind == 0 || behind > most)
		return code;
	s->aside.next = next;
	return take(s, e);
}

enum ck_code ck_store_put_back(struct ck_store *s, int64_t until, struct ck_error *e)
{
	struct ck_aside *a = &s->aside;
	int64_t rows = 0;
	enum ck_code code;

	if (a->taken == 0 || a->next >= until)
		return CK_OK;
	code = write_rows(s, "INSERT OR FAIL INTO event SELECT * FROM aside WHERE id >= ?1 AND id < ?2 ORDER BY id", a->next, until,
	                  &rows, e);
	a->back += rows;
	return code == CK_OK ? find_next(s, until, e) : code;
}

enum ck_code ck_store_end_aside(struct ck_store *s, struct ck_error *e)
{
	struct ck_aside *a = &s->aside;
	enum ck_code code = ck_store_put_back(s, INT64_MAX, e);

	if (code != CK_OK || a->taken == 0)
		return code;
	if (a->back != a->taken)
		return ck_fail(e, CK_BUG, "of %lld events that waited, %lld went back", (long long)a->taken, (long long)a->back);
	a->taken = a->back = 0;
	return ck_store_run(s, "DROP TABLE aside", e);
}
