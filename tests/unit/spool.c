#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "spool.h"
#include "text.h"
#include "unit.h"

/* Piece i: i bytes, each of them i. */
static void make(struct ck_buffer *b, int i)
{
	ck_buffer_empty(b);
	ck_buffer_put(b, NULL, 0);
	for (int n = 0; n < i; n++)
		ck_buffer_char(b, (char)i);
}

static bool put(struct ck_spool *s, int pieces)
{
	struct ck_buffer b = {0};
	struct ck_error e;
	bool all = true;

	for (int i = 0; i < pieces; i++) {
		make(&b, i);
		all = all && ck_spool_put(s, b.text, b.length, &e) == CK_OK;
	}
	ck_buffer_free(&b);
	return all;
}

static bool got(struct ck_spool *s, int pieces)
{
	struct ck_buffer b = {0};
	struct ck_error e;
	const void *bytes;
	bool all = true;
	size_t n;

	for (int i = 0; i < pieces && all; i++) {
		make(&b, i);
		all = ck_spool_next(s, &bytes, &n, &e) == CK_OK && bytes != NULL && n == b.length &&
		      memcmp(bytes, b.text, n) == 0;
	}
	for (int i = 0; i < 2; i++)
		all = all && ck_spool_next(s, &bytes, &n, &e) == CK_OK && bytes == NULL && n == 0;
	ck_buffer_free(&b);
	return all;
}

static int files_in(const char *directory)
{
	DIR *d = opendir(directory);
	int count = -2; /* . and .. */

	while (d != NULL && readdir(d) != NULL)
		count++;
	closedir(d);
	return count;
}

/* The same whether all, some or none of it fits in memory. */
static void everywhere(const char *directory, size_t memory)
{
	struct ck_spool *s = ck_spool_new(directory, memory);
	struct ck_error e;
	const void *bytes;
	size_t n;

	printf("# %zu bytes in memory\n", memory);
	CHECK(put(s, 100));
	CHECK(files_in(directory) == 0);
	CHECK(got(s, 100));
	CHECK(ck_spool_put(s, "x", 1, &e) == CK_BUG);
	CHECK(ck_spool_rewind(s, &e) == CK_OK && got(s, 100));
	CHECK(ck_spool_rewind(s, &e) == CK_OK && ck_spool_next(s, &bytes, &n, &e) == CK_OK && n == 0 && bytes != NULL);
	ck_spool_empty(s);
	CHECK(got(s, 0));
	ck_spool_empty(s);
	CHECK(put(s, 50) && got(s, 50));
	ck_spool_free(s);
}

int main(void)
{
	char directory[] = "/tmp/casekit-spool-XXXXXX";
	struct ck_spool *s;
	struct ck_error e;

	if (mkdtemp(directory) == NULL)
		return 1;
	everywhere(directory, 1 << 20);
	everywhere(directory, 1000);
	everywhere(directory, 0);
	s = ck_spool_new("/nowhere/at/all", 10);
	CHECK(ck_spool_put(s, "12", 2, &e) == CK_OK);
	CHECK(ck_spool_put(s, "3", 1, &e) == CK_IO && strstr(e.text, "/nowhere/at/all") != NULL);
	ck_spool_free(s);
	s = ck_spool_new("/dev/full", 0);
	CHECK(ck_spool_put(s, "3", 1, &e) == CK_IO);
	ck_spool_free(s);
	ck_spool_free(NULL);
	CHECK(rmdir(directory) == 0);
	return unit_end();
}
