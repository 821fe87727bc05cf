/* record_folder: the records of files of casekit's own data. What is wrong there is wrong in what was installed. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

static enum ck_code in_file(struct ck_error *e, const char *path, size_t line)
{
	struct ck_error said = *e;
	enum ck_code code = said.code == CK_BADDATA || said.code == CK_REFUSED ? CK_CONFIG : said.code;

	return ck_fail(e, code, "%s:%zu: %s", path, line, said.text);
}

static enum ck_code read_rows(struct ck_reader *r, const char *path, ck_record_each *each, void *to, struct ck_error *e)
{
	struct ck_record record;
	bool broken = false;

	for (;;) {
		enum ck_code code = ck_reader_next(r, &record, &broken, e);

		if (code == CK_OK && record.fields == NULL)
			return CK_OK;
		if (code == CK_OK)
			code = each(to, record.fields, e);
		if (code != CK_OK)
			return in_file(e, path, record.first_line);
	}
}

enum ck_code ck_record_file(const char *folder, const char *file, ck_record_each *each, void *to, struct ck_error *e)
{
	struct ck_buffer path = {0};
	struct ck_reader *r = NULL;
	enum ck_code code;
	FILE *from;

	ck_buffer_printf(&path, "%s/%s", folder, file);
	from = fopen(path.text, "re");
	if (from == NULL) {
		code = ck_fail(e, CK_NOINPUT, "%s cannot be opened: %s", path.text, strerror(errno));
	} else {
		code = ck_reader_open(from, &(struct ck_reader_options){.name = path.text}, &r, e);
		code = code == CK_OK ? read_rows(r, path.text, each, to, e) : in_file(e, path.text, 1);
		ck_reader_free(r);
	}
	ck_buffer_free(&path);
	return code;
}

static int is_tsv(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 4 && strcmp(d->d_name + n - 4, ".tsv") == 0 && d->d_name[0] != '.';
}

enum ck_code ck_record_folder(const char *folder, const char *but, ck_record_each *each, void *to, struct ck_error *e)
{
	struct dirent **files = NULL;
	int count = scandir(folder, &files, is_tsv, alphasort);
	enum ck_code code = CK_OK;

	if (count < 0)
		return ck_fail(e, CK_NOINPUT, "%s cannot be read: %s", folder, strerror(errno));
	for (int i = 0; i < count; i++) {
		if (code == CK_OK && (but == NULL || strcmp(files[i]->d_name, but) != 0))
			code = ck_record_file(folder, files[i]->d_name, each, to, e);
		free(files[i]);
	}
	free(files);
	return code;
}
