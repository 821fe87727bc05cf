/* store_upgrade: a store brought to the version of this casekit, one version after another. */
#include <stdio.h>
#include <string.h>
#include "store_priv.h"

/* What came with a version: the text after its line, up to the next one's. */
static const char *part_of(const char *text, int version, size_t *length)
{
	char line[32];
	const char *from, *end;

	snprintf(line, sizeof line, "\n-- version %d\n", version);
	from = strstr(text, line);
	if (from == NULL) {
		*length = 0;
		return "";
	}
	from += strlen(line);
	end = strstr(from, "\n-- version ");
	*length = end != NULL ? (size_t)(end - from) : strlen(from);
	return from;
}

/* A version adds tables, indexes and triggers. */
static enum ck_code add_part(struct ck_store *s, int version, struct ck_error *e)
{
	struct ck_buffer sql = {0};
	size_t tables, triggers;
	const char *table = part_of(ck_store_schema, version, &tables);
	const char *trigger = part_of(ck_store_triggers, version, &triggers);
	enum ck_code code;

	if (version < 2)
		return ck_fail(e, CK_UNAVAILABLE, "the store %s is of version %d, and nothing leads from it to version %d", s->path,
		               version - 1, version);
	ck_buffer_printf(&sql, "%.*s\n%.*s", (int)tables, table, (int)triggers, trigger);
	code = ck_store_run(s, sql.text, e);
	ck_buffer_free(&sql);
	return code;
}

/* -- version 3: what events say alike goes into stamps; the hash before an event lies in the store once -- */

static enum ck_code has_rows(struct ck_store *s, const char *sql, bool *has, struct ck_error *e)
{
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL);

	if (result == SQLITE_OK)
		result = sqlite3_step(statement);
	*has = result == SQLITE_ROW;
	sqlite3_finalize(statement);
	return result == SQLITE_ROW || result == SQLITE_DONE ? CK_OK : ck_store_fault(s, result, e);
}

#define STAMP "acts, step, role, by_login, done_for, office, os_user, at_offset, recorded_offset"

/* What is left out must follow from what stays, or a trace of a change would go. */
static enum ck_code narrow_events(struct ck_store *s, struct ck_error *e)
{
	static const char *const made[][3] = {
	    {"TABLE", "event", ";"}, {"INDEX", "event_by_key", ";"}, {"INDEX", "event_by_batch", ";"},
	    {"TRIGGER", "event_stays", "END;"}, {"TRIGGER", "event_is_kept", "END;"}, {"TRIGGER", "event_follows", "END;"},
	};
	bool broken;
	enum ck_code code = has_rows(s, "SELECT 1 FROM event e WHERE prev IS NOT CASE WHEN id & 32767 = 1 THEN zeroblob(32) "
	                             "ELSE (SELECT hash FROM event WHERE id = e.id - 1) END LIMIT 1", &broken, e);

	if (code == CK_OK && broken)
		return ck_fail(e, CK_UNAVAILABLE, "the ledger of %s is broken (ledger-verify of the casekit that it was made with)",
		               s->path);
	if (code == CK_OK)
		code = ck_store_run(s, "DROP TRIGGER event_stays; DROP TRIGGER event_is_kept; DROP TRIGGER event_follows; "
		                    "DROP INDEX event_by_key; DROP INDEX event_by_batch; ALTER TABLE event RENAME TO wide; "
		                    "INSERT INTO stamp (" STAMP ", import_batch) SELECT DISTINCT " STAMP ", '' FROM wide", e);
	if (code == CK_OK)
		code = ck_store_make_again(s, made[0][0], made[0][1], made[0][2], e);
	if (code == CK_OK)
		code = ck_store_run(s, "INSERT INTO event SELECT id, at, recorded, no, batch, sender_key, data, hash "
		                    "FROM wide CROSS JOIN stamp USING (" STAMP ") ORDER BY id", e);
	if (code == CK_OK)
		code = has_rows(s, "SELECT 1 WHERE (SELECT count(*) FROM event) <> (SELECT count(*) FROM wide)", &broken, e);
	if (code == CK_OK && broken)
		return ck_fail(e, CK_BUG, "not every event of %s came through", s->path);
	if (code == CK_OK)
		code = ck_store_run(s, "DROP TABLE wide", e);
	for (size_t i = 1; code == CK_OK && i < sizeof made / sizeof *made; i++)
		code = ck_store_make_again(s, made[i][0], made[i][1], made[i][2], e);
	return code;
}

/* -- version 4: the batch of an import is said by its stamps (those of an older store that is on its way have room for it
 * since version 3; only one that was of version 3 has not) -- */

static enum ck_code widen_stamps(struct ck_store *s, struct ck_error *e)
{
	enum ck_code code = ck_store_run(s, "DROP TRIGGER stamp_stays; DROP TRIGGER stamp_is_kept; "
	                                 "ALTER TABLE stamp RENAME TO narrow", e);

	if (code == CK_OK)
		code = ck_store_make_again(s, "TABLE", "stamp", ";", e);
	if (code == CK_OK)
		code = ck_store_run(s, "INSERT INTO stamp SELECT no, " STAMP ", '' FROM narrow; DROP TABLE narrow", e);
	if (code == CK_OK)
		code = ck_store_make_again(s, "TRIGGER", "stamp_stays", "END;", e);
	return code == CK_OK ? ck_store_make_again(s, "TRIGGER", "stamp_is_kept", "END;", e) : code;
}

static enum ck_code migrate(struct ck_store *s, int to, struct ck_error *e)
{
	char mark[64];
	enum ck_code code = ck_store_begin(s, e);

	if (code == CK_OK)
		code = add_part(s, to, e);
	if (code == CK_OK && to == 3)
		code = narrow_events(s, e);
	if (code == CK_OK && to == 4)
		code = widen_stamps(s, e);
	snprintf(mark, sizeof mark, "PRAGMA user_version=%d", to);
	if (code == CK_OK)
		code = ck_store_run(s, mark, e);
	if (code == CK_OK)
		return ck_store_commit(s, e);
	ck_store_rollback(s);
	return code;
}

enum ck_code ck_store_upgrade(const char *path, int wait_seconds, int *from, int *to, struct ck_error *e)
{
	struct ck_store *s;
	enum ck_code code = ck_store_enter(path, CK_STORE_WRITE, CK_EXPECT_OLDER, wait_seconds, &s, e);

	if (code != CK_OK)
		return code;
	code = ck_store_begin(s, e); /* undoes an upgrade that was cut off, and tells the version */
	ck_store_rollback(s);
	*from = *to = s->version;
	while (code == CK_OK && *to < CK_STORE_VERSION) {
		code = migrate(s, *to + 1, e);
		if (code == CK_OK)
			++*to;
	}
	ck_store_close(s);
	return code;
}
