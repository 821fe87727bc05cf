/* record_encoding: which bytes are which letters. Old files in Kazakhstan are RK1048, which Windows calls CP1251 and
 * which differs from it in exactly the Kazakh letters. UTF-16 is read here, since a file may be found to be UTF-16 when
 * it is read; all others are iconv's. */
#include "record.h"
#include "record_priv.h"
#include "shared.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

struct ck_decoder {
	char name[40];
	iconv_t iconv;     /* unit 1 only */
	size_t unit;       /* 1, or 2 for UTF-16 */
	bool big_endian;
};

/* Users write "KZ-1048", "kz1048", "Windows-1251"; only letters and digits count. */
static bool bare_name(const char *spelled, char *out, size_t room)
{
	size_t n = 0;

	for (; *spelled; spelled++) {
		if (!isalnum((unsigned char)*spelled))
			continue;
		if (n + 1 >= room)
			return false;
		out[n++] = (char)toupper((unsigned char)*spelled);
	}
	out[n] = '\0';
	return n > 0;
}

static bool iconv_knows(const char *name)
{
	iconv_t cd = ck_shared_converter(name);

	if (cd == (iconv_t)-1)
		return false;
	iconv_close(cd);
	return true;
}

/* The name of an encoding whose spellings casekit knows. */
static const char *known_name(const char *bare)
{
	static const struct {
		const char *bare, *name;
	} names[] = {
		{"UTF8", "UTF-8"},          {"RK1048", "RK1048"},        {"KZ1048", "RK1048"},
		{"STRK1048", "RK1048"},     {"STRK10482002", "RK1048"},  {"1048", "RK1048"},
		{"WINDOWS1048", "RK1048"},  {"CP1048", "RK1048"},        {"CP1251", "CP1251"},
		{"1251", "CP1251"},         {"WINDOWS1251", "CP1251"},   {"WIN1251", "CP1251"},
		{"ANSI1251", "CP1251"},     {"PT154", "PT154"},          {"PTCP154", "PT154"},
		{"CP154", "PT154"},         {"CYRILLICASIAN", "PT154"},  {"CP866", "CP866"},
		{"866", "CP866"},           {"IBM866", "CP866"},         {"DOS866", "CP866"},
		{"KOI8R", "KOI8-R"},        {"UTF16", "UTF-16"},         {"UNICODE", "UTF-16"},
		{"UTF16LE", "UTF-16LE"},    {"UTF16BE", "UTF-16BE"},
	};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(bare, names[i].bare) == 0)
			return names[i].name;
	return NULL;
}

const char *ck_encoding_name(const char *spelled)
{
	char bare[40];

	if (!bare_name(spelled, bare, sizeof bare))
		return NULL;
	const char *name = known_name(bare);
	return name != NULL ? name : iconv_knows(spelled) ? spelled : NULL;
}

bool ck_encoding_is_built_in(const char *spelled)
{
	char bare[40];
	const char *name = bare_name(spelled, bare, sizeof bare) ? known_name(bare) : NULL;

	return name != NULL && strncmp(name, "UTF-", 4) == 0;
}

/* A line is found by its LF byte; that must be an LF in the encoding, too. */
static bool keeps_ascii(iconv_t cd)
{
	char in[] = "a\t,\n", out[16];
	char *from = in, *to = out;
	size_t left = sizeof in - 1, room = sizeof out;

	return iconv(cd, &from, &left, &to, &room) != (size_t)-1 && to == out + 4 && memcmp(out, "a\t,\n", 4) == 0;
}

enum ck_code ck_decoder_open(const char *name, struct ck_decoder **d_out, struct ck_error *e)
{
	struct ck_decoder *d = ck_alloc(sizeof *d);

	*d_out = NULL;
	d->big_endian = strcmp(name, "UTF-16BE") == 0;
	d->unit = d->big_endian || strcmp(name, "UTF-16LE") == 0 ? 2 : 1;
	if (strlen(name) >= sizeof d->name ||
	    (d->unit == 1 && (d->iconv = ck_shared_converter(name)) == (iconv_t)-1)) {
		free(d);
		return ck_fail(e, CK_USAGE, "no such encoding: %s", name);
	}
	strcpy(d->name, name);
	if (d->unit == 1 && !keeps_ascii(d->iconv)) {
		ck_decoder_free(d);
		return ck_fail(e, CK_USAGE, "text in %s cannot be read", name);
	}
	*d_out = d;
	return CK_OK;
}

void ck_decoder_free(struct ck_decoder *d)
{
	if (d == NULL)
		return;
	if (d->unit == 1)
		iconv_close(d->iconv);
	free(d);
}

const char *ck_decoder_name(const struct ck_decoder *d)
{
	return d->name;
}

size_t ck_decoder_unit(const struct ck_decoder *d)
{
	return d->unit;
}

bool ck_decoder_is_line_end(const struct ck_decoder *d, const char *unit)
{
	if (d->unit == 1)
		return unit[0] == '\n';
	return unit[d->big_endian ? 0 : 1] == '\0' && unit[d->big_endian ? 1 : 0] == '\n';
}

static uint32_t utf16_at(const struct ck_decoder *d, const char *bytes)
{
	unsigned char first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];

	return d->big_endian ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

/* A letter beyond the first 65536 is a pair: a high surrogate, then a low one. */
static size_t put_utf16(const struct ck_decoder *d, struct ck_buffer *to, const char *bytes, size_t n)
{
	size_t at = 0;

	while (n - at >= 2) {
		uint32_t c = utf16_at(d, bytes + at), low = n - at >= 4 ? utf16_at(d, bytes + at + 2) : 0;
		bool high = c >= 0xd800 && c < 0xdc00;
		if (high ? low < 0xdc00 || low > 0xdfff : c >= 0xdc00 && c <= 0xdfff)
			break;
		ck_utf8_put(to, high ? 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00) : c);
		at += high ? 4 : 2;
	}
	return at;
}

static size_t put_iconv(struct ck_decoder *d, struct ck_buffer *to, const char *bytes, size_t n)
{
	char block[4096];
	char *from = (char *)bytes;  /* iconv's prototype lacks the const that it keeps */
	size_t left = n;

	iconv(d->iconv, NULL, NULL, NULL, NULL);
	while (left > 0) {
		char *out = block;
		size_t room = sizeof block;
		size_t result = iconv(d->iconv, &from, &left, &out, &room);
		int why = errno;
		ck_buffer_put(to, block, (size_t)(out - block));
		if (result == (size_t)-1 && why != E2BIG)
			break;
	}
	return n - left;
}

size_t ck_decoder_put(struct ck_decoder *d, struct ck_buffer *to, const char *bytes, size_t n)
{
	return d->unit == 2 ? put_utf16(d, to, bytes, n) : put_iconv(d, to, bytes, n);
}
