/* column: the dictionary of every column that a casekit command reads or prints. A name means one thing and has one
 * type everywhere; commands say which columns they take and print, the dictionary says what those are. */
#ifndef CK_COLUMN_H
#define CK_COLUMN_H

#include <stdbool.h>
#include "fields.h"
#include "output.h"

enum ck_type {
	CK_TEXT_VALUE,  /* anything, one line or more */
	CK_WORD,        /* no blanks: logins, codes, step names */
	CK_WORDS,       /* words separated by single spaces */
	CK_CASE_NUMBER, /* ALM-2019-000017, or an imported case's own number */
	CK_TIMESTAMP,   /* ISO 8601, offset optional */
	CK_DATE,        /* YYYY-MM-DD */
	CK_COUNT,       /* a whole number, not negative */
	CK_MONEY,       /* tenge, read by ck_text_money */
	CK_YESNO,       /* yes or no */
	CK_IDENTITY,    /* IIN or BIN with a right check digit */
	CK_OFFICE,      /* [A-Z0-9]{2,8} */
	CK_PATH         /* a file that can be read */
};

enum ck_use {
	CK_KEY_COLUMN,  /* a key or description: read and printed under the same name */
	CK_ORDER,       /* gives an order: only ever read */
	CK_ANSWER,      /* tells something: only ever printed */
	CK_SETUP        /* printed by a -list or -show, read by the -add or -load of the same record */
};

struct ck_column {
	const char *name;
	enum ck_type type;
	enum ck_use use;
	enum ck_shape shape;  /* when printed */
	const char *meta;     /* the placeholder in --help: LOGIN */
	const char *help;     /* one line, lower case, no full stop */
};

const struct ck_column *ck_column_find(const char *name);           /* NULL = no such column */
const struct ck_column *ck_column_at(size_t i);                     /* NULL past the last */
/* True if a reader may ignore the column where it means nothing: some command prints it, or it begins with x_. */
bool ck_column_is_passable(const char *name);
/* Does value have the column's type? CK_BADDATA with column and reason. Does not look into any store. A CK_PATH is
 * checked to be readable. Times are checked in form only (the zone is not known yet). */
enum ck_code ck_column_check(const struct ck_column *c, const char *value, struct ck_error *e);

#endif
