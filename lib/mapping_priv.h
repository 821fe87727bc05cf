/* mapping_priv: what the rooms of mapping share: our columns, patterns, words, and the rules as they were read. */
#ifndef CK_MAPPING_PRIV_H
#define CK_MAPPING_PRIV_H

#include "mapping.h"

/* -- our columns (mapping.c) -- */
enum ck_mapped_kind {
	CK_MAPPED_TEXT,
	CK_MAPPED_WORD, /* few values, each with a meaning */
	CK_MAPPED_TIME,
	CK_MAPPED_SUM
};
struct ck_mapped {
	const char *name;
	enum ck_mapped_kind kind;
	bool joins; /* several columns of theirs may be this one */
};
/* NULL = none of ours; x_ and a word is a text of theirs that is kept. */
const struct ck_mapped *ck_mapped_find(const char *name);
const struct ck_mapped *ck_mapped_at(size_t i);           /* NULL past the last */

/* -- patterns (mapping_value.c) -- */
#define CK_PATTERNS 8
struct ck_pattern {
	int form;       /* index of the form in the table of dates or of sums */
	int first_year; /* of the century of two-digit years */
	bool timed;     /* a time must follow */
};
struct ck_patterns {
	size_t count;
	struct ck_pattern at[CK_PATTERNS];
};
/* False with *fault (a text that may be shown) where the patterns cannot be read. */
bool ck_patterns_dates(const char *text, struct ck_patterns *p, const char **fault);
bool ck_patterns_sums(const char *text, struct ck_patterns *p, const char **fault);
/* The name of a form, for a guess; NULL past the last. Dates of two-digit years have no century yet. */
const char *ck_pattern_date(size_t form);
const char *ck_pattern_sum(size_t form);
bool ck_date_fits(const struct ck_patterns *p, const char *text, ck_day *day, int *second, const char **fault);
bool ck_sum_fits(const struct ck_patterns *p, const char *text, int64_t *tiyn, const char **fault);
/* YYYY-MM-DD, or with a second that is not -1 YYYY-MM-DDTHH:MM:SS. */
void ck_date_write(char out[CK_TIME_TEXT], ck_day day, int second);
/* Tenge with a point and two decimals; not negative. */
void ck_sum_write(char out[CK_TIME_TEXT], int64_t tiyn);
const char *ck_blanks_skip(const char *s);         /* behind the blanks, no-break ones too */
size_t ck_blanks_trimmed(const char *s, size_t n); /* the length without those at the end */

/* -- words and what they mean (mapping_word.c) -- */
struct ck_words {
	struct ck_word_pair {
		const char *word, *means;
		uint32_t hash;
	} *at;
	size_t count, room; /* room: a power of two */
};
const char *ck_words_find(const struct ck_words *w, const char *word); /* NULL = not there */
/* Both outlive w; the word is not there yet. */
void ck_words_add(struct ck_words *w, const char *word, const char *means);
void ck_words_free(struct ck_words *w);
/* Does the text read as the pattern, in which * is any run of bytes? */
bool ck_glob(const char *pattern, const char *text);

/* -- the rules (mapping.c reads them, mapping_bind.c uses them) -- */
struct ck_list {            /* of texts */
	const char **at;
	size_t count, longest;
};
struct ck_ours {            /* what becomes of one column of ours */
	const char *name;
	const struct ck_mapped *column;
	const char *constant;     /* NULL = none */
	const char *pattern_text; /* "" = none */
	struct ck_patterns patterns;
	struct ck_words values;   /* folded */
	const char *others;       /* what every other value means; "*" itself; NULL = refused */
	bool has_values;
	struct ck_list empties;   /* folded */
	size_t columns;           /* of theirs that are this one */
};
enum ck_their_use { CK_THEIRS_OURS, CK_THEIRS_IGNORED, CK_THEIRS_SKIP };
struct ck_theirs {
	const char *name, *folded;
	enum ck_their_use use;
	size_t ours;              /* index */
	const char *glob;         /* of rows to skip; folded */
};
enum ck_unknown { CK_UNKNOWN_REFUSE, CK_UNKNOWN_IGNORE, CK_UNKNOWN_KEEP };

struct ck_bound;
struct ck_mapping {
	struct ck_arena *arena;
	struct ck_ours *ours;
	size_t ours_count;
	struct ck_theirs *theirs;
	size_t theirs_count;
	struct ck_list empties;   /* of every column */
	enum ck_unknown unknown;
	bool unknown_said, plain;
	struct ck_bound *bound;   /* NULL before the first binding */
};
struct ck_ours *ck_mapping_ours(struct ck_mapping *m, const char *name, const struct ck_mapped *column);
void ck_bound_free(struct ck_bound *b); /* NULL is allowed */
/* Folded, in the arena. */
const char *ck_fold_copy(struct ck_arena *a, const char *text);

#endif
