/* record_line: physical lines. A source is read in blocks; a line's bytes stay where they are until the record that
 * they belong to is done, and its text is a copy in UTF-8. */
#include "record_priv.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "record.h"

#define BLOCK ((size_t)64 << 10)
#define LONGEST_LINE ((size_t)16 << 20)  /* kept whole for the rejects though it is refused; beyond, reading ends */

struct ck_lines {
	FILE *from;
	char *bytes;
	size_t held;       /* where the record begins */
	size_t next;       /* where the next line begins */
	size_t end, room;
	bool at_end;
	size_t number;     /* of the line last read */
	struct ck_decoder *decoder;  /* NULL: UTF-8 */
	struct ck_sha256 *digest;
	struct ck_buffer text;
	bool count_kazakh;
	size_t kazakh, kazakh_lines;
};

/* -- bytes -- */

/* Waits for some bytes only, not for a whole block: a filter answers as its input comes. */
static ssize_t read_some(FILE *from, char *to, size_t n)
{
	int fd = fileno(from);

	if (fd >= 0) {
		ssize_t got;
		do
			got = read(fd, to, n);
		while (got < 0 && errno == EINTR);
		return got;
	}
	size_t got = fread(to, 1, n, from);
	return got == 0 && ferror(from) ? -1 : (ssize_t)got;
}

static enum ck_code fill(struct ck_lines *l, struct ck_error *e)
{
	if (l->held > 0 && l->room - l->end < BLOCK) {
		memmove(l->bytes, l->bytes + l->held, l->end - l->held);
		l->next -= l->held;
		l->end -= l->held;
		l->held = 0;
	}
	if (l->room - l->end < BLOCK) {
		l->room = l->room ? 2 * l->room : 4 * BLOCK;
		l->bytes = ck_grow(l->bytes, l->room, 1);
	}
	ssize_t got = read_some(l->from, l->bytes + l->end, l->room - l->end);
	if (got < 0)
		return ck_fail(e, CK_IO, "cannot read: %s", strerror(errno));
	if (l->digest != NULL)
		ck_sha256_put(l->digest, l->bytes + l->end, (size_t)got);
	l->end += (size_t)got;
	l->at_end = got == 0;
	return CK_OK;
}

/* -- opening -- */

static bool starts_with(const struct ck_lines *l, const char *bom, size_t n)
{
	return l->end >= n && memcmp(l->bytes, bom, n) == 0;
}

/* The encoding that holds: what the user says, else what the BOM says, else UTF-8 (NULL). Skips the BOM. */
static const char *settle_encoding(struct ck_lines *l, const char *asked)
{
	bool any_utf16 = asked == NULL || strncmp(asked, "UTF-16", 6) == 0;

	if ((asked == NULL || strcmp(asked, "UTF-8") == 0) && starts_with(l, "\xef\xbb\xbf", 3)) {
		l->next = 3;
		return NULL;
	}
	if (any_utf16 && (starts_with(l, "\xff\xfe", 2) || starts_with(l, "\xfe\xff", 2))) {
		l->next = 2;
		return l->bytes[0] == '\xff' ? "UTF-16LE" : "UTF-16BE";
	}
	if (asked != NULL && strcmp(asked, "UTF-16") == 0)
		return "UTF-16LE";
	return asked != NULL && strcmp(asked, "UTF-8") == 0 ? NULL : asked;
}

enum ck_code ck_lines_open(FILE *from, const char *encoding, struct ck_sha256 *digest, struct ck_lines **out,
                           struct ck_error *e)
{
	const char *asked = encoding ? ck_encoding_name(encoding) : NULL;
	enum ck_code code = CK_OK;

	*out = NULL;
	if (encoding != NULL && asked == NULL)
		return ck_fail(e, CK_USAGE, "no such encoding: %s", encoding);
	struct ck_lines *l = ck_alloc(sizeof *l);
	l->from = from;
	l->digest = digest;
	while (code == CK_OK && l->end < 3 && !l->at_end)
		code = fill(l, e);
	if (code == CK_OK) {
		const char *name = settle_encoding(l, asked);
		l->count_kazakh = name != NULL && strcmp(name, "CP1251") == 0;
		if (name != NULL)
			code = ck_decoder_open(name, &l->decoder, e);
	}
	if (code != CK_OK) {
		ck_lines_free(l);
		return code;
	}
	*out = l;
	return CK_OK;
}

void ck_lines_free(struct ck_lines *l)
{
	if (l == NULL)
		return;
	ck_decoder_free(l->decoder);
	ck_buffer_free(&l->text);
	free(l->bytes);
	free(l);
}

void ck_lines_hold(struct ck_lines *l)
{
	l->held = l->next;
	/* The BOM belongs to the header line. */
	if (l->number == 0)
		l->held = 0;
}

const char *ck_lines_raw(const struct ck_lines *l, size_t *length)
{
	*length = l->next - l->held;
	return l->bytes + l->held;
}

size_t ck_lines_kazakh(const struct ck_lines *l, size_t *lines)
{
	*lines = l->kazakh_lines;
	return l->kazakh;
}

/* -- one line -- */

static size_t find_end(const struct ck_lines *l, size_t from)
{
	if (l->decoder == NULL || ck_decoder_unit(l->decoder) == 1) {
		const char *lf = memchr(l->bytes + from, '\n', l->end - from);
		return lf ? (size_t)(lf - l->bytes) + 1 : 0;
	}
	size_t unit = ck_decoder_unit(l->decoder);
	for (size_t i = from; i + unit <= l->end; i += unit)
		if (ck_decoder_is_line_end(l->decoder, l->bytes + i))
			return i + unit;
	return 0;
}

/* Finds the next physical line; its length is 0 at the end of the source. */
static enum ck_code take_bytes(struct ck_lines *l, size_t *start, size_t *length, struct ck_error *e)
{
	size_t unit = l->decoder ? ck_decoder_unit(l->decoder) : 1;
	size_t searched = 0, stop;

	while ((stop = find_end(l, l->next + searched)) == 0 && !l->at_end) {
		searched = (l->end - l->next) / unit * unit;
		if (searched > LONGEST_LINE) {
			l->number++;
			return ck_fail(e, CK_BADDATA, "a line without end: longer than %zu bytes", LONGEST_LINE);
		}
		enum ck_code code = fill(l, e);
		if (code != CK_OK)
			return code;
	}
	if (stop == 0)
		stop = l->end;
	*start = l->next;
	*length = stop - l->next;
	l->next = stop;
	if (*length > 0)
		l->number++;
	return CK_OK;
}

static bool is_ascii(const char *s, size_t n)
{
	uint64_t word, all = 0;
	size_t i = 0;

	for (; i + sizeof word <= n; i += sizeof word) {
		memcpy(&word, s + i, sizeof word);
		all |= word;
	}
	for (; i < n; i++)
		all |= (uint64_t)(unsigned char)s[i];
	return (all & UINT64_C(0x8080808080808080)) == 0;
}

/* The sixteen bytes that are other letters in RK1048. */
static void count_kazakh(struct ck_lines *l, const char *bytes, size_t n)
{
	static const char letters[] = "\x8d\x8e\x9d\x9e\xa1\xa2\xa3\xa5\xaa\xaf\xb4\xba\xbc\xbd\xbe\xbf";
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes[i] >= 0x80 && strchr(letters, bytes[i]) != NULL)
			found++;
	l->kazakh += found;
	l->kazakh_lines += found > 0;
}

static enum ck_code not_in_encoding(const struct ck_lines *l, size_t byte, struct ck_error *e)
{
	if (l->decoder != NULL)
		return ck_fail(e, CK_BADDATA, "byte %zu of the line is not %s", byte + 1, ck_decoder_name(l->decoder));
	return ck_fail(e, CK_BADDATA, "byte %zu of the line is not UTF-8; name the encoding, as in --encoding=RK1048",
	               byte + 1);
}

/* Appends the line as UTF-8 to l->text; NUL bytes are let through. */
static enum ck_code decode(struct ck_lines *l, const char *bytes, size_t n, struct ck_error *e)
{
	size_t good;

	if (l->decoder != NULL && (ck_decoder_unit(l->decoder) > 1 || !is_ascii(bytes, n))) {
		if (l->count_kazakh)
			count_kazakh(l, bytes, n);
		good = ck_decoder_put(l->decoder, &l->text, bytes, n);
		return good == n ? CK_OK : not_in_encoding(l, good, e);
	}
	if (!is_ascii(bytes, n))
		for (good = 0; (good += ck_utf8_valid(bytes + good, n - good)) < n; good++)
			if (bytes[good] != '\0')
				return not_in_encoding(l, good, e);
	ck_buffer_put(&l->text, bytes, n);
	return CK_OK;
}

static bool blank_nuls(char *s, size_t n)
{
	char *end = s + n, *nul;
	bool any = false;

	for (; (nul = memchr(s, '\0', (size_t)(end - s))) != NULL; s = nul, any = true)
		*nul = ' ';
	return any;
}

enum ck_code ck_lines_next(struct ck_lines *l, struct ck_line *line, struct ck_error *e)
{
	size_t start = 0, length = 0;
	enum ck_code code = take_bytes(l, &start, &length, e);

	*line = (struct ck_line){.number = l->number};
	if (code != CK_OK || length == 0)
		return code;
	ck_buffer_empty(&l->text);
	code = decode(l, l->bytes + start, length, e);
	if (code != CK_OK)
		return code;
	size_t n = l->text.length;
	if (n > 0 && l->text.text[n - 1] == '\n')
		n--;
	if (n > 0 && l->text.text[n - 1] == '\r')
		n--;
	ck_buffer_char(&l->text, '\0');  /* room for a NUL even if nothing was left */
	line->text = l->text.text;
	line->text[n] = '\0';
	line->length = n;
	line->had_nul = blank_nuls(line->text, n);
	return CK_OK;
}
