/* store_statement: statements prepared once and run by name, results read row by row, and SQLite's codes as ours. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "store_priv.h"

static const char *const texts[CK_SQL_COUNT] = {
#define CK_STATEMENT(name, text) [CK_SQL_##name] = text,
#include "store_sql.h"
#undef CK_STATEMENT
};

static bool forbidden(int error)
{
	return error == EACCES || error == EPERM || error == EROFS || error == ELOOP;
}

/* The operating system's error behind SQLite's, which each open file remembers longer than the connection does. */
static int system_error(struct ck_store *s)
{
	int error = sqlite3_system_errno(s->db);
	sqlite3_file *journal = NULL;

	if (error == 0)
		sqlite3_file_control(s->db, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
	if (error == 0 && sqlite3_file_control(s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) == SQLITE_OK &&
	    journal != NULL && journal->pMethods != NULL)
		journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &error);
	return error;
}

enum ck_code ck_store_fault(struct ck_store *s, int result, struct ck_error *e)
{
	const char *why = sqlite3_errmsg(s->db);
	int error = system_error(s);

	switch (result & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return ck_fail(e, CK_BUSY, "the store %s is in use by somebody else: try again", s->path);
	case SQLITE_INTERRUPT:
		return ck_fail(e, CK_BUSY, "interrupted");
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return ck_fail(e, CK_DENIED, "the store %s may not be written", s->path);
	case SQLITE_CANTOPEN:
		if (forbidden(error) || result == SQLITE_CANTOPEN_SYMLINK)
			return ck_fail(e, CK_DENIED, "the store %s may not be opened: %s", s->path, strerror(error));
		return ck_fail(e, CK_UNAVAILABLE, "the store %s cannot be opened: %s", s->path, why);
	case SQLITE_FULL:
		return ck_fail(e, CK_IO, "the store %s cannot grow: the disk is full", s->path);
	case SQLITE_IOERR:
		return ck_fail(e, CK_IO, "the store %s cannot be read or written: %s", s->path,
		               error != 0 ? strerror(error) : why);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ck_fail(e, CK_UNAVAILABLE, "the store %s is damaged: %s (store-check)", s->path, why);
	case SQLITE_TOOBIG:
		return ck_fail(e, CK_BADDATA, "a value is too long for the store");
	case SQLITE_CONSTRAINT:
		if (result == SQLITE_CONSTRAINT_TRIGGER)
			return ck_fail(e, CK_REFUSED, "%s", why);
		return ck_fail(e, CK_BUG, "the store refused a row: %s", why);
	default:
		return ck_fail(e, CK_BUG, "the store's engine: %s (%d)", why, result);
	}
}

enum ck_code ck_result_prepare(struct ck_result *r, struct ck_store *s, const char *sql, struct ck_error *e)
{
	int result = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &r->statement, NULL);

	r->store = s;
	if (result == SQLITE_ERROR) /* every text of ours fits our schema: the tests prepare them all */
		return ck_fail(e, CK_UNAVAILABLE, "the store %s has not casekit's tables: %s (store-check)", s->path,
		               sqlite3_errmsg(s->db));
	if (result != SQLITE_OK)
		return ck_store_fault(s, result, e);
	return CK_OK;
}

int ck_result_place(struct ck_result *r, int parameter)
{
	char name[16];

	snprintf(name, sizeof name, "$%d", parameter);
	return sqlite3_bind_parameter_index(r->statement, name);
}

/* SQLite numbers parameters by their first appearance, whatever their names are: so where does each stand? */
static enum ck_code find_places(struct ck_result *r, struct ck_error *e)
{
	r->parameters = sqlite3_bind_parameter_count(r->statement);
	if (r->parameters >= CK_STORE_PARAMETERS)
		return ck_fail(e, CK_BUG, "a statement has %d parameters", r->parameters);
	for (int i = 1; i <= r->parameters; i++) {
		const char *name = sqlite3_bind_parameter_name(r->statement, i);
		long number = name == NULL ? 0 : strtol(name + 1, NULL, 10);

		if (number < 1 || number > r->parameters || r->place[number] != 0)
			return ck_fail(e, CK_BUG, "the parameters of a statement are not $1 to $%d: %s", r->parameters,
			               sqlite3_sql(r->statement));
		r->place[number] = (unsigned char)i;
	}
	return CK_OK;
}

static int bind_blob(struct ck_result *r, int place, const void *bytes, size_t n)
{
	if (n == 0) /* an empty file has content, and not NULL */
		return sqlite3_bind_zeroblob(r->statement, place, 0);
	return sqlite3_bind_blob64(r->statement, place, bytes, n, SQLITE_TRANSIENT);
}

static enum ck_code bind_all(struct ck_result *r, const char *types, va_list values, struct ck_error *e)
{
	if (strlen(types) != (size_t)r->parameters)
		return ck_fail(e, CK_BUG, "%zu values for %d parameters: %s", strlen(types), r->parameters,
		               sqlite3_sql(r->statement));
	for (int i = 1; i <= r->parameters; i++) {
		int place = r->place[i], result = SQLITE_MISUSE;
		const void *bytes;
		int64_t number;

		switch (types[i - 1]) {
		case 'i':
			result = sqlite3_bind_int64(r->statement, place, va_arg(values, int64_t));
			break;
		case 'n':
			number = va_arg(values, int64_t);
			result = number == INT64_MIN ? sqlite3_bind_null(r->statement, place)
			                             : sqlite3_bind_int64(r->statement, place, number);
			break;
		case 't':
			result = sqlite3_bind_text(r->statement, place, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
			break;
		case 'b':
			bytes = va_arg(values, const void *);
			result = bind_blob(r, place, bytes, va_arg(values, size_t));
			break;
		}
		if (result != SQLITE_OK)
			return ck_store_fault(r->store, result, e);
	}
	return CK_OK;
}

/* The statement of that name, prepared at its first use, with its values bound. */
static enum ck_code ready(struct ck_store *s, struct ck_result **out, struct ck_error *e, enum ck_sql sql,
                          const char *types, va_list values)
{
	struct ck_result *r = s->statement[sql];
	enum ck_code code;

	*out = NULL;
	ck_store_await(s);
	if (s->failed.code != CK_OK) {
		*e = s->failed;
		return e->code;
	}
	if (r == NULL)
		r = s->statement[sql] = ck_alloc(sizeof *r);
	if (r->open)
		return ck_fail(e, CK_BUG, "a statement is run while its result is being read: %s", texts[sql]);
	if (r->statement == NULL && ((code = ck_result_prepare(r, s, texts[sql], e)) != CK_OK ||
	                             (code = find_places(r, e)) != CK_OK))
		return code;
	if (s->mode == CK_STORE_READ && !sqlite3_stmt_readonly(r->statement))
		return ck_fail(e, CK_BUG, "a command that reads would write: %s", texts[sql]);
	if ((code = bind_all(r, types, values, e)) != CK_OK)
		return code;
	*out = r;
	return CK_OK;
}

enum ck_code ck_store_query(struct ck_store *s, struct ck_result **r, struct ck_error *e, enum ck_sql sql,
                            const char *types, ...)
{
	va_list values;
	enum ck_code code;

	va_start(values, types);
	code = ready(s, r, e, sql, types, values);
	va_end(values);
	if (code == CK_OK)
		(*r)->open = true;
	return code;
}

bool ck_result_next(struct ck_result *r, struct ck_error *e)
{
	int result;

	r->store->waited = 0;
	result = sqlite3_step(r->statement);
	ck_error_clear(e);
	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE)
		ck_store_fault(r->store, result, e);
	return false;
}

int64_t ck_result_int(struct ck_result *r, int column)
{
	if (sqlite3_column_type(r->statement, column) == SQLITE_NULL)
		return INT64_MIN;
	return sqlite3_column_int64(r->statement, column);
}

const char *ck_result_text(struct ck_result *r, int column)
{
	const unsigned char *text = sqlite3_column_text(r->statement, column);

	return text != NULL ? (const char *)text : "";
}

const void *ck_result_blob(struct ck_result *r, int column, size_t *n)
{
	const void *bytes = sqlite3_column_blob(r->statement, column);

	*n = (size_t)sqlite3_column_bytes(r->statement, column);
	return *n > 0 ? bytes : "";
}

char ck_result_type(struct ck_result *r, int column)
{
	switch (sqlite3_column_type(r->statement, column)) {
	case SQLITE_INTEGER:
		return 'i';
	case SQLITE_TEXT:
		return 't';
	case SQLITE_BLOB:
		return 'b';
	case SQLITE_NULL:
		return 'n';
	default:
		return 'f';
	}
}

void ck_result_end(struct ck_result *r)
{
	if (r == NULL)
		return;
	r->open = false;
	if (r->once) {
		sqlite3_finalize(r->statement);
		free(r);
		return;
	}
	sqlite3_reset(r->statement); /* says again what ck_result_next said */
	sqlite3_clear_bindings(r->statement);
}

enum ck_code ck_store_number(struct ck_store *s, int64_t *number, struct ck_error *e, enum ck_sql sql, const char *types, ...)
{
	struct ck_result *r;
	va_list values;
	enum ck_code code;

	va_start(values, types);
	code = ready(s, &r, e, sql, types, values);
	va_end(values);
	*number = 0;
	if (code != CK_OK)
		return code;
	if (ck_result_next(r, e) && ck_result_int(r, 0) != INT64_MIN)
		*number = ck_result_int(r, 0);
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_store_do(struct ck_store *s, struct ck_error *e, int64_t *changed, enum ck_sql sql, const char *types,
                         ...)
{
	struct ck_result *r;
	va_list values;
	enum ck_code code;

	va_start(values, types);
	code = ready(s, &r, e, sql, types, values);
	va_end(values);
	if (code != CK_OK)
		return code;
	if (ck_result_next(r, e))
		code = ck_fail(e, CK_BUG, "a statement that gives no rows gave one: %s", texts[sql]);
	else
		code = e->code;
	if (code == CK_OK && changed != NULL)
		*changed = sqlite3_changes64(s->db);
	ck_result_end(r);
	return code;
}
