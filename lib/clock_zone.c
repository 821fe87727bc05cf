/* Zones, read from TZif files (RFC 8536, version 2 and later). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "text.h"

#define SYSTEM_ZONES "/usr/share/zoneinfo"
#define LARGEST_FILE ((size_t)1 << 20)
#define FURTHEST (26 * 3600)      /* no offset from UTC is larger (RFC 8536, 3.2) */
#define DAY_SECONDS 86400

/* The offset changes at each at[i] to offset[i + 1]; offset[0] holds before the first. */
struct ck_zone {
	char *name;
	size_t count;
	ck_time *at;
	int *offset;
};

void ck_zone_free(struct ck_zone *zone)
{
	if (zone == NULL)
		return;
	free(zone->name);
	free(zone->at);
	free(zone->offset);
	free(zone);
}

const char *ck_zone_name(const struct ck_zone *zone)
{
	return zone != NULL ? zone->name : "UTC";
}

/* -- the file -- */

/* Words of letters, digits, _ + - joined by slashes: nothing that leads out of the folder. */
static bool is_zone_name(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length < 100 && name[0] != '/' && name[length - 1] != '/' && strstr(name, "//") == NULL &&
	       name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/")] == '\0';
}

static enum ck_code read_file(const char *path, struct ck_buffer *b, struct ck_error *e)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	char part[4096];
	ssize_t n = 0;

	if (file < 0)
		return ck_fail(e, CK_CONFIG, "cannot open the zone file %s: %s", path, strerror(errno));
	while (b->length < LARGEST_FILE && (n = read(file, part, sizeof(part))) > 0)
		ck_buffer_put(b, part, (size_t)n);
	if (n < 0)
		ck_fail(e, CK_CONFIG, "cannot read the zone file %s: %s", path, strerror(errno));
	close(file); /* read only: nothing can be lost here */
	return n < 0 ? e->code : CK_OK;
}

static int64_t big_endian(const unsigned char *p, int bytes)
{
	uint64_t x = *p & 0x80 ? UINT64_MAX : 0;

	for (int i = 0; i < bytes; i++)
		x = x << 8 | p[i];
	return (int64_t)x;
}

struct header {
	int version;
	size_t utc_flags, standard_flags, leaps, changes, types, letters;
};

#define HEADER_BYTES 44

static bool read_header(const unsigned char *p, size_t left, struct header *h)
{
	size_t *counts[] = {&h->utc_flags, &h->standard_flags, &h->leaps, &h->changes, &h->types, &h->letters};

	if (left < HEADER_BYTES || memcmp(p, "TZif", 4) != 0)
		return false;
	h->version = p[4];
	for (int i = 0; i < 6; i++) {
		int64_t count = big_endian(p + 20 + 4 * i, 4);

		if (count < 0 || (size_t)count > LARGEST_FILE)
			return false;
		*counts[i] = (size_t)count;
	}
	return true;
}

/* The length of a block whose times take so many bytes each. */
static size_t block_length(const struct header *h, size_t time_bytes)
{
	return h->changes * (time_bytes + 1) + h->types * 6 + h->letters + h->leaps * (time_bytes + 4) +
	       h->standard_flags + h->utc_flags;
}

/* The changes of a version 2 block at p (their counts are checked to be within the file). */
static const char *read_changes(struct ck_zone *z, const unsigned char *p, const struct header *h)
{
	const unsigned char *kinds = p + h->changes * 8, *types = kinds + h->changes;

	if (h->leaps > 0)
		return "counts leap seconds";
	if (h->types == 0)
		return "is damaged";
	for (size_t i = 0; i < h->types; i++)
		if (llabs(big_endian(types + 6 * i, 4)) > FURTHEST)
			return "is damaged";
	z->count = h->changes;
	z->at = ck_grow(NULL, z->count, sizeof(*z->at));
	z->offset = ck_grow(NULL, z->count + 1, sizeof(*z->offset));
	z->offset[0] = (int)big_endian(types, 4);
	for (size_t i = 0; i < z->count; i++) {
		z->at[i] = big_endian(p + 8 * i, 8);
		if (kinds[i] >= h->types || (i > 0 && z->at[i] <= z->at[i - 1]))
			return "is damaged";
		z->offset[i + 1] = (int)big_endian(types + 6 * kinds[i], 4);
	}
	return NULL;
}

/* One number of the footer's offset, at most max. */
static bool take_number(const char **s, int max, int *out)
{
	char *end;
	long n;

	if (**s < '0' || **s > '9')
		return false;
	n = strtol(*s, &end, 10);
	*s = end;
	*out = (int)(n <= max ? n : 0);
	return n <= max;
}

/* The footer is a POSIX TZ string: "<+05>-5", west counted positive. Only one without daylight saving is taken. */
static bool read_footer(const char *s, int *offset)
{
	int hours, minutes = 0, seconds = 0, sign = -1;
	size_t name = *s == '<' ? strcspn(s, ">") + 1
	                        : strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

	if (name < 3 || name > strlen(s))
		return false;
	s += name;
	if (*s == '-' || *s == '+')
		sign = *s++ == '-' ? 1 : -1;
	if (!take_number(&s, 24, &hours))
		return false;
	if (*s == ':' && (s++, !take_number(&s, 59, &minutes)))
		return false;
	if (*s == ':' && (s++, !take_number(&s, 59, &seconds)))
		return false;
	*offset = sign * (hours * 3600 + minutes * 60 + seconds);
	return *s == '\0';
}

/* NULL, or what is wrong with the file. */
static const char *read_zone(struct ck_zone *z, struct ck_buffer *file)
{
	const unsigned char *p = (const unsigned char *)file->text;
	size_t left = file->length, length;
	struct header h;
	const char *fault;
	char *footer, *end;
	int last;

	if (!read_header(p, left, &h))
		return "is no zone file";
	if (h.version < '2')
		return "is of version 1, which has no times after 2037";
	length = HEADER_BYTES + block_length(&h, 4);
	if (length > left || !read_header(p + length, left - length, &h))
		return "is damaged";
	p += length + HEADER_BYTES;
	left -= length + HEADER_BYTES;
	if (block_length(&h, 8) >= left)
		return "is damaged";
	fault = read_changes(z, p, &h);
	if (fault != NULL)
		return fault;
	footer = file->text + file->length - left + block_length(&h, 8);
	end = *footer == '\n' ? strchr(footer + 1, '\n') : NULL;
	if (end == NULL)
		return "is damaged";
	*end = '\0';
	if (footer[1] == '\0')
		return NULL;
	if (!read_footer(footer + 1, &last))
		return "has a daylight-saving rule for the future";
	if (z->count > 0 && z->offset[z->count] != last)
		return "is damaged";
	if (z->count == 0)
		z->offset[0] = last;
	return NULL;
}

enum ck_code ck_zone_open(const char *name, const char *tzdir, struct ck_zone **zone, struct ck_error *e)
{
	struct ck_buffer path = {0}, file = {0};
	struct ck_zone *z;
	const char *fault;
	enum ck_code code;

	*zone = NULL;
	if (!is_zone_name(name))
		return ck_fail(e, CK_CONFIG, "\"%.100s\" is no name of a zone such as Asia/Almaty", name);
	ck_buffer_printf(&path, "%s/%s", ck_text_is_empty(tzdir) ? SYSTEM_ZONES : tzdir, name);
	z = ck_alloc(sizeof(*z));
	z->name = ck_copy(name);
	code = read_file(path.text, &file, e);
	if (code == CK_OK) {
		fault = file.length > 0 ? read_zone(z, &file) : "is empty";
		if (fault != NULL)
			code = ck_fail(e, CK_CONFIG, "the zone file %s %s", path.text, fault);
	}
	ck_buffer_free(&path);
	ck_buffer_free(&file);
	if (code == CK_OK)
		*zone = z;
	else
		ck_zone_free(z);
	return code;
}

/* -- local time -- */

/* How many changes have happened by t; so offset[that] holds at t. */
static size_t changes_by(const struct ck_zone *z, ck_time t)
{
	size_t low = 0, high = z->count;

	if (high > 0 && t >= z->at[high - 1])
		return high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (z->at[middle] <= t)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct ck_local ck_zone_local(const struct ck_zone *zone, ck_time t)
{
	struct ck_local local = {.offset = zone != NULL ? zone->offset[changes_by(zone, t)] : 0};
	int64_t day = t / DAY_SECONDS, second = t % DAY_SECONDS + local.offset;

	for (; second < 0; second += DAY_SECONDS)
		day--;
	for (; second >= DAY_SECONDS; second -= DAY_SECONDS)
		day++;
	local.day = (ck_day)day;
	local.second = (int)second;
	return local;
}

ck_time ck_zone_utc(const struct ck_zone *zone, ck_day day, int second, bool later, enum ck_twice *kind)
{
	int64_t local = (int64_t)day * DAY_SECONDS + second;
	ck_time first = CK_NOTIME, last = CK_NOTIME, gap = CK_NOTIME;
	enum ck_twice found;

	if (zone == NULL) {
		if (kind != NULL)
			*kind = CK_ONCE;
		return local;
	}
	/* each stretch of one offset that may hold the time, and the change that ends it */
	for (size_t i = changes_by(zone, local - FURTHEST); i <= zone->count; i++) {
		ck_time t = local - zone->offset[i];

		if (i > 0 && zone->at[i - 1] > local + FURTHEST)
			break;
		if ((i == 0 || t >= zone->at[i - 1]) && (i == zone->count || t < zone->at[i])) {
			first = first == CK_NOTIME ? t : first;
			last = t;
		}
		if (i < zone->count && t >= zone->at[i] && local - zone->offset[i + 1] < zone->at[i])
			gap = zone->at[i];
	}
	found = first == CK_NOTIME ? CK_NEVER : first == last ? CK_ONCE : CK_TWICE;
	if (kind != NULL)
		*kind = found;
	return found == CK_NEVER ? gap : later ? last : first;
}
