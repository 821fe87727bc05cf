/* output_priv: what output.c and output_table.c share. */
#ifndef CK_OUTPUT_PRIV_H
#define CK_OUTPUT_PRIV_H

#include "output.h"

/* The table for people: chunks of records, aligned by libsmartcols, which is loaded at the first record only. */
struct ck_table;
struct ck_table *ck_table_new(FILE *to, const struct ck_output_options *options, const struct ck_out_column *columns,
                              size_t count);
/* Loads what the table needs, so that its absence is known before anything was committed. */
enum ck_code ck_table_ready(struct ck_table *t, struct ck_error *e);
/* values: one text a column, never NULL. */
enum ck_code ck_table_row(struct ck_table *t, const char *const *values, struct ck_error *e);
/* Prints what is still held back. */
enum ck_code ck_table_flush(struct ck_table *t, struct ck_error *e);
/* The line of names alone, for zero records. */
void ck_table_header(struct ck_table *t);
void ck_table_free(struct ck_table *t);

#endif
