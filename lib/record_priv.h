/* record_priv: the physical lines of a source, as bytes and as UTF-8; what record.c reads from. */
#ifndef CK_RECORD_PRIV_H
#define CK_RECORD_PRIV_H

#include <stdio.h>
#include "digest.h"
#include "status.h"
#include "text.h"

struct ck_lines;
struct ck_line {
	char *text;       /* UTF-8 without its end, ended by NUL; may be written to; NULL after the last line */
	size_t length;
	size_t number;    /* from 1 */
	bool had_nul;     /* NUL bytes were in it; they are blanks now */
};

/* Looks at the first bytes for a BOM. CK_USAGE: no such encoding. */
enum ck_code ck_lines_open(FILE *from, const char *encoding, struct ck_sha256 *digest, struct ck_lines **l,
                           struct ck_error *e);
void ck_lines_free(struct ck_lines *l);  /* leaves the stream open */
/* The next line. CK_BADDATA: bytes that are not in the encoding, or a line beyond all bounds. */
enum ck_code ck_lines_next(struct ck_lines *l, struct ck_line *line, struct ck_error *e);
/* A record begins with the next line: its raw bytes are kept until the next call. */
void ck_lines_hold(struct ck_lines *l);
/* The source's own bytes from there to the end of the line last read. */
const char *ck_lines_raw(const struct ck_lines *l, size_t *length);
/* CP1251 only: how many bytes were Kazakh letters if the text were RK1048, and in how many lines. */
size_t ck_lines_kazakh(const struct ck_lines *l, size_t *lines);

/* -- encodings (record_encoding.c) -- */
struct ck_decoder;
/* name: as ck_encoding_name gives it. CK_USAGE: iconv has it not, or its lines do not end in LF. */
enum ck_code ck_decoder_open(const char *name, struct ck_decoder **d, struct ck_error *e);
void ck_decoder_free(struct ck_decoder *d);
/* Bytes of one line end: "\n", or two bytes of UTF-16. */
size_t ck_decoder_unit(const struct ck_decoder *d);
bool ck_decoder_is_line_end(const struct ck_decoder *d, const char *unit);
/* Appends n bytes as UTF-8; gives the count of bytes that could be converted, n if all. */
size_t ck_decoder_put(struct ck_decoder *d, struct ck_buffer *to, const char *bytes, size_t n);
const char *ck_decoder_name(const struct ck_decoder *d);

#endif
