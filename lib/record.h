/* record: records read (records(7)). The header line decides the delimiter among TAB , ; | (one column: TAB); TAB means
 * backslash escapes and no quoting, the others RFC 4180. Bytes pass through iconv first; a BOM is dropped. libcsv is fed
 * one physical line at a time, so line numbers and raw bytes are exact. */
#ifndef CK_RECORD_H
#define CK_RECORD_H

#include <stdbool.h>
#include <stdio.h>
#include "digest.h"
#include "fields.h"

#define CK_RECORD_BYTES (1u << 20)  /* a longer record is refused */
#define CK_RECORD_OWN_BYTES (8u << 20)  /* of those that casekit wrote: a long value has become longer by its escapes */
#define CK_RECORD_LINES 1000u       /* so is a quoted field that runs over more lines */

struct ck_reader;
struct ck_reader_options {
	const char *name;            /* for messages: "morning.tsv", "standard input" */
	const char *encoding;        /* the user's --encoding=, any of the many names; NULL = UTF-8 (or UTF-16 by its BOM) */
	const struct ck_notes *notes; /* CP1251 whose bytes say Kazakh: a warning with counts */
	bool own;                    /* casekit wrote it (export.h) */
	bool any_names;              /* the header's names are somebody else's: any text, also none, also twice */
	struct ck_sha256 *digest;    /* gets every byte read, of several readers in turn if the caller likes; or NULL */
};

struct ck_record {
	const struct ck_fields *fields; /* names as in the header line; empty values absent */
	const char *name;               /* the reader's name */
	size_t first_line, last_line;   /* 1-based physical lines of the source */
	const char *raw;                /* the source's own bytes of these lines, line ends included */
	size_t raw_length;
};

/* Takes the stream over (ck_reader_free closes it unless it is stdin). Reads the header line: CK_BADDATA if a name is
 * empty, repeated or no lower-case ASCII word, or if the text is not in the encoding; an empty stream has no columns. */
enum ck_code ck_reader_open(FILE *from, const struct ck_reader_options *options, struct ck_reader **r, struct ck_error *e);
/* The next record; r_out->fields is NULL at the end. Valid until the next call. A record that cannot be read gives
 * CK_BADDATA with record filled as far as lines and raw bytes are known; after a ragged row, a bad escape, a NUL or a
 * field that is too long the reader goes on with the next record; after a quote that never closes, or bytes that are
 * not in the encoding, *broken is set and nothing more can be read. CK_IO if the stream failed. */
enum ck_code ck_reader_next(struct ck_reader *r, struct ck_record *record, bool *broken, struct ck_error *e);
/* The header's names in order; count of them. */
size_t ck_reader_columns(const struct ck_reader *r, const char *const **names);
/* The values of the record last read, in the header's order; empty ones are "". Valid until the next one is read. */
const char *const *ck_reader_values(const struct ck_reader *r);
const char *ck_reader_header_raw(const struct ck_reader *r, size_t *length); /* the header line's own bytes */
void ck_reader_free(struct ck_reader *r);

/* Calls each for every record of a TSV file of casekit's own data, or of every one of a folder, by name, but for one (NULL =
 * none). CK_NOINPUT: no such file or folder; CK_CONFIG with file and line: a record cannot be read, or each says so. */
typedef enum ck_code ck_record_each(void *to, const struct ck_fields *row, struct ck_error *e);
enum ck_code ck_record_file(const char *folder, const char *file, ck_record_each *each, void *to, struct ck_error *e);
enum ck_code ck_record_folder(const char *folder, const char *but, ck_record_each *each, void *to, struct ck_error *e);

/* The iconv name of an encoding as users spell it: kz-1048, KZ1048, strk1048 -> RK1048; 1251, windows-1251, cp-1251 ->
 * CP1251; ptcp154 -> PT154; utf16 -> UTF-16; ...; NULL if iconv does not know it. */
const char *ck_encoding_name(const char *spelled);
/* UTF-8 or UTF-16, however spelled: read without iconv, whose converters are shared modules. */
bool ck_encoding_is_built_in(const char *spelled);

#endif
