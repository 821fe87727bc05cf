/* status: how the library answers.
 *
 * A function that can fail returns enum ck_code and fills the struct ck_error that its caller handed in (never NULL).
 * CK_OK is 0, so `if ((code = f(..., e)) != CK_OK) return code;` reads well. The numbers are the exit codes of the
 * commands (casekit(7)); nothing between library and shell translates them. The library prints nothing. */
#ifndef CK_STATUS_H
#define CK_STATUS_H

enum ck_code {
	CK_OK = 0,           /* done, or yes */
	CK_REFUSED = 1,      /* the answer is no, or the rules refuse */
	CK_USAGE = 64,       /* the command line is wrong */
	CK_BADDATA = 65,     /* a record cannot be read, breaks its type, or names an unknown key */
	CK_NOINPUT = 66,     /* an input file cannot be opened */
	CK_UNAVAILABLE = 69, /* the store or a helper cannot be reached */
	CK_BUG = 70,         /* casekit itself is wrong */
	CK_IO = 74,          /* reading or writing failed */
	CK_BUSY = 75,        /* somebody else holds the store: try again */
	CK_DENIED = 77,      /* identity or file permission */
	CK_CONFIG = 78       /* configuration or catalogue is wrong */
};

struct ck_error {
	enum ck_code code;
	char column[40];  /* the column at fault, or "" */
	char text[640];   /* lower case, no full stop, no newline; names no person that the record does not name */
	char clause[200]; /* the clause that a refusal rests on: "almaty-2017/wheelchair, office, item 2"; or "" */
};

/* Fills *e with code and text (printf form), clears column and clause, and gives the code back:
 * `return ck_fail(e, CK_BADDATA, "no office \"%s\"", code);` */
enum ck_code ck_fail(struct ck_error *e, enum ck_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Both at once: code, column at fault, text. */
enum ck_code ck_fail_at(struct ck_error *e, enum ck_code code, const char *column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Names the column at fault in an error already filled; gives e->code back. */
enum ck_code ck_fail_column(struct ck_error *e, const char *column);

/* Names the clause in an error already filled (printf form); gives e->code back. */
enum ck_code ck_fail_clause(struct ck_error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forgets an error that was dealt with. */
void ck_error_clear(struct ck_error *e);

/* Of two codes of one run the one that it ends with: 65 beats 1, the gravest system failure beats both, CK_OK loses. */
enum ck_code ck_worse(enum ck_code a, enum ck_code b);

/* Where the library says what is worth knowing but no failure ("an open case of the same person and service").
 * The caller owns it; say may be NULL (then nothing is said). The text has the form of ck_error.text. */
struct ck_notes {
	void (*say)(void *to, const char *text);
	void *to;
};
void ck_note(const struct ck_notes *notes, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Memory: casekit's commands are short, so exhaustion ends them. The allocator below never gives NULL; when memory is
 * out it calls the function set here (the command layer's, which says so and exits 70), and aborts if that returns. */
void ck_on_exhausted(void (*last_words)(void));

#endif
