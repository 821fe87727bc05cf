/* store_schema: the tables as store_schema.sql has them, and the triggers that keep what is insert-only insert-only.
 * INSERT OR REPLACE walks round a trigger on DELETE unless the connection asks for recursive triggers. Ours do; but the
 * ledger is proof against any connection, by a trigger before INSERT; a stamp put over another one so breaks the hashes of
 * its events. No more triggers than needed: every command pays for each of them when it opens the store. */
#include <string.h>
#include "store_priv.h"

const char ck_store_schema[] =
#include "store_schema.inc"
    ;

/* 32767 takes the seq out of an event's identity: CK_CHAIN_LAST_SEQ. */
const char ck_store_triggers[] =
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN "
    "SELECT raise(abort, 'an event is never changed'); END;\n"
    "CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN "
    "SELECT raise(abort, 'an event is never taken away'); END;\n"
    "CREATE TRIGGER event_follows BEFORE INSERT ON event "
    "WHEN new.id & 32767 = 0 OR length(new.hash) <> 32 OR EXISTS (SELECT 1 FROM event WHERE id = new.id) "
    "OR (new.id & 32767 > 1 AND NOT EXISTS (SELECT 1 FROM event WHERE id = new.id - 1)) BEGIN "
    "SELECT raise(abort, 'an event must follow the last one of its chain'); END;\n"

    "CREATE TRIGGER calendar_day_stays BEFORE UPDATE ON calendar_day BEGIN "
    "SELECT raise(abort, 'a calendar day is superseded, never changed'); END;\n"
    "CREATE TRIGGER calendar_day_is_kept BEFORE DELETE ON calendar_day BEGIN "
    "SELECT raise(abort, 'a calendar day is never taken away'); END;\n"
    "CREATE TRIGGER law_stays BEFORE UPDATE ON law BEGIN "
    "SELECT raise(abort, 'a part of an edition is never changed'); END;\n"
    "CREATE TRIGGER law_in_use_is_kept BEFORE DELETE ON law WHEN EXISTS (SELECT 1 FROM procedure p "
    "WHERE p.regulation = old.regulation AND p.edition = old.edition) BEGIN "
    "SELECT raise(abort, 'an edition that a case uses is never changed'); END;\n"
    "CREATE TRIGGER file_stays BEFORE UPDATE ON file BEGIN "
    "SELECT raise(abort, 'an attached file is never changed'); END;\n"
    "CREATE TRIGGER file_is_kept BEFORE DELETE ON file BEGIN "
    "SELECT raise(abort, 'an attached file is never taken away'); END;\n"
    "CREATE TRIGGER batch_stays BEFORE UPDATE ON batch BEGIN "
    "SELECT raise(abort, 'a batch is never changed'); END;\n"
    "CREATE TRIGGER batch_is_kept BEFORE DELETE ON batch BEGIN "
    "SELECT raise(abort, 'a batch is never taken away'); END;\n"

    "-- version 2\n"
    "CREATE TRIGGER norm_stays BEFORE UPDATE ON norm BEGIN "
    "SELECT raise(abort, 'a norm is superseded, never changed'); END;\n"
    "CREATE TRIGGER norm_is_kept BEFORE DELETE ON norm BEGIN "
    "SELECT raise(abort, 'a norm is never taken away'); END;\n"

    "-- version 3\n"
    "CREATE TRIGGER stamp_stays BEFORE UPDATE ON stamp BEGIN "
    "SELECT raise(abort, 'a stamp is never changed'); END;\n"
    "CREATE TRIGGER stamp_is_kept BEFORE DELETE ON stamp BEGIN "
    "SELECT raise(abort, 'a stamp is never taken away'); END;\n";

enum ck_code ck_store_make_again(struct ck_store *s, const char *kind, const char *name, const char *end, struct ck_error *e)
{
	struct ck_buffer sql = {0};
	const char *from, *to;
	enum ck_code code;

	ck_buffer_printf(&sql, "CREATE %s %s ", kind, name);
	from = strstr(strcmp(kind, "TRIGGER") == 0 ? ck_store_triggers : ck_store_schema, sql.text);
	to = from == NULL ? NULL : strstr(from, end);
	if (to == NULL) {
		ck_buffer_free(&sql);
		return ck_fail(e, CK_BUG, "the schema has no %s", name);
	}
	ck_buffer_empty(&sql);
	ck_buffer_put(&sql, from, (size_t)(to - from) + strlen(end));
	code = ck_store_run(s, sql.text, e);
	ck_buffer_free(&sql);
	return code;
}
