/* text: memory, growing strings, UTF-8, words, and names as a person in Kazakhstan orders them. */
#ifndef CK_TEXT_H
#define CK_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "status.h"

/* -- memory: never NULL (status.h, ck_on_exhausted); free with free() -- */
void *ck_alloc(size_t size);                            /* zeroed */
void *ck_grow(void *p, size_t count, size_t size);      /* realloc of count elements; size_t overflow = exhausted */
char *ck_copy(const char *s);                           /* NULL gives NULL */
char *ck_copy_n(const char *s, size_t n);               /* ends it with NUL */

/* -- arena: many small things freed at once -- */
struct ck_arena;
struct ck_arena *ck_arena_new(void);
void *ck_arena_alloc(struct ck_arena *a, size_t size);  /* zeroed, aligned for any type */
char *ck_arena_copy(struct ck_arena *a, const char *s); /* NULL gives NULL */
char *ck_arena_copy_n(struct ck_arena *a, const char *s, size_t n);
char *ck_arena_printf(struct ck_arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ck_arena_reset(struct ck_arena *a);                /* everything in it is gone, its memory is kept */
struct ck_arena *ck_arena_share(struct ck_arena *a);    /* one owner more: gone with the last ck_arena_free */
void ck_arena_free(struct ck_arena *a);                 /* NULL is allowed */

/* -- a growing string; {0} is an empty one; text is NUL-ended after the first put, NULL before -- */
struct ck_buffer {
	char *text;
	size_t length, room;
};
void ck_buffer_put(struct ck_buffer *b, const void *bytes, size_t n);
void ck_buffer_text(struct ck_buffer *b, const char *s);
void ck_buffer_char(struct ck_buffer *b, char c);
/* Where n more bytes may be written; the caller adds to length what it wrote, and the NUL after it. */
char *ck_buffer_room(struct ck_buffer *b, size_t n);
void ck_buffer_printf(struct ck_buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ck_buffer_empty(struct ck_buffer *b);              /* length 0, memory kept */
void ck_buffer_free(struct ck_buffer *b);               /* back to {0} */

/* -- UTF-8 -- */
/* The number of bytes at the front that are well-formed UTF-8 without NUL; equal to n when all are. */
size_t ck_utf8_valid(const char *s, size_t n);
/* Takes one code point from *s (well-formed, NUL-ended) and moves on; 0 at the end. */
uint32_t ck_utf8_next(const char **s);
void ck_utf8_put(struct ck_buffer *b, uint32_t codepoint);
/* The same into memory: gives the count of bytes. */
size_t ck_utf8_encode(char out[4], uint32_t codepoint);
/* Appends s without control characters and bidirectional overrides (each becomes U+FFFD): safe on a terminal. */
void ck_text_visible(struct ck_buffer *b, const char *s);

/* -- numbers and words -- */
/* A whole decimal number, optional '-', nothing around it; false if it is none or does not fit. */
bool ck_text_number(const char *s, int64_t *out);
/* Money "1234", "1234.5", "1 234,56" (space, NBSP, U+202F between thousands) to tiyn; false if it is none, is
 * negative, ambiguous ("1,234") or has more than two decimals. */
bool ck_text_money(const char *s, int64_t *tiyn);
void ck_text_print_money(struct ck_buffer *b, int64_t tiyn);   /* "1234.56" */
/* A span such as 30d, 2h, 45m, 1w (days, hours, minutes, weeks) to seconds; false if it is none. */
bool ck_text_span(const char *s, int64_t *seconds);
/* Is word one of the words of list (separated by single spaces)? An empty or NULL list has none. */
bool ck_word_in(const char *list, const char *word);
/* Takes the next word from *list: gives its start and length and moves on; NULL at the end. */
const char *ck_word_next(const char **list, size_t *length);
bool ck_text_is_empty(const char *s);                   /* NULL or "" */

/* -- names: the order and the folding of the Kazakh alphabet (а ә б в г ғ … і … я), Russian and Latin -- */
/* Appends s folded for finding: case dropped, ё as е, runs of blanks as one space, edges trimmed. */
void ck_text_fold(struct ck_buffer *b, const char *s);
/* Appends a key of s such that memcmp of two keys orders as kk_KZ does; Latin before Cyrillic, digits first, blanks
 * before letters; case and ё/е decide last. The key holds no NUL byte and is valid UTF-8, so a store may keep it as
 * text, and the key of a prefix of s is a prefix of the key of s (up to its first level, which ends at U+0001). */
void ck_text_sort_key(struct ck_buffer *b, const char *s);

#endif
