/* store_care: a store made, checked and copied. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "store_priv.h"

/* Gives a finished file its name, never over another one, and writes both through. */
static enum ck_code put_in_place(const char *made, const char *path, struct ck_error *e)
{
	enum ck_code code = ck_store_sync(made, e);
	int result;

	if (code != CK_OK)
		return code;
	result = renameat2(AT_FDCWD, made, AT_FDCWD, path, RENAME_NOREPLACE);
	if (result != 0 && errno == EINVAL) /* a file system that cannot promise it; a link can */
		result = link(made, path) == 0 ? unlink(made) : -1;
	if (result != 0)
		return ck_fail(e, errno == EEXIST ? CK_REFUSED : CK_IO, "%s cannot be put in place: %s", path, strerror(errno));
	return ck_store_sync_folder(path, e);
}

static enum ck_code refuse_existing(const char *path, const char *what, struct ck_error *e)
{
	struct stat st;

	if (lstat(path, &st) == 0)
		return ck_fail(e, CK_REFUSED, "%s %s is there already", what, path);
	return CK_OK;
}

static enum ck_code cannot_make(const char *path, struct ck_error *e)
{
	return ck_fail(e, errno == EACCES || errno == EPERM || errno == EROFS ? CK_DENIED : CK_IO, "%s cannot be made: %s",
	               path, strerror(errno));
}

/* -- making -- */

enum ck_code ck_store_make_folder(const char *path, struct ck_error *e)
{
	char *folder = ck_copy(path);
	enum ck_code code = CK_OK;

	for (char *slash = strchr(folder + 1, '/'); code == CK_OK && slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		if (mkdir(folder, 0700) != 0 && errno != EEXIST)
			code = cannot_make(folder, e);
		*slash = '/';
	}
	free(folder);
	return code;
}

/* An unfinished file of one who was killed goes first: whoever makes a store holds its queue. */
static enum ck_code start_afresh(const char *path, struct ck_error *e)
{
	int fd;

	unlink(path);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return cannot_make(path, e);
	close(fd);
	return CK_OK;
}

static enum ck_code lay_out(struct ck_store *s, struct ck_error *e)
{
	struct ck_buffer sql = {0};
	enum ck_code code;

	ck_buffer_printf(&sql, "PRAGMA application_id=%d; PRAGMA user_version=%d;\n%s%s", CK_STORE_MAGIC, CK_STORE_VERSION,
	                 ck_store_schema, ck_store_triggers);
	code = ck_store_run(s, sql.text, e);
	ck_buffer_free(&sql);
	return code;
}

static enum ck_code build(const char *path, enum ck_code (*fill)(struct ck_store *s, void *to, struct ck_error *e),
                          void *to, struct ck_error *e)
{
	struct ck_store *s;
	enum ck_code code = ck_store_connect(path, CK_STORE_WRITE, CK_EXPECT_EMPTY, 0, -1, &s, e);

	if (code != CK_OK)
		return code;
	code = ck_store_begin(s, e);
	if (code == CK_OK)
		code = lay_out(s, e);
	if (code == CK_OK && fill != NULL)
		code = fill(s, to, e);
	if (code == CK_OK)
		code = ck_store_commit(s, e);
	ck_store_close(s);
	return code;
}

enum ck_code ck_store_make(const char *path, int wait_seconds,
                           enum ck_code (*fill)(struct ck_store *s, void *to, struct ck_error *e), void *to,
                           struct ck_error *e)
{
	struct ck_buffer made = {0};
	char *real = NULL;
	int turn = -1;
	enum ck_code code = ck_store_resolve(path, &real, e);

	if (code == CK_OK)
		code = refuse_existing(real, "the store", e);
	if (code == CK_OK)
		code = ck_store_take_turn(real, 0600, wait_seconds, &turn, e);
	if (code == CK_OK && (code = refuse_existing(real, "the store", e)) == CK_OK) {
		ck_buffer_printf(&made, "%s.new", real);
		code = start_afresh(made.text, e);
		if (code == CK_OK)
			code = build(made.text, fill, to, e);
		if (code == CK_OK)
			code = put_in_place(made.text, real, e);
		if (code != CK_OK)
			unlink(made.text);
	}
	if (turn >= 0)
		close(turn);
	ck_buffer_free(&made);
	free(real);
	return code;
}

/* A file of SQLite's own without a name: in memory while it is small, on disk beyond that, gone with its connection. */
enum ck_code ck_store_memory(struct ck_store **s, struct ck_error *e)
{
	enum ck_code code = ck_store_connect("", CK_STORE_WRITE, CK_EXPECT_EMPTY, 0, -1, s, e);

	if (code == CK_OK && ((code = ck_store_begin(*s, e)) != CK_OK || (code = lay_out(*s, e)) != CK_OK)) {
		ck_store_close(*s);
		*s = NULL;
	}
	return code;
}

enum ck_code ck_store_create(const char *path, struct ck_error *e)
{
	return ck_store_make(path, 30, NULL, NULL, e);
}

/* -- checking -- */

struct report {
	void (*found)(void *to, const char *text);
	void *to;
	int count;
};

static void report(struct report *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void report(struct report *to, const char *format, ...)
{
	char text[600];
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	to->count++;
	to->found(to->to, text);
}

/* The engine's own check of one connection. A file too damaged to be read is a finding, no failure. */
static enum ck_code check_engine(struct ck_store *s, struct report *to, struct ck_error *e)
{
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v2(s->db, "PRAGMA integrity_check", -1, &statement, NULL);

	while (result == SQLITE_OK && (result = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(statement, 0);

		if (line == NULL || strcmp(line, "ok") != 0)
			report(to, "%s", line ? line : "");
		result = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	if (result == SQLITE_DONE)
		return CK_OK;
	if ((result & 0xff) != SQLITE_CORRUPT && (result & 0xff) != SQLITE_NOTADB)
		return ck_store_fault(s, result, e);
	report(to, "%s", sqlite3_errmsg(s->db));
	return CK_OK;
}

static const char schema_list[] = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema "
                                  "WHERE substr(name, 1, 11) <> 'sqlite_stat' ORDER BY 1";

static const char *text_of(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);

	return text != NULL ? (const char *)text : "";
}

static const char *skip_idle(const char *sql)
{
	for (;;) {
		sql += strspn(sql, " \t\n");
		if (strncmp(sql, "--", 2) != 0)
			return sql;
		sql += strcspn(sql, "\n");
	}
}

/* Older stores have comments and more white space in their statements. */
static bool say_the_same(const char *a, const char *b)
{
	for (char quote = '\0';; a++, b++) {
		if (quote == '\0') {
			const char *after_a = skip_idle(a), *after_b = skip_idle(b);

			if ((after_a == a) != (after_b == b))
				return false;
			a = after_a;
			b = after_b;
		}
		if (*a != *b || *a == '\0')
			return *a == *b;
		if (*a == quote)
			quote = '\0';
		else if (quote == '\0' && (*a == '\'' || *a == '"'))
			quote = *a;
	}
}

/* Two ordered lists held side by side; a list at its end is greater than anything. */
static int compare_schemas(sqlite3_stmt *ours, sqlite3_stmt *theirs, struct report *to)
{
	int here = sqlite3_step(ours), there = sqlite3_step(theirs), order;

	while (here == SQLITE_ROW || there == SQLITE_ROW) {
		if ((here != SQLITE_ROW && here != SQLITE_DONE) || (there != SQLITE_ROW && there != SQLITE_DONE))
			break;
		order = here != SQLITE_ROW ? 1 : there != SQLITE_ROW ? -1 : strcmp(text_of(ours, 0), text_of(theirs, 0));
		if (order < 0)
			report(to, "the %s is missing", text_of(ours, 0));
		else if (order > 0)
			report(to, "the %s is not casekit's", text_of(theirs, 0));
		else if (!say_the_same(text_of(ours, 1), text_of(theirs, 1)))
			report(to, "the %s is not as casekit made it", text_of(ours, 0));
		if (order <= 0)
			here = sqlite3_step(ours);
		if (order >= 0)
			there = sqlite3_step(theirs);
	}
	return here != SQLITE_DONE ? here : there;
}

/* The schema that this casekit would make, beside the one that lies in the store. */
static enum ck_code check_schema(struct ck_store *s, struct report *to, struct ck_error *e)
{
	struct ck_store model = {.path = s->path, .turn = -1};
	sqlite3_stmt *ours = NULL, *theirs = NULL;
	int result = sqlite3_open_v2(":memory:", &model.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL);
	enum ck_code code = result == SQLITE_OK ? lay_out(&model, e) : ck_store_fault(&model, result, e);

	if (code == CK_OK && ((result = sqlite3_prepare_v2(model.db, schema_list, -1, &ours, NULL)) != SQLITE_OK ||
	                      (result = sqlite3_prepare_v2(s->db, schema_list, -1, &theirs, NULL)) != SQLITE_OK ||
	                      (result = compare_schemas(ours, theirs, to)) != SQLITE_DONE))
		code = ck_store_fault(s, result, e);
	sqlite3_finalize(ours);
	sqlite3_finalize(theirs);
	sqlite3_close(model.db);
	return code;
}

static enum ck_code check_settings(struct ck_store *s, struct report *to, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_SETTINGS_UNKNOWN, "");

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e))
		report(to, "the setting %.100s is not as casekit makes it", ck_result_text(r, 0));
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_store_integrity(struct ck_store *s, void (*found)(void *to, const char *text), void *to,
                                struct ck_error *e)
{
	struct report all = {found, to, 0};
	enum ck_code code = check_engine(s, &all, e);

	if (code == CK_OK)
		code = check_schema(s, &all, e);
	return code == CK_OK ? check_settings(s, &all, e) : code;
}

/* -- copying -- */

static void forget(void *to, const char *text)
{
	snprintf(to, 200, "%.190s", text);
}

/* A copy is as good as its check. */
static enum ck_code copy_into(struct ck_store *s, const char *path, struct ck_error *e)
{
	char first[200] = "";
	struct report bad = {forget, first, 0};
	struct ck_store *copy;
	sqlite3_backup *backup;
	int result;
	enum ck_code code = ck_store_connect(path, CK_STORE_WRITE, CK_EXPECT_EMPTY, 0, -1, &copy, e);

	if (code != CK_OK)
		return code;
	s->waited = 0;
	backup = sqlite3_backup_init(copy->db, "main", s->db, "main");
	if (backup != NULL)
		sqlite3_backup_step(backup, -1); /* all at once: page by page would wait for a quiet moment again and again */
	result = backup != NULL ? sqlite3_backup_finish(backup) : sqlite3_extended_errcode(copy->db);
	if (result != SQLITE_OK)
		code = ck_store_fault(result == SQLITE_BUSY ? s : copy, result, e);
	if (code == CK_OK)
		code = check_engine(copy, &bad, e);
	if (code == CK_OK && bad.count > 0)
		code = ck_fail(e, CK_UNAVAILABLE, "the copy is damaged, as the store may be: %s (store-check)", first);
	ck_store_close(copy);
	return code;
}

enum ck_code ck_store_backup(struct ck_store *s, const char *to, struct ck_error *e)
{
	struct ck_buffer made = {0};
	char *real = NULL;
	int fd;
	enum ck_code code = ck_store_resolve(to, &real, e);

	if (code == CK_OK)
		code = refuse_existing(real, "the file", e);
	if (code == CK_OK) {
		ck_buffer_printf(&made, "%s.XXXXXX", real);
		fd = mkostemp(made.text, O_CLOEXEC);
		code = fd < 0 ? cannot_make(real, e) : CK_OK;
		if (fd >= 0)
			close(fd);
		if (code == CK_OK && ((code = copy_into(s, made.text, e)) != CK_OK ||
		                      (code = put_in_place(made.text, real, e)) != CK_OK))
			unlink(made.text);
	}
	ck_buffer_free(&made);
	free(real);
	return code;
}
