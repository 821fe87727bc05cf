/* export_tsv: a file of a folder: a header line and rows, hashed as they are written. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "export.h"

#define BLOCK ((size_t)1 << 16)

struct ck_tsv {
	char *path;
	int fd;
	size_t columns;
	int64_t records;
	struct ck_sha256 digest;
	struct ck_buffer text;
};

static enum ck_code cannot_write(const struct ck_tsv *t, struct ck_error *e)
{
	return ck_fail(e, CK_IO, "%s cannot be written: %s", t->path, strerror(errno));
}

static enum ck_code flush(struct ck_tsv *t, struct ck_error *e)
{
	size_t done = 0;

	ck_sha256_put(&t->digest, t->text.text, t->text.length);
	while (done < t->text.length) {
		ssize_t n = write(t->fd, t->text.text + done, t->text.length - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot_write(t, e);
		done += (size_t)n;
	}
	ck_buffer_empty(&t->text);
	return CK_OK;
}

enum ck_code ck_tsv_create(const char *folder, const char *name, const char *columns, struct ck_tsv **out,
                           struct ck_error *e)
{
	struct ck_tsv *t = ck_alloc(sizeof *t);
	struct ck_buffer path = {0};
	const char *word;
	size_t n;

	ck_buffer_printf(&path, "%s/%s.tsv", folder, name);
	t->path = path.text;
	t->fd = open(t->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	ck_sha256_start(&t->digest);
	while ((word = ck_word_next(&columns, &n)) != NULL) {
		if (t->columns++ > 0)
			ck_buffer_char(&t->text, '\t');
		ck_buffer_put(&t->text, word, n);
	}
	ck_buffer_char(&t->text, '\n');
	*out = t;
	return t->fd >= 0 ? CK_OK : cannot_write(t, e);
}

enum ck_code ck_tsv_row(struct ck_tsv *t, const char *const *values, struct ck_error *e)
{
	for (size_t i = 0; i < t->columns; i++) {
		size_t n = strcspn(values[i], "\t\n\r\\");

		if (i > 0)
			ck_buffer_char(&t->text, '\t');
		ck_buffer_put(&t->text, values[i], n);
		if (values[i][n] != '\0')
			ck_tsv_escape(&t->text, values[i] + n, strlen(values[i] + n));
	}
	ck_buffer_char(&t->text, '\n');
	t->records++;
	return t->text.length >= BLOCK ? flush(t, e) : CK_OK;
}

enum ck_code ck_tsv_close(struct ck_tsv *t, int64_t *records, unsigned char digest[CK_DIGEST], struct ck_error *e)
{
	enum ck_code code = t->fd >= 0 ? flush(t, e) : CK_IO;

	if (code == CK_OK && fsync(t->fd) != 0)
		code = cannot_write(t, e);
	if (t->fd >= 0 && close(t->fd) != 0 && code == CK_OK)
		code = cannot_write(t, e);
	*records = t->records;
	ck_sha256_end(&t->digest, digest);
	ck_buffer_free(&t->text);
	free(t->path);
	free(t);
	return code;
}
