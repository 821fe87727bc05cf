/* store_sql: every statement of casekit, once, by its name: CK_STATEMENT(NAME, text) becomes CK_SQL_NAME (store.h).
 *
 * The dialect is the one that SQLite 3.40 and PostgreSQL 15 share: parameters $1, $2, … bound by name; no LIKE, no
 * date(), no REPLACE, no "double quotes" for text; NULLS LAST written out; everything that one engine alone knows is
 * computed in C. Included several times: no guard. Each section belongs to the module that it is named after. */

/* -- setting -- */
CK_STATEMENT(SETTING, "SELECT value FROM setting WHERE name = $1")
CK_STATEMENT(SETTING_PUT,
             "INSERT INTO setting (name, value) VALUES ($1, $2) "
             "ON CONFLICT (name) DO UPDATE SET value = excluded.value")

/* -- ledger -- */
#ifndef CK_EVENT_ROW /* the columns of every statement that gives events, in the order in which ledger.c reads them */
#define CK_EVENT_ROW \
	"id, at, at_offset, recorded, recorded_offset, step, acts, role, by_login, done_for, office, os_user, " \
	"batch || import_batch, sender_key, data, hash FROM event LEFT JOIN stamp ON no = stamp"
#define CK_STAMP "acts, step, role, by_login, done_for, office, os_user, at_offset, recorded_offset, import_batch"
#define CK_STAMP_IS \
	"acts = $1 AND step = $2 AND role = $3 AND by_login = $4 AND done_for = $5 AND office = $6 AND os_user = $7 " \
	"AND at_offset = $8 AND recorded_offset = $9 AND import_batch = $10"
#endif
CK_STATEMENT(STAMP_NO, "SELECT no FROM stamp WHERE " CK_STAMP_IS)
CK_STATEMENT(STAMP_PUT, "INSERT INTO stamp (" CK_STAMP ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
CK_STATEMENT(EVENT_PUT, /* none is put while there is no such stamp */
             "INSERT INTO event (id, at, recorded, stamp, batch, sender_key, data, hash) "
             "SELECT $11, $12, $13, no, $14, $15, $16, $17 FROM stamp WHERE " CK_STAMP_IS)
CK_STATEMENT(EVENT_BY_ID, "SELECT " CK_EVENT_ROW " WHERE id = $1")
CK_STATEMENT(EVENTS_BETWEEN, "SELECT " CK_EVENT_ROW " WHERE id >= $1 AND id < $2 ORDER BY id")
CK_STATEMENT(EVENT_HEAD, "SELECT id, recorded, hash, at FROM event WHERE id >= $1 AND id < $2 ORDER BY id DESC LIMIT 1")
CK_STATEMENT(EVENTS_BY_KEY,
             "SELECT " CK_EVENT_ROW " WHERE (id >> 49) = $1 AND sender_key = $2 AND sender_key <> '' "
             "ORDER BY id")
CK_STATEMENT(OFFICE_CODES, "SELECT no, code FROM office ORDER BY no")
CK_STATEMENT(CHAIN_BY_OWN_NUMBER, "SELECT id FROM cases WHERE number = $1 AND number <> '' ORDER BY id LIMIT 2")

/* -- people -- */
CK_STATEMENT(OFFICE_NO, "SELECT no FROM office WHERE code = $1")
#ifndef CK_OFFICE_ROW
#define CK_OFFICE_ROW "no, code, name, kind, parent, zone, calendar, hours, authority"
#define CK_STAFF_ROW "login, name, roles, office, since, until"
#endif
CK_STATEMENT(OFFICE_BY_CODE, "SELECT " CK_OFFICE_ROW " FROM office WHERE code = $1")
CK_STATEMENT(OFFICE_BY_NO, "SELECT " CK_OFFICE_ROW " FROM office WHERE no = $1")
CK_STATEMENT(OFFICE_LIST, "SELECT " CK_OFFICE_ROW " FROM office WHERE $1 = '' OR code = $1 ORDER BY no")
CK_STATEMENT(OFFICE_LAST, "SELECT max(no) FROM office")
CK_STATEMENT(OFFICE_PUT, "INSERT INTO office (" CK_OFFICE_ROW ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
CK_STATEMENT(STAFF_BY_LOGIN, "SELECT " CK_STAFF_ROW " FROM staff WHERE login = $1")
CK_STATEMENT(STAFF_LIST, "SELECT " CK_STAFF_ROW " FROM staff WHERE $1 = '' OR office = $1 ORDER BY office, login")
CK_STATEMENT(STAFF_PUT,
             "INSERT INTO staff (" CK_STAFF_ROW ") VALUES ($1, $2, $3, $4, $5, $6) "
             "ON CONFLICT (login) DO UPDATE SET name = excluded.name, roles = excluded.roles, "
             "office = excluded.office, since = excluded.since, until = excluded.until")
CK_STATEMENT(DELEGATE_PUT,
             "INSERT INTO delegate (login, agent, since, until) VALUES ($1, $2, $3, $4) "
             "ON CONFLICT (login, agent, since) DO UPDATE SET until = excluded.until")
CK_STATEMENT(DELEGATE_HOLDS,
             "SELECT 1 FROM delegate WHERE login = $1 AND agent = $2 AND since <= $3 AND (until IS NULL OR until > $3)")
CK_STATEMENT(DELEGATES_OF,
             "SELECT DISTINCT agent FROM delegate WHERE login = $1 AND since <= $2 AND (until IS NULL OR until > $2) "
             "ORDER BY agent")
CK_STATEMENT(DELEGATE_LIST, "SELECT login, agent, since, until FROM delegate ORDER BY login, agent, since")
CK_STATEMENT(EVENT_FIRST_FROM, "SELECT min(id) FROM event WHERE id >= $1")
CK_STATEMENT(EVENTS_COUNTED_FROM, "SELECT count(*) FROM (SELECT 1 FROM event WHERE id >= $1 LIMIT $2)")

/* -- service -- */
CK_STATEMENT(LAW_PART, "SELECT rows FROM law WHERE part = $1 ORDER BY regulation, edition")
CK_STATEMENT(LAW_ROWS, "SELECT part, rows FROM law WHERE regulation = $1 AND edition = $2 ORDER BY part")
CK_STATEMENT(LAW_PUT, "INSERT INTO law (regulation, edition, part, rows) VALUES ($1, $2, $3, $4)")
CK_STATEMENT(LAW_DROP, "DELETE FROM law WHERE regulation = $1 AND edition = $2")
CK_STATEMENT(PROCEDURES_OF, "SELECT variant, channel FROM procedure WHERE regulation = $1 AND edition = $2 ORDER BY no")
CK_STATEMENT(PROCEDURES_DROP, "DELETE FROM procedure WHERE regulation = $1 AND edition = $2")
CK_STATEMENT(EDITION_USED,
             "SELECT 1 FROM cases WHERE procedure IN (SELECT no FROM procedure WHERE regulation = $1 AND edition = $2) "
             "LIMIT 1")
CK_STATEMENT(CASE_ANY, "SELECT 1 FROM cases LIMIT 1")

/* -- days -- */
CK_STATEMENT(CALENDAR_LAST, "SELECT max(no) FROM calendar")
CK_STATEMENT(CALENDAR_PUT, 
             "INSERT INTO calendar (no, name, week, week_source, zone, hours, title) VALUES ($1, $2, $3, $4, $5, $6, $7)")
CK_STATEMENT(CALENDARS, "SELECT name, week, week_source, zone, hours, title FROM calendar WHERE $1 = '' OR name = $1 ORDER BY no")
CK_STATEMENT(CALENDAR_WEEK, "SELECT week, week_source FROM calendar WHERE name = $1")
CK_STATEMENT(DAY_PUT,
             "INSERT INTO calendar_day (calendar, day, known, works, reason, source) VALUES ($1, $2, $3, $4, $5, $6)")
CK_STATEMENT(DAY_AS_KNOWN,
             "SELECT day, known, works, reason, source FROM calendar_day "
             "WHERE calendar = $1 AND day = $2 AND known <= $3 ORDER BY known DESC LIMIT 1")
CK_STATEMENT(DAYS_OF_CALENDAR,
             "SELECT day, known, works, reason, source FROM calendar_day "
             "WHERE calendar = $1 AND day >= $2 AND day < $3 ORDER BY day, known")

/* -- norm -- */
#ifndef CK_NORM_ROW
#define CK_NORM_ROW "subject, since, known, value, source"
#endif
CK_STATEMENT(NORM_PUT, "INSERT INTO norm (norm, subject, since, known, value, source) VALUES ($1, $2, $3, $4, $5, $6)")
CK_STATEMENT(NORM_HOLDS,
             "SELECT " CK_NORM_ROW " FROM norm WHERE norm = $1 AND subject = $2 AND since <= $3 AND known <= $4 "
             "ORDER BY since DESC, known DESC LIMIT 1")
CK_STATEMENT(NORM_KNOWN,
             "SELECT " CK_NORM_ROW " FROM norm WHERE norm = $1 AND subject = $2 AND since = $3 AND known <= $4 "
             "ORDER BY known DESC LIMIT 1")
CK_STATEMENT(NORMS_HOLDING,
             "SELECT " CK_NORM_ROW " FROM norm WHERE norm = $1 AND since <= $2 AND known <= $3 "
             "ORDER BY subject, since DESC, known DESC")
CK_STATEMENT(NORM_ROWS, "SELECT " CK_NORM_ROW " FROM norm WHERE norm = $1 ORDER BY subject, since, known")

/* -- cases -- */
#ifndef CK_CASE_ROW /* the columns of CASE_BY_ID and of ck_store_cases; c is cases, p is procedure */
#define CK_CASE_ROW \
	"c.id, c.number, p.regulation, p.edition, p.variant, p.channel, c.applicant, c.applicant_name, c.status, " \
	"c.outcome, c.next_step, c.next_acts, c.next_role, c.due, c.not_before, c.term, c.responsible, c.registered, " \
	"c.decided, c.issued, c.seq, c.head"
#endif
CK_STATEMENT(CASE_BY_ID, "SELECT " CK_CASE_ROW " FROM cases c JOIN procedure p ON p.no = c.procedure WHERE c.id = $1")
CK_STATEMENT(OFFICES_UNDER, /* an office and all its descendants */
             "WITH RECURSIVE under (no, code) AS (SELECT no, code FROM office WHERE code = $1 "
             "UNION SELECT o.no, o.code FROM office o JOIN under u ON o.parent = u.code) "
             "SELECT no FROM under ORDER BY no")

CK_STATEMENT(PROCEDURE_NO,
             "SELECT no FROM procedure WHERE regulation = $1 AND edition = $2 AND variant = $3 AND channel = $4")
CK_STATEMENT(PROCEDURE_PUT,
             "INSERT INTO procedure (no, regulation, edition, variant, channel) "
             "SELECT coalesce(max(no), 0) + 1, $1, $2, $3, $4 FROM procedure")
CK_STATEMENT(CASE_PUT,
             "INSERT INTO cases (id, number, procedure, applicant, applicant_name, name_key, status, outcome, next_step, "
             "next_acts, next_role, due, not_before, term, deadline, responsible, registered, decided, issued, seq, head) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)")
CK_STATEMENT(CASE_RENEW, /* what most acts change; the indexes of numbers and names stay untouched */
             "UPDATE cases SET status = $5, outcome = $6, next_step = $7, next_acts = $8, next_role = $9, due = $10, "
             "not_before = $11, term = $12, deadline = $13, responsible = $14, registered = $15, decided = $16, "
             "issued = $17, seq = $18, head = $19 "
             "WHERE id = $1 AND number = $2 AND applicant = $3 AND applicant_name = $4")
CK_STATEMENT(CASE_CORRECT, /* the rest */
             "UPDATE cases SET number = $2, applicant = $3, applicant_name = $4, name_key = $5 WHERE id = $1")
CK_STATEMENT(CASE_LAST_PROJECTED, "SELECT max(id) FROM cases WHERE id >= $1 AND id < $2")
CK_STATEMENT(CASE_OPEN_OF,
             "SELECT c.id FROM cases c JOIN procedure p ON p.no = c.procedure "
             "WHERE c.applicant = $1 AND p.regulation = $2 AND c.next_step <> '' ORDER BY c.id LIMIT 1")
CK_STATEMENT(CASES_OPEN, "SELECT id, due, not_before, term FROM cases WHERE next_step <> '' ORDER BY id")
CK_STATEMENT(CASE_CHAINS, "SELECT id FROM event WHERE (id & 32767) = 1 ORDER BY id")
CK_STATEMENT(CASES_WITHOUT_EVENTS,
             "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = c.id + 1) ORDER BY id")
CK_STATEMENT(CASE_DERIVED, "SELECT procedure, name_key, deadline FROM cases WHERE id = $1")

/* -- register -- */
#ifndef CK_PERMIT_ROW /* the columns of every statement that gives permits or entries, as register*.c reads them */
#define CK_PERMIT_ROW \
	"id, chain, seq, kind, applicant, applicant_name, region, workers, total, since, until, previous, next, " \
	"next_since, revoked, ground"
#define CK_ENTRY_ROW "register, a, b, word, chain, seq, data"
#endif
CK_STATEMENT(CHAIN_LAST, "SELECT max(id) FROM event WHERE id >= $1 AND id < $2")
CK_STATEMENT(PERMIT_LAST, "SELECT max(id) FROM permit WHERE id >= $1 AND id < $2")
CK_STATEMENT(PERMIT_PUT,
             "INSERT INTO permit (" CK_PERMIT_ROW ") "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, NULL, NULL, '') ON CONFLICT (id) DO NOTHING")
CK_STATEMENT(PERMIT_REPLACE, "UPDATE permit SET next = $2, next_since = $3 WHERE id = $1")
CK_STATEMENT(PERMIT_LINK_ALL,
             "UPDATE permit SET next = b.id, next_since = b.since FROM permit b "
             "WHERE b.previous = permit.id AND b.previous <> 0")
CK_STATEMENT(PERMIT_REVOKE, "UPDATE permit SET revoked = $3, ground = $4 WHERE id = $1 AND chain = $2")
CK_STATEMENT(PERMIT_BY_ID, "SELECT " CK_PERMIT_ROW " FROM permit WHERE id = $1")
CK_STATEMENT(PERMITS_BETWEEN, "SELECT " CK_PERMIT_ROW " FROM permit WHERE id >= $1 AND id < $2 ORDER BY id")
CK_STATEMENT(PERMITS_OF_APPLICANT, "SELECT " CK_PERMIT_ROW " FROM permit WHERE applicant = $1 ORDER BY id")
CK_STATEMENT(PERMITS_OF_CASE, "SELECT " CK_PERMIT_ROW " FROM permit WHERE chain = $1 ORDER BY id")
CK_STATEMENT(PERMITS_ENDING,
             "SELECT " CK_PERMIT_ROW " FROM permit WHERE until >= $1 AND until <= $2 AND revoked IS NULL AND next = 0 "
             "ORDER BY until, id")
CK_STATEMENT(ENTRY_ADD,
             "INSERT INTO entry (" CK_ENTRY_ROW ") VALUES ($1, $2, $3, $4, $5, $6, $7) "
             "ON CONFLICT (register, a, b, word) DO NOTHING")
CK_STATEMENT(ENTRY_PUT,
             "INSERT INTO entry (" CK_ENTRY_ROW ") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (register, a, b, word) "
             "DO UPDATE SET chain = excluded.chain, seq = excluded.seq, data = excluded.data")
CK_STATEMENT(ENTRY_DROP, "DELETE FROM entry WHERE register = $1 AND a = $2 AND b = $3 AND word = $4")
CK_STATEMENT(ENTRY_GET,
             "SELECT " CK_ENTRY_ROW " FROM entry WHERE register = $1 AND a = $2 AND b = $3 AND word = $4")
CK_STATEMENT(ENTRIES_BETWEEN,
             "SELECT " CK_ENTRY_ROW " FROM entry WHERE register = $1 AND a >= $2 AND a < $3 ORDER BY a, b, word")
CK_STATEMENT(ENTRIES_OF,
             "SELECT " CK_ENTRY_ROW " FROM entry WHERE register = $1 AND a = $2 AND b >= $3 AND b <= $4 ORDER BY b, word")
CK_STATEMENT(ENTRIES_OF_CHAIN,
             "SELECT " CK_ENTRY_ROW " FROM entry WHERE chain = $1 ORDER BY register, a, b, word")

/* -- register_org -- */
CK_STATEMENT(ORG_NUMBER, /* an organisation's own row is the first that its chain made */
             "SELECT a FROM entry WHERE chain = $1 AND register = $2 LIMIT 1")
CK_STATEMENT(ORG_CHAINS, "SELECT chain FROM entry WHERE register = $1 AND chain >= $2 AND chain < $3 ORDER BY chain")
CK_STATEMENT(ENTRY_WORDS, "SELECT word FROM entry WHERE register = $1 AND a = $2 AND b = $3 ORDER BY word")

/* -- registry -- */
CK_STATEMENT(SNAPSHOT_LAST, "SELECT max(snapshot) FROM registry_person")
CK_STATEMENT(SNAPSHOT_PUT,
             "INSERT INTO registry_person (snapshot, person, payer, amount, until) VALUES ($1, $2, $3, $4, $5) "
             "ON CONFLICT (snapshot, person, payer) DO NOTHING")
CK_STATEMENT(SNAPSHOT_PERSONS,
             "SELECT count(*) FROM (SELECT DISTINCT person FROM registry_person WHERE snapshot = $1) AS p")
CK_STATEMENT(SNAPSHOT_ROW,
             "SELECT amount, until FROM registry_person WHERE snapshot = $1 AND person = $2 AND payer = $3")
CK_STATEMENT(SNAPSHOT_ROWS,
             "SELECT person, payer, amount, until FROM registry_person WHERE snapshot = $1 ORDER BY person, payer")

/* -- register_check: every row of a register, by its key -- */
CK_STATEMENT(EVENT_SAYINGS, "SELECT id, at, acts, data FROM event LEFT JOIN stamp ON no = stamp ORDER BY id")
CK_STATEMENT(OFFICE_NAME_CODE, /* a store in memory knows no more of an office than its code */
             "INSERT INTO office (no, code, name, kind, parent, zone, calendar, hours, authority) "
             "VALUES ($1, $2, '', '', '', '', '', '', '') ON CONFLICT DO NOTHING")
CK_STATEMENT(ALL_PERMITS, "SELECT " CK_PERMIT_ROW " FROM permit ORDER BY id")
CK_STATEMENT(ALL_ENTRIES, "SELECT " CK_ENTRY_ROW " FROM entry ORDER BY register, a, b, word")

/* -- session -- */
CK_STATEMENT(HEARD_CASE, "SELECT applicant, applicant_name, next_step, next_acts, next_role, due FROM cases WHERE id = $1")
CK_STATEMENT(EVENTS_FROM_LAST, "SELECT acts, data FROM event LEFT JOIN stamp ON no = stamp WHERE id >= $1 AND id < $2 ORDER BY id DESC")

/* -- batch -- */
#ifndef CK_BATCH_ROW
#define CK_BATCH_ROW "id, at, by_login, os_user, command, source, digest, read, written, replayed, refused"
#endif
CK_STATEMENT(BATCH_LAST, "SELECT max(id) FROM batch WHERE id >= $1 AND id < $2")
CK_STATEMENT(BATCH_PUT,
             "INSERT INTO batch (" CK_BATCH_ROW ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
CK_STATEMENT(BATCH_LIST, "SELECT " CK_BATCH_ROW " FROM batch WHERE id >= $1 AND id < $2 ORDER BY id")
CK_STATEMENT(EVENTS_BY_BATCH,
             "SELECT " CK_EVENT_ROW " WHERE batch = $1 AND batch <> '' ORDER BY id")
CK_STATEMENT(STAMPS_OF_BATCH, "SELECT count(*) FROM stamp WHERE import_batch = $1 AND import_batch <> ''")
CK_STATEMENT(EVENTS_BY_IMPORT_BATCH, /* no index knows them: the whole ledger is gone through, in its order */
             "SELECT " CK_EVENT_ROW " WHERE stamp IN (SELECT no FROM stamp WHERE import_batch = $1) OR batch = $1 "
             "ORDER BY id")

/* -- file -- */
CK_STATEMENT(FILE_PUT, "INSERT INTO file (digest, size, content) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING")

/* -- permit -- */
CK_STATEMENT(OFFICE_OF_ZONE, "SELECT min(no) FROM office GROUP BY zone ORDER BY 1")

/* -- import -- */
CK_STATEMENT(CASES_OF_OWN_NUMBER, "SELECT id FROM cases WHERE number = $1 AND number <> '' ORDER BY id")
CK_STATEMENT(CASES_EXIST, "SELECT count(*) FROM (SELECT 1 FROM cases LIMIT $1) AS c")
CK_STATEMENT(OWN_NUMBERS, "SELECT id, number FROM cases WHERE number <> ''")
CK_STATEMENT(APPLICANTS_BETWEEN,
             "SELECT id, applicant, applicant_name FROM cases WHERE applicant >= $1 AND applicant < $2 ORDER BY id")
CK_STATEMENT(APPLICANTS, "SELECT id, applicant FROM cases ORDER BY applicant")
CK_STATEMENT(APPLICANT_NAME, "SELECT applicant_name FROM cases WHERE id = $1")

/* -- export, native -- */
CK_STATEMENT(EVENT_LAST, "SELECT max(id) FROM event")
CK_STATEMENT(FILES_COUNTED, "SELECT count(*) FROM file")
CK_STATEMENT(FILE_BY_DIGEST, "SELECT digest, size, content FROM file WHERE digest = $1")
CK_STATEMENT(ALL_SETTINGS, "SELECT name, value FROM setting ORDER BY name")
CK_STATEMENT(SETTING_SAME, "SELECT 1 FROM setting WHERE name = $1 AND value = $2")
CK_STATEMENT(ALL_CALENDARS, "SELECT no, name, week, week_source, zone, hours, title FROM calendar ORDER BY no")
CK_STATEMENT(CALENDAR_TAKE,
             "INSERT INTO calendar (no, name, week, week_source, zone, hours, title) "
             "VALUES (CAST($1 AS BIGINT), $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING")
CK_STATEMENT(CALENDAR_SAME,
             "SELECT 1 FROM calendar WHERE no = CAST($1 AS BIGINT) AND name = $2 AND week = $3 AND week_source = $4 "
             "AND zone = $5 AND hours = $6 AND title = $7")
CK_STATEMENT(ALL_CALENDAR_DAYS,
             "SELECT calendar, day, known, works, reason, source FROM calendar_day ORDER BY calendar, day, known")
CK_STATEMENT(CALENDAR_DAY_TAKE,
             "INSERT INTO calendar_day (calendar, day, known, works, reason, source) "
             "VALUES ($1, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), $5, $6) ON CONFLICT DO NOTHING")
CK_STATEMENT(CALENDAR_DAY_SAME,
             "SELECT 1 FROM calendar_day WHERE calendar = $1 AND day = CAST($2 AS BIGINT) AND known = CAST($3 AS BIGINT) "
             "AND works = CAST($4 AS BIGINT) AND reason = $5 AND source = $6")
CK_STATEMENT(ALL_LAW, "SELECT regulation, edition, part, rows FROM law ORDER BY regulation, edition, part")
CK_STATEMENT(LAW_TAKE,
             "INSERT INTO law (regulation, edition, part, rows) VALUES ($1, $2, CAST($3 AS BIGINT), $4) "
             "ON CONFLICT DO NOTHING")
CK_STATEMENT(LAW_SAME,
             "SELECT 1 FROM law WHERE regulation = $1 AND edition = $2 AND part = CAST($3 AS BIGINT) AND rows = $4")
CK_STATEMENT(ALL_NORMS, "SELECT norm, subject, since, known, value, source FROM norm ORDER BY norm, subject, since, known")
CK_STATEMENT(NORM_TAKE,
             "INSERT INTO norm (norm, subject, since, known, value, source) "
             "VALUES ($1, $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT), $5, $6) ON CONFLICT DO NOTHING")
CK_STATEMENT(NORM_SAME,
             "SELECT 1 FROM norm WHERE norm = $1 AND subject = $2 AND since = CAST($3 AS BIGINT) "
             "AND known = CAST($4 AS BIGINT) AND value = $5 AND source = $6")
CK_STATEMENT(ALL_REGISTRY_PERSONS,
             "SELECT snapshot, person, payer, amount, until FROM registry_person ORDER BY snapshot, person, payer")
CK_STATEMENT(REGISTRY_PERSON_TAKE,
             "INSERT INTO registry_person (snapshot, person, payer, amount, until) VALUES (CAST($1 AS BIGINT), "
             "CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST(nullif($5, '') AS BIGINT)) "
             "ON CONFLICT DO NOTHING")
CK_STATEMENT(REGISTRY_PERSON_SAME,
             "SELECT 1 FROM registry_person WHERE snapshot = CAST($1 AS BIGINT) AND person = CAST($2 AS BIGINT) "
             "AND payer = CAST($3 AS BIGINT) AND amount = CAST($4 AS BIGINT) "
             "AND until IS NOT DISTINCT FROM CAST(nullif($5, '') AS BIGINT)")
CK_STATEMENT(PERMITS_EMPTY, "DELETE FROM permit")
CK_STATEMENT(ENTRIES_EMPTY, "DELETE FROM entry")

/* -- completion -- */
CK_STATEMENT(COMPLETE_CASES,
             "SELECT c.id, o.code, c.status FROM cases c JOIN office o ON o.no = (c.id >> 49) "
             "WHERE c.id >= $1 AND c.id < $2 ORDER BY c.id DESC")
CK_STATEMENT(COMPLETE_PERMITS,
             "SELECT p.id, o.code, p.kind FROM permit p JOIN office o ON o.no = (p.id >> 49) "
             "WHERE p.id >= $1 AND p.id < $2 ORDER BY p.id DESC")
CK_STATEMENT(COMPLETE_SESSIONS, /* 4 is the register of sessions */
             "SELECT s.a, o.code, s.data FROM entry s JOIN office o ON o.no = (s.a >> 49) "
             "WHERE s.register = 4 AND s.a >= $1 AND s.a < $2 ORDER BY s.a DESC")
CK_STATEMENT(COMPLETE_ORGS, /* 7 is the register of organisations */
             "SELECT s.chain, o.code, s.data FROM entry s JOIN office o ON o.no = (s.chain >> 49) "
             "WHERE s.register = 7 AND s.chain >= $1 AND s.chain < $2 ORDER BY s.chain DESC")
CK_STATEMENT(COMPLETE_BATCHES,
             "SELECT b.id, o.code, b.command FROM batch b JOIN office o ON o.no = (b.id >> 49) ORDER BY b.id DESC")

/* -- check -- */
CK_STATEMENT(FILE_CONTENTS, "SELECT digest, size, content FROM file ORDER BY digest")
CK_STATEMENT(CHAINS_KNOWN, /* to the cases, the registers and the offices; 3 is the series of journals */
             "SELECT id FROM cases WHERE id >= $1 UNION SELECT chain FROM entry WHERE chain >= $1 AND chain <> 0 "
             "UNION SELECT (CAST(no AS BIGINT) << 49) | (CAST(3 AS BIGINT) << 39) FROM office "
             "WHERE ((CAST(no AS BIGINT) << 49) | (CAST(3 AS BIGINT) << 39)) >= $1 ORDER BY 1")
CK_STATEMENT(EVENT_DATA, "SELECT id, data FROM event ORDER BY id")
CK_STATEMENT(EVENTS_WITHOUT_BATCH, /* a batch's row has its number packed, an event as it is printed */
             "WITH told AS (SELECT batch FROM event WHERE batch <> '' UNION SELECT import_batch FROM stamp "
             "WHERE import_batch <> ''), lone AS (SELECT batch FROM told WHERE batch NOT IN (SELECT o.code || '-' || "
             "CAST(((b.id >> 41) & 255) + 1900 AS TEXT) || '-B' || CASE WHEN ((b.id >> 15) & 16777215) < 1000000 "
             "THEN substr(CAST(((b.id >> 15) & 16777215) + 1000000 AS TEXT), 2) "
             "ELSE CAST((b.id >> 15) & 16777215 AS TEXT) END FROM batch b JOIN office o ON o.no = (b.id >> 49))) "
             "SELECT id, batch FROM event WHERE batch <> '' AND batch IN (SELECT batch FROM lone) UNION ALL "
             "SELECT id, import_batch FROM event LEFT JOIN stamp ON no = stamp WHERE stamp IN "
             "(SELECT no FROM stamp WHERE import_batch IN (SELECT batch FROM lone)) ORDER BY 1")
CK_STATEMENT(SETTINGS_UNKNOWN,
             "SELECT name FROM setting WHERE name NOT IN ('rehearsal', 'strict') OR value <> 'yes' ORDER BY name")
