/* export_folder: a store as a folder: its events, the tables beside the ledger, the attached files, and a manifest that says
 * what each file is. Without a manifest a folder is no export: so it comes last. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "export_priv.h"

const struct ck_export_table ck_export_tables[CK_EXPORT_TABLES] = {
    {CK_EXPORT_SETTINGS, "name value", "tt", CK_SQL_ALL_SETTINGS, CK_SQL_COUNT, CK_SQL_SETTING_SAME},
    {"law", "regulation edition part rows", "ttit", CK_SQL_ALL_LAW, CK_SQL_LAW_TAKE, CK_SQL_LAW_SAME},
    {"calendar", "no name week week_source zone hours title", "itttttt", CK_SQL_ALL_CALENDARS, CK_SQL_CALENDAR_TAKE,
     CK_SQL_CALENDAR_SAME},
    {"calendar_day", "calendar day known works reason source", "tiiitt", CK_SQL_ALL_CALENDAR_DAYS,
     CK_SQL_CALENDAR_DAY_TAKE, CK_SQL_CALENDAR_DAY_SAME},
    {"norm", "norm subject since known value source", "ttiitt", CK_SQL_ALL_NORMS, CK_SQL_NORM_TAKE, CK_SQL_NORM_SAME},
    {"registry_person", "snapshot person payer amount until", "iiiin", CK_SQL_ALL_REGISTRY_PERSONS,
     CK_SQL_REGISTRY_PERSON_TAKE, CK_SQL_REGISTRY_PERSON_SAME},
};

struct folder {
	const char *path;
	struct ck_store *store;
	struct ck_tsv *manifest;
	struct ck_tsv *events;         /* being written */
};

/* -- one file -- */

static enum ck_code enter_in_manifest(struct folder *f, const char *name, int64_t records, const unsigned char *digest,
                                      struct ck_error *e)
{
	char file[40], version[16], count[24], hex[2 * CK_DIGEST + 1];
	const char *values[] = {file, version, count, hex};

	snprintf(file, sizeof file, "%s.tsv", name);
	snprintf(version, sizeof version, "%d", CK_EXPORT_VERSION);
	snprintf(count, sizeof count, "%lld", (long long)records);
	ck_digest_hex(hex, digest);
	return ck_tsv_row(f->manifest, values, e);
}

/* code: what came of writing it. */
static enum ck_code close_file(struct folder *f, struct ck_tsv *t, const char *name, enum ck_code code, struct ck_error *e)
{
	unsigned char digest[CK_DIGEST];
	struct ck_error why;
	int64_t records;
	enum ck_code closed = ck_tsv_close(t, &records, digest, &why);

	if (code == CK_OK && closed != CK_OK) {
		*e = why;
		return closed;
	}
	return code == CK_OK ? enter_in_manifest(f, name, records, digest, e) : code;
}

/* -- the events -- */

static enum ck_code put_record(void *to, const char *const *values, struct ck_error *e)
{
	return ck_tsv_row(((struct folder *)to)->events, values, e);
}

static enum ck_code put_events(struct folder *f, struct ck_export *x, struct ck_error *e)
{
	enum ck_code code = ck_tsv_create(f->path, CK_EXPORT_EVENTS, CK_EXPORT_COLUMNS, &f->events, e);

	if (code == CK_OK)
		code = ck_export_tell(x, e);
	return close_file(f, f->events, CK_EXPORT_EVENTS, code, e);
}

/* -- the tables -- */

static enum ck_code put_table_row(struct ck_tsv *t, const struct ck_export_table *table, struct ck_result *r,
                                  struct ck_error *e)
{
	char number[CK_EXPORT_WIDEST][24];
	const char *values[CK_EXPORT_WIDEST];
	const char *types = table->types;

	for (int i = 0; types[i] != '\0'; i++) {
		char type = ck_result_type(r, i);

		if (type != (types[i] == 't' ? 't' : 'i') && !(types[i] == 'n' && type == 'n'))
			return ck_fail(e, CK_UNAVAILABLE, "a row of the table %s is damaged (store-check)", table->name);
		if (type == 'i')
			snprintf(number[i], sizeof number[i], "%lld", (long long)ck_result_int(r, i));
		values[i] = type == 'i' ? number[i] : ck_result_text(r, i);
	}
	return ck_tsv_row(t, values, e);
}

static enum ck_code put_table(struct folder *f, const struct ck_export_table *table, struct ck_error *e)
{
	struct ck_tsv *t;
	struct ck_result *r = NULL;
	enum ck_code code = ck_tsv_create(f->path, table->name, table->columns, &t, e);

	if (code == CK_OK)
		code = ck_store_query(f->store, &r, e, table->read, "");
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e))
		code = put_table_row(t, table, r, e);
	if (code == CK_OK)
		code = e->code;
	ck_result_end(r);
	return close_file(f, t, table->name, code, e);
}

/* -- attached files -- */

static enum ck_code write_content(const struct folder *f, const char *hex, const void *content, size_t size,
                                  struct ck_error *e)
{
	struct ck_buffer path = {0};
	const char *at = content;
	size_t done = 0;
	bool well;
	int fd;

	ck_buffer_printf(&path, "%s/%s/%s", f->path, CK_EXPORT_FILES_FOLDER, hex);
	fd = open(path.text, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	well = fd >= 0;
	while (well && done < size) {
		ssize_t n = write(fd, at + done, size - done);

		well = n >= 0 || errno == EINTR;
		done += n > 0 ? (size_t)n : 0;
	}
	well = well && fsync(fd) == 0;
	if (!well)
		ck_fail(e, CK_IO, "%s cannot be written: %s", path.text, strerror(errno));
	if (fd >= 0)
		close(fd);
	ck_buffer_free(&path);
	return well ? CK_OK : CK_IO;
}

static enum ck_code put_file(struct folder *f, struct ck_tsv *t, struct ck_result *r, struct ck_error *e)
{
	unsigned char digest[CK_DIGEST];
	char hex[2 * CK_DIGEST + 1], length[24];
	const char *values[] = {hex, length};
	size_t n, size;
	const void *key = ck_result_blob(r, 0, &n), *content = ck_result_blob(r, 2, &size);
	enum ck_code code;

	ck_digest(digest, content, size);
	if (n != CK_DIGEST || memcmp(key, digest, CK_DIGEST) != 0)
		return ck_fail(e, CK_UNAVAILABLE, "an attached file is not as it was attached (store-check)");
	ck_digest_hex(hex, digest);
	snprintf(length, sizeof length, "%zu", size);
	code = write_content(f, hex, content, size, e);
	return code == CK_OK ? ck_tsv_row(t, values, e) : code;
}

/* digest NULL: all that there are. */
static enum ck_code put_some_files(struct folder *f, struct ck_tsv *t, const void *digest, struct ck_error *e)
{
	struct ck_result *r;
	bool any = false;
	enum ck_code code = digest == NULL ? ck_store_query(f->store, &r, e, CK_SQL_FILE_CONTENTS, "")
	                                   : ck_store_query(f->store, &r, e, CK_SQL_FILE_BY_DIGEST, "b", digest,
	                                                    (size_t)CK_DIGEST);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		any = true;
		code = put_file(f, t, r, e);
	}
	ck_result_end(r);
	if (code == CK_OK && e->code == CK_OK && digest != NULL && !any)
		return ck_fail(e, CK_UNAVAILABLE, "an attached file that an event names is missing (store-check)");
	return code != CK_OK ? code : e->code;
}

static enum ck_code put_files(struct folder *f, const struct ck_export *x, struct ck_error *e)
{
	bool all = x->selection->cases == NULL && !x->selection->named;
	struct ck_buffer path = {0};
	struct ck_tsv *t;
	enum ck_code code = ck_tsv_create(f->path, CK_EXPORT_FILES, CK_EXPORT_FILES_COLUMNS, &t, e);

	ck_buffer_printf(&path, "%s/%s", f->path, CK_EXPORT_FILES_FOLDER);
	if (code == CK_OK && mkdir(path.text, 0700) != 0)
		code = ck_fail(e, CK_IO, "%s cannot be made: %s", path.text, strerror(errno));
	ck_buffer_free(&path);
	if (code == CK_OK && all)
		code = put_some_files(f, t, NULL, e);
	for (size_t i = 0; code == CK_OK && !all && i < x->files.count; i++)
		code = put_some_files(f, t, x->files.at + i * CK_DIGEST, e);
	return close_file(f, t, CK_EXPORT_FILES, code, e);
}

/* -- the folder -- */

static int take_away(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static enum ck_code sync_folder(const char *path, struct ck_error *e)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool well = fd >= 0 && fsync(fd) == 0;

	if (!well)
		ck_fail(e, CK_IO, "%s cannot be written through: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return well ? CK_OK : CK_IO;
}

static enum ck_code fill(struct folder *f, struct ck_export *x, struct ck_error *e)
{
	unsigned char unused[CK_DIGEST];
	struct ck_error why;
	int64_t records;
	enum ck_code code = ck_tsv_create(f->path, CK_EXPORT_MANIFEST ".new", CK_EXPORT_MANIFEST_COLUMNS, &f->manifest, e),
	             closed;

	if (code == CK_OK)
		code = put_events(f, x, e);
	for (size_t i = 0; code == CK_OK && i < CK_EXPORT_TABLES; i++)
		code = put_table(f, &ck_export_tables[i], e);
	if (code == CK_OK)
		code = put_files(f, x, e);
	closed = ck_tsv_close(f->manifest, &records, unused, &why);
	if (code == CK_OK && closed != CK_OK)
		*e = why;
	return code == CK_OK ? closed : code;
}

static enum ck_code name_manifest(const struct folder *f, struct ck_error *e)
{
	struct ck_buffer from = {0}, to = {0};
	enum ck_code code = sync_folder(f->path, e);

	ck_buffer_printf(&from, "%s/%s.new.tsv", f->path, CK_EXPORT_MANIFEST);
	ck_buffer_printf(&to, "%s/%s.tsv", f->path, CK_EXPORT_MANIFEST);
	if (code == CK_OK && rename(from.text, to.text) != 0)
		code = ck_fail(e, CK_IO, "%s cannot be written: %s", to.text, strerror(errno));
	ck_buffer_free(&from);
	ck_buffer_free(&to);
	return code == CK_OK ? sync_folder(f->path, e) : code;
}

enum ck_code ck_export_folder(struct ck_store *s, const struct ck_selection *selection, const char *folder,
                              struct ck_export_counts *counts, struct ck_error *e)
{
	struct folder f = {.path = folder, .store = s};
	struct ck_export x = {.store = s, .selection = selection, .put = put_record, .to = &f};
	enum ck_code code;

	*counts = (struct ck_export_counts){0};
	if (mkdir(folder, 0700) != 0)
		return errno == EEXIST ? ck_fail(e, CK_REFUSED, "the folder %s is there already", folder)
		                       : ck_fail(e, errno == EACCES || errno == EROFS ? CK_DENIED : CK_IO,
		                                 "the folder %s cannot be made: %s", folder, strerror(errno));
	code = fill(&f, &x, e);
	if (code == CK_OK)
		code = name_manifest(&f, e);
	if (code != CK_OK)
		nftw(folder, take_away, 16, FTW_DEPTH | FTW_PHYS);
	*counts = x.counts;
	ck_export_end(&x);
	return code;
}
