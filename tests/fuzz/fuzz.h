/* fuzz: inputs made from a small corpus by chance that can be repeated: input i of a seed is always the same. A
 * program is a main that calls fuzz_run; what a sanitizer or FUZZ_MUST finds is told with seed, number and the
 * input itself. */
#ifndef FUZZ_H
#define FUZZ_H

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FUZZ_LONGEST 4096
#define FUZZ_TEXTS 512

static struct {
	uint64_t chance, seed, number;
	struct { char *bytes; size_t length; } text[FUZZ_TEXTS];
	size_t texts;
	char input[FUZZ_LONGEST + 1]; /* NUL-ended */
	size_t length;
} fuzz;

static void fuzz_tell(void)
{
	fprintf(stderr, "\nfuzz: input %llu of seed %llu: ", (unsigned long long)fuzz.number, (unsigned long long)fuzz.seed);
	for (size_t i = 0; i < fuzz.length; i++) {
		unsigned char c = (unsigned char)fuzz.input[i];
		if (c >= ' ' && c < 0x7F && c != '\\')
			fputc(c, stderr);
		else
			fprintf(stderr, "\\x%02x", c);
	}
	fputc('\n', stderr);
}

#define FUZZ_MUST(what) \
	do { \
		if (!(what)) { \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #what); \
			fuzz_tell(); \
			exit(1); \
		} \
	} while (0)

/* splitmix64 */
static uint64_t fuzz_next(void)
{
	uint64_t z = fuzz.chance += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static size_t fuzz_below(size_t n)
{
	return n == 0 ? 0 : (size_t)(fuzz_next() % n);
}

static void fuzz_add_text(const char *bytes, size_t n)
{
	if (fuzz.texts == FUZZ_TEXTS || n > FUZZ_LONGEST / 2)
		return;
	fuzz.text[fuzz.texts].bytes = malloc(n + 1);
	if (fuzz.text[fuzz.texts].bytes == NULL)
		exit(70);
	memcpy(fuzz.text[fuzz.texts].bytes, bytes, n);
	fuzz.text[fuzz.texts++].length = n;
}

static void fuzz_read_file(const char *path, int lines)
{
	char bytes[65536];
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		return;
	if (lines)
		while (fgets(bytes, sizeof bytes, f) != NULL)
			fuzz_add_text(bytes, strcspn(bytes, "\n"));
	else
		fuzz_add_text(bytes, fread(bytes, 1, sizeof bytes, f));
	fclose(f);
}

static int fuzz_seen(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

/* Each file of a folder is a text, or each line of each file. In the order of names, so that chance repeats itself. */
static void fuzz_read(const char *folder, int lines)
{
	struct dirent **files = NULL;
	int count = scandir(folder, &files, fuzz_seen, alphasort);
	char path[4096];

	for (int i = 0; i < count; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, files[i]->d_name);
		fuzz_read_file(path, lines);
		free(files[i]);
	}
	free(files);
	if (fuzz.texts == 0) {
		fprintf(stderr, "%s: no corpus\n", folder);
		exit(66);
	}
}

/* Replaces the bytes from at to end by others, as far as there is room. */
static void fuzz_splice(size_t at, size_t end, const char *bytes, size_t n)
{
	char copy[FUZZ_LONGEST];

	if (n > sizeof copy || fuzz.length - (end - at) + n > FUZZ_LONGEST)
		return;
	memcpy(copy, bytes, n);
	memmove(fuzz.input + at + n, fuzz.input + end, fuzz.length - end);
	memcpy(fuzz.input + at, copy, n);
	fuzz.length += n - (end - at);
}

/* What readers stumble over. */
static const char *const fuzz_words[] = {
    "\"", "\"\"", "\\", "\t", ";", ",", "|", "\n", "\r\n", "\r", "\xEF\xBB\xBF", "\xFF\xFE", "\xC2\xA0", "\xE2\x80\xAF", "\x98", "\xD0",
    "\xF4\x90\x80\x80", "\xED\xA0\x80", "0", "9", "-", ".", "/", " ", "T", "Z", "+06:00", "2147483648", "9223372036854775807", "00",
    "29.02.", "60", "1e9", "*", "x_", "column", "value", "constant", "skip", "empty", "unknown", "registered", "name", "excel", "hh:mm",
    "\xD2\x9A", "\xD0\x98\xCC\x86", ""};

static void fuzz_mutate(void)
{
	size_t at = fuzz_below(fuzz.length + 1), n = fuzz_below(16), end = at + n > fuzz.length ? fuzz.length : at + n;
	size_t word = fuzz_below(sizeof fuzz_words / sizeof fuzz_words[0]), text = fuzz_below(fuzz.texts), from;
	char byte = (char)fuzz_next();

	switch (fuzz_below(8)) {
	case 0: /* a bit */
		if (at < fuzz.length)
			fuzz.input[at] = (char)(fuzz.input[at] ^ 1 << fuzz_below(8));
		break;
	case 1: /* a byte */
		fuzz_splice(at, at < fuzz.length ? at + 1 : at, &byte, 1);
		break;
	case 2:
		fuzz_splice(at, at, fuzz_words[word], fuzz_words[word][0] == '\0' ? 1 : strlen(fuzz_words[word])); /* NUL as well */
		break;
	case 3: /* gone */
		fuzz_splice(at, end, "", 0);
		break;
	case 4: /* twice */
		fuzz_splice(at, at, fuzz.input + at, end - at);
		break;
	case 5: /* cut short */
		fuzz.length = at;
		break;
	case 6: /* a piece of another text */
		from = fuzz_below(fuzz.text[text].length + 1);
		fuzz_splice(at, end, fuzz.text[text].bytes + from, fuzz_below(fuzz.text[text].length - from + 1));
		break;
	default: /* another digit */
		byte = (char)('0' + fuzz_below(10));
		fuzz_splice(at, at < fuzz.length ? at + 1 : at, &byte, 1);
	}
}

static void fuzz_make(uint64_t number)
{
	size_t text;

	fuzz.number = number;
	fuzz.chance = fuzz.seed * UINT64_C(0xD1342543DE82EF95) + number;
	text = fuzz_below(fuzz.texts);
	fuzz.length = fuzz.text[text].length;
	memcpy(fuzz.input, fuzz.text[text].bytes, fuzz.length);
	for (size_t i = fuzz_below(6); i > 0; i--)
		fuzz_mutate();
	fuzz.input[fuzz.length] = '\0';
}

extern void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

/* COUNT SEED FOLDER [FIRST]: as many inputs, each to one. */
static int fuzz_run(int argc, char **argv, int lines, void (*one)(void))
{
	if (argc < 4) {
		fprintf(stderr, "usage: %s COUNT SEED FOLDER [FIRST]\n", argv[0]);
		return 64;
	}
	uint64_t count = strtoull(argv[1], NULL, 10), first = argc > 4 ? strtoull(argv[4], NULL, 10) : 0;
	fuzz.seed = strtoull(argv[2], NULL, 10);
	fuzz_read(argv[3], lines);
	if (__sanitizer_set_death_callback != NULL)
		__sanitizer_set_death_callback(fuzz_tell);
	for (uint64_t i = first; i < first + count; i++) {
		fuzz_make(i);
		one();
	}
	for (size_t i = 0; i < fuzz.texts; i++)
		free(fuzz.text[i].bytes);
	printf("%llu inputs of seed %llu: nothing found\n", (unsigned long long)count, (unsigned long long)fuzz.seed);
	return 0;
}

#endif
