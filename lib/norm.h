/* norm: figures of the law that are no procedure, by day: shares, fees, quotas, quorums, thresholds. A norm has a name, a
 * subject that it is said of ("" = of all), the first day on which it holds, a value and the act that says so; it holds
 * until a later row of the same name and subject. Two axes as in a calendar: valid on a day, known since a time. */
#ifndef CK_NORM_H
#define CK_NORM_H

#include "clock.h"
#include "fields.h"
#include "store.h"

/* What a norm's value is. */
enum ck_norm_kind {
	CK_NORM_SHARE,  /* "70/100", a whole number over another; compared in integers */
	CK_NORM_MONEY,  /* tenge in a file ("1234.56"), tiyn in the store */
	CK_NORM_COUNT,  /* a whole number: places, days */
	CK_NORM_WORD    /* a word */
};
/* The norms that casekit's commands read, with the kind of their values. NULL = no such norm: a slip is told of. */
struct ck_norm_name {
	const char *name;
	enum ck_norm_kind kind;
	int subject_least, subject_most;  /* how many words its subject has */
	int year;          /* which of them, from 1, is a year; 0 = none */
	const char *words; /* of a word: those it may be; NULL = any */
	const char *help;  /* one line: what it is and what its subject is */
};
const struct ck_norm_name *ck_norm_name_find(const char *name);
const struct ck_norm_name *ck_norm_name_at(size_t i);  /* NULL past the last */

#define CK_NORM_ALWAYS 0
struct ck_norm {
	ck_day since;
	ck_time known;          /* since when it is known; CK_NORM_ALWAYS = from the beginning */
	int64_t count;          /* of a count, or tiyn of money, or the share's upper number */
	int64_t of;             /* the share's lower number */
	char value[80];         /* as the store keeps it; "" = the norm ended */
	char source[400];       /* the act, for the clause of a refusal */
};
/* The row that holds on a day as it was known then. *found: false if there is none, or it ended. CK_CONFIG: the value is
 * not of its norm's kind. */
enum ck_code ck_norm_find(struct ck_store *s, const char *norm, const char *subject, ck_day on, ck_time known,
                          struct ck_norm *n, bool *found, struct ck_error *e);
/* The same for a norm of all subjects: one call for each subject that has a row holding on that day, in their order. */
enum ck_code ck_norm_each(struct ck_store *s, const char *norm, ck_day on, ck_time known,
                          enum ck_code (*each)(void *to, const char *subject, const struct ck_norm *n, struct ck_error *e),
                          void *to, struct ck_error *e);

/* One row into a store: columns norm subject since value source [known]. What a store in use learns it knows from now
 * on. *added: false if the very same row holds already. CK_BADDATA: unknown norm, a value of another kind. */
enum ck_code ck_norm_load(struct ck_store *s, const struct ck_fields *row, ck_time now, bool *added, struct ck_error *e);
/* Every TSV file of the folder (norm subject since value source known) into a new store; known is kept as the file says.
 * Needs a transaction. CK_NOINPUT: no such folder; CK_CONFIG with file and line. */
enum ck_code ck_norm_load_folder(struct ck_store *s, const char *folder, struct ck_error *e);
/* One call for each row: norm subject since value source known. norm, subject NULL = all; on CK_NODAY = every row, else
 * those that hold that day; money is printed in tenge. */
enum ck_code ck_norm_list(struct ck_store *s, const char *norm, const char *subject, ck_day on, ck_time known,
                          enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                          struct ck_error *e);

/* Is part/whole at least share? In integers; a whole of 0 is not. Numbers up to 2^62 (money in tiyn) do not overflow. */
bool ck_norm_reaches(int64_t part, int64_t whole, const struct ck_norm *share);

#endif
