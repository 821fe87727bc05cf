/* fields: named text values. A record read, a record to print, the data of an event and a row of the catalogue are
 * all fields; this is the one currency between the storeys. An empty value is an absent one. */
#ifndef CK_FIELDS_H
#define CK_FIELDS_H

#include <stdbool.h>
#include "clock.h"
#include "text.h"

struct ck_field {
	const char *name;
	const char *value; /* never NULL, never "" */
};

/* {0} is an empty set. Names and values are copied into the set's own arena. Order is the order of first setting. A set
 * may be lent its first fields: room 0, and at with what it points to belong to whoever made it (ck_part_parse). */
struct ck_fields {
	struct ck_field *at;
	size_t count, room;
	struct ck_arena *arena;
};

const char *ck_fields_get(const struct ck_fields *f, const char *name);  /* NULL = absent */
bool ck_fields_has(const struct ck_fields *f, const char *name);
void ck_fields_set(struct ck_fields *f, const char *name, const char *value); /* NULL or "" takes the field away */
void ck_fields_empty(struct ck_fields *f);  /* no fields, memory kept */
void ck_fields_free(struct ck_fields *f);   /* back to {0} */

/* columns: words. Each that from has is set in to; CK_BADDATA, at the first that f has not ("is missing"). */
void ck_fields_copy(const struct ck_fields *from, const char *columns, struct ck_fields *to);
enum ck_code ck_fields_need(const struct ck_fields *f, const char *columns, struct ck_error *e);
/* A number, time or day as the field's text; INT64_MIN, CK_NOTIME and CK_NODAY are no field. */
void ck_fields_set_count(struct ck_fields *f, const char *name, int64_t count);
void ck_fields_set_time(struct ck_fields *f, const char *name, ck_time t, const struct ck_zone *zone);
void ck_fields_set_day(struct ck_fields *f, const char *name, ck_day day);

/* The stored form (ledger(5)): one line a field, `name=value` and LF, in the order of the set; in the value LF is
 * written \n, TAB \t, and \ as \\. ck_fields_parse refuses anything that ck_fields_print would not have written. */
void ck_fields_print(struct ck_buffer *b, const struct ck_fields *f);
enum ck_code ck_fields_parse(struct ck_fields *f, const char *text, struct ck_error *e);

/* TSV's escapes (records(7)): TAB \t, LF \n, CR \r, \ \\ . Unescaping gives false on any other backslash. */
void ck_tsv_escape(struct ck_buffer *b, const char *s, size_t n);
bool ck_tsv_unescape(struct ck_buffer *b, const char *s, size_t n);

#endif
