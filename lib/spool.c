#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "spool.h"
#include "text.h"

/* Every piece, in memory and in the file, is its length and its bytes. What no longer fits goes to the file, and so
 * does everything after it: the order is the memory's pieces, then the file's. */
struct ck_spool {
	char *directory;
	size_t memory;
	struct ck_buffer held; /* the pieces in memory */
	size_t position;       /* of the next one to be given */
	FILE *file;            /* NULL until memory is full */
	struct ck_buffer piece; /* the last one that came from the file */
	bool reading;
};

struct ck_spool *ck_spool_new(const char *directory, size_t memory)
{
	struct ck_spool *s = ck_alloc(sizeof(*s));

	s->directory = ck_copy(directory);
	s->memory = memory;
	return s;
}

/* The file has no name and nobody asks for its bytes again: how its closing ends does not matter. */
static void drop_file(struct ck_spool *s)
{
	if (s->file != NULL)
		fclose(s->file);
	s->file = NULL;
}

void ck_spool_free(struct ck_spool *s)
{
	if (s == NULL)
		return;
	drop_file(s);
	ck_buffer_free(&s->held);
	ck_buffer_free(&s->piece);
	free(s->directory);
	free(s);
}

void ck_spool_empty(struct ck_spool *s)
{
	drop_file(s);
	ck_buffer_empty(&s->held);
	s->position = 0;
	s->reading = false;
}

/* A file that only this process can reach; where the file system has no unnamed files, one whose name is taken away. */
static int unlinked_file(const char *directory)
{
	int file = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	struct ck_buffer name = {0};

	if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return file;
	ck_buffer_printf(&name, "%s/casekit-XXXXXX", directory);
	file = mkostemp(name.text, O_CLOEXEC);
	if (file >= 0 && unlink(name.text) != 0) {
		int why = errno;

		close(file);
		errno = why;
		file = -1;
	}
	ck_buffer_free(&name);
	return file;
}

static enum ck_code open_file(struct ck_spool *s, struct ck_error *e)
{
	int file = unlinked_file(s->directory);

	if (file < 0)
		return ck_fail(e, CK_IO, "cannot set records aside in %s: %s", s->directory, strerror(errno));
	s->file = fdopen(file, "w+");
	if (s->file != NULL)
		return CK_OK;
	ck_fail(e, CK_IO, "cannot set records aside: %s", strerror(errno));
	close(file);
	return e->code;
}

enum ck_code ck_spool_put(struct ck_spool *s, const void *bytes, size_t n, struct ck_error *e)
{
	if (s->reading)
		return ck_fail(e, CK_BUG, "a spool that is being read cannot be written");
	if (s->file == NULL && s->held.length < s->memory && n + sizeof(n) <= s->memory - s->held.length) {
		ck_buffer_put(&s->held, &n, sizeof(n));
		ck_buffer_put(&s->held, bytes, n);
		return CK_OK;
	}
	if (s->file == NULL && open_file(s, e) != CK_OK)
		return e->code;
	if (fwrite(&n, sizeof(n), 1, s->file) != 1 || fwrite(bytes, 1, n, s->file) != n)
		return ck_fail(e, CK_IO, "cannot set records aside in %s: %s", s->directory, strerror(errno));
	return CK_OK;
}

enum ck_code ck_spool_rewind(struct ck_spool *s, struct ck_error *e)
{
	s->reading = true;
	s->position = 0;
	if (s->file != NULL && (fflush(s->file) != 0 || fseeko(s->file, 0, SEEK_SET) != 0))
		return ck_fail(e, CK_IO, "cannot set records aside in %s: %s", s->directory, strerror(errno));
	return CK_OK;
}

/* The next piece of the file, into s->piece; *more is false behind the last. */
static enum ck_code next_of_file(struct ck_spool *s, bool *more, struct ck_error *e)
{
	size_t n = 0, got = fread(&n, 1, sizeof(n), s->file);

	*more = got > 0;
	if (got == 0 && !ferror(s->file))
		return CK_OK;
	ck_buffer_empty(&s->piece);
	if (got == sizeof(n) && n >= s->piece.room) { /* one byte more, so that an empty piece has an address too */
		s->piece.text = ck_grow(s->piece.text, n + 1, 1);
		s->piece.room = n + 1;
	}
	if (got != sizeof(n) || fread(s->piece.text, 1, n, s->file) != n)
		return ck_fail(e, CK_IO, "cannot read back what was set aside in %s: %s", s->directory,
		               ferror(s->file) ? strerror(errno) : "the file is cut");
	s->piece.length = n;
	return CK_OK;
}

enum ck_code ck_spool_next(struct ck_spool *s, const void **bytes, size_t *n, struct ck_error *e)
{
	bool more = false;

	*bytes = NULL;
	*n = 0;
	if (!s->reading && ck_spool_rewind(s, e) != CK_OK)
		return e->code;
	if (s->position < s->held.length) {
		memcpy(n, s->held.text + s->position, sizeof(*n));
		*bytes = s->held.text + s->position + sizeof(*n);
		s->position += sizeof(*n) + *n;
		return CK_OK;
	}
	if (s->file != NULL && next_of_file(s, &more, e) != CK_OK)
		return e->code;
	if (more) {
		*bytes = s->piece.text;
		*n = s->piece.length;
	}
	return CK_OK;
}
