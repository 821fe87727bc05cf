/* output: records printed. One writer, six shapes (records(7)): table for people; tsv, csv, json, jsonl, excel for
 * programs. Nothing is printed before ck_output_release: until then the records wait in a spool, so that a command can
 * end its transaction first; a filter releases before its first record and then streams. */
#ifndef CK_OUTPUT_H
#define CK_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>
#include "fields.h"
#include "spool.h"

enum ck_format { CK_TABLE, CK_TSV, CK_CSV, CK_JSON, CK_JSONL, CK_EXCEL };
bool ck_format_parse(const char *name, enum ck_format *f);

enum ck_shape {  /* how a value is written in JSON; in all other shapes it is text */
	CK_AS_TEXT,
	CK_AS_COUNT,  /* an integer */
	CK_AS_MONEY,  /* tiyn, an integer: JSON number of tiyn, elsewhere tenge with two decimals ("1234.56") */
	CK_AS_YESNO   /* yes/no: JSON true/false */
};
struct ck_out_column {
	const char *name;
	enum ck_shape shape;
};

struct ck_output;
struct ck_output_options {
	enum ck_format format;
	bool header;             /* TSV, CSV, excel, table: the line of names */
	bool card;               /* table only: each record as lines "name  value" */
	int width;               /* table only: columns of the terminal; 0 = do not cut */
	const char *spool_dir;   /* e.g. "/tmp" */
};
/* columns: count of them, names unique; the array is copied, the names are not. */
struct ck_output *ck_output_new(FILE *to, const struct ck_output_options *options,
                                const struct ck_out_column *columns, size_t count);
/* The record's values by name; names that are no column are ignored, columns without a value are empty. CK_BUG if a
 * value has not its column's shape; CK_UNAVAILABLE if a table is wanted and libsmartcols is not installed. */
enum ck_code ck_output_put(struct ck_output *o, const struct ck_fields *record, struct ck_error *e);
/* Text for people in place of records (a receipt slip): it goes out as it is, in its order among the records. With
 * texts and no record at all neither header line nor brackets are printed. */
enum ck_code ck_output_text(struct ck_output *o, const char *text, struct ck_error *e);
/* From here on records go out at once; what waited goes out now. */
enum ck_code ck_output_release(struct ck_output *o, struct ck_error *e);
/* Throws away what waits (a refused batch). The header line is still printed at the end. */
void ck_output_drop(struct ck_output *o);
/* Releases, ends the shape (JSON's bracket; zero records: header line, or []), flushes. CK_IO if the stream failed. */
enum ck_code ck_output_end(struct ck_output *o, struct ck_error *e);
size_t ck_output_count(const struct ck_output *o);
void ck_output_free(struct ck_output *o);

#endif
