/* attach: a file taken into the store. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "attach.h"
#include "digest.h"

#define LARGEST_FILE (32 << 20)  /* bytes */

static enum ck_code read_file(const char *path, struct ck_buffer *b, struct ck_error *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char block[65536];
	ssize_t n = 0;

	if (fd < 0)
		return ck_fail(e, CK_NOINPUT, "cannot open %s: %s", path, strerror(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > LARGEST_FILE) {
		close(fd);
		return ck_fail(e, CK_BADDATA, "%s is no plain file of at most %d MiB", path, LARGEST_FILE >> 20);
	}
	while (b->length <= LARGEST_FILE && (n = read(fd, block, sizeof block)) > 0)
		ck_buffer_put(b, block, (size_t)n);
	if (n < 0)
		ck_fail(e, CK_IO, "cannot read %s: %s", path, strerror(errno));
	close(fd);
	return n < 0 ? CK_IO : CK_OK;
}

enum ck_code ck_attach_file(struct ck_store *s, const char *path, struct ck_fields *data, struct ck_error *e)
{
	struct ck_buffer content = {0};
	unsigned char digest[CK_DIGEST];
	char hex[2 * CK_DIGEST + 1], size[32];
	const char *name = strrchr(path, '/');
	enum ck_code code = read_file(path, &content, e);

	if (code == CK_OK) {
		ck_digest(digest, content.text, content.length);
		ck_digest_hex(hex, digest);
		snprintf(size, sizeof size, "%zu", content.length);
		ck_fields_set(data, "file", name == NULL ? path : name + 1);
		ck_fields_set(data, "file_digest", hex);
		ck_fields_set(data, "file_size", size);
		code = ck_store_do(s, e, NULL, CK_SQL_FILE_PUT, "bib", digest, sizeof digest,
		                   (int64_t)content.length, content.text == NULL ? "" : content.text, content.length);
	}
	if (code != CK_OK && e->column[0] == '\0')
		ck_fail_column(e, "file");
	ck_buffer_free(&content);
	return code;
}
