/* native_folder: a folder that casekit exported. What its manifest says of each file is held against the file before
 * anything is taken. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "native_priv.h"
#include "record.h"

enum { EVENTS = CK_EXPORT_TABLES, FILES, PARTS };  /* after the tables */

struct part {                          /* a file of the folder, as the manifest has it */
	bool there;
	int64_t records;
	unsigned char digest[CK_DIGEST];
};
#define TOLD_EVERY 1024                 /* records */

struct folder {
	struct ck_native *native;
	const char *path;
	struct part part[PARTS];
	void (*told)(void *to, int64_t done, int64_t of);
	void *to;
	int64_t done, of;              /* records */
};

static const char *name_of(size_t part)
{
	return part == EVENTS ? CK_EXPORT_EVENTS : part == FILES ? CK_EXPORT_FILES : ck_export_tables[part].name;
}

static const char *columns_of(size_t part)
{
	return part == EVENTS ? CK_EXPORT_COLUMNS : part == FILES ? CK_EXPORT_FILES_COLUMNS : ck_export_tables[part].columns;
}

static void path_of(const struct folder *f, size_t part, struct ck_buffer *path)
{
	ck_buffer_empty(path);
	ck_buffer_printf(path, "%s/%s.tsv", f->path, name_of(part));
}

/* -- the manifest -- */

static size_t find_part(const char *file)
{
	size_t part = 0;

	for (; part < PARTS; part++) {
		size_t n = strlen(name_of(part));

		if (strncmp(file, name_of(part), n) == 0 && strcmp(file + n, ".tsv") == 0)
			break;
	}
	return part;
}

static enum ck_code take_entry(void *to, const struct ck_fields *row, struct ck_error *e)
{
	struct folder *f = to;
	struct part *p;
	size_t part;
	int64_t version;

	if (ck_fields_need(row, CK_EXPORT_MANIFEST_COLUMNS, e) != CK_OK)
		return e->code;
	part = find_part(ck_fields_get(row, "file"));
	if (part == PARTS)
		return ck_fail(e, CK_BADDATA, "no file of an export: \"%.60s\"", ck_fields_get(row, "file"));
	p = &f->part[part];
	if (!ck_text_number(ck_fields_get(row, "version"), &version) || version != CK_EXPORT_VERSION)
		return ck_fail(e, CK_BADDATA, "%s.tsv is of version \"%.20s\"; this casekit knows version %d", name_of(part),
		               ck_fields_get(row, "version"), CK_EXPORT_VERSION);
	if (p->there)
		return ck_fail(e, CK_BADDATA, "%s.tsv is there twice", name_of(part));
	if (!ck_text_number(ck_fields_get(row, "records"), &p->records) ||
	    !ck_native_hash(ck_fields_get(row, "digest"), p->digest))
		return ck_fail(e, CK_BADDATA, "%s.tsv has no count of records, or no SHA-256", name_of(part));
	p->there = true;
	return CK_OK;
}

static enum ck_code read_manifest(struct folder *f, struct ck_error *e)
{
	enum ck_code code = ck_record_file(f->path, CK_EXPORT_MANIFEST ".tsv", take_entry, f, e);

	if (code == CK_NOINPUT)
		return ck_fail(e, code, "%s has no %s.tsv: it is no export, or one that did not come to its end", f->path,
		               CK_EXPORT_MANIFEST);
	if (code == CK_CONFIG)
		e->code = code = CK_BADDATA;
	for (size_t i = 0; code == CK_OK && i < PARTS; i++)
		if (!f->part[i].there)
			code = ck_fail(e, CK_BADDATA, "%s/%s.tsv does not name %s.tsv", f->path, CK_EXPORT_MANIFEST, name_of(i));
	return code;
}

static enum ck_code digest_file(const char *path, unsigned char digest[CK_DIGEST], struct ck_error *e)
{
	static char block[1 << 16];
	struct ck_sha256 sum;
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return ck_fail(e, CK_NOINPUT, "%s: %s", path, strerror(errno));
	ck_sha256_start(&sum);
	while ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			ck_sha256_put(&sum, block, (size_t)n);
	if (n < 0)
		ck_fail(e, CK_IO, "%s: %s", path, strerror(errno));
	close(fd);
	ck_sha256_end(&sum, digest);
	return n < 0 ? CK_IO : CK_OK;
}

static enum ck_code verify_files(struct folder *f, struct ck_error *e)
{
	struct ck_buffer path = {0};
	unsigned char digest[CK_DIGEST];
	enum ck_code code = CK_OK;

	for (size_t i = 0; code == CK_OK && i < PARTS; i++) {
		path_of(f, i, &path);
		code = digest_file(path.text, digest, e);
		if (code == CK_OK && memcmp(digest, f->part[i].digest, CK_DIGEST) != 0)
			code = ck_fail(e, CK_REFUSED, "%s is not as it was exported: its SHA-256 is not that of the manifest",
			               path.text);
	}
	ck_buffer_free(&path);
	return code;
}

/* -- a file's records -- */

struct source {
	struct folder *folder;
	size_t part;
	size_t line;                   /* of the record in hand; what is wrong may be of another */
	enum ck_code (*take)(struct source *s, const char *const *values, struct ck_error *e);
};

static enum ck_code is_our_header(struct ck_reader *r, const char *columns, struct ck_error *e)
{
	const char *const *names;
	struct ck_buffer have = {0};
	size_t n = ck_reader_columns(r, &names);
	bool same;

	ck_buffer_text(&have, "");
	for (size_t i = 0; i < n; i++)
		ck_buffer_printf(&have, "%s%s", i > 0 ? " " : "", names[i]);
	same = strcmp(have.text, columns) == 0;
	ck_buffer_free(&have);
	return same ? CK_OK : ck_fail(e, CK_BADDATA, "the columns are not those of such a file: %s", columns);
}

static enum ck_code say_where(const char *path, size_t line, struct ck_error *e)
{
	struct ck_error why = *e;

	if (line == 0)
		return ck_fail(e, why.code, "%s: %s", path, why.text);
	return ck_fail(e, why.code, "%s:%zu: %s%s%s", path, line, why.column, why.column[0] != '\0' ? ": " : "", why.text);
}

static enum ck_code read_all(struct source *s, struct ck_reader *r, int64_t *records, struct ck_error *e)
{
	struct ck_record record;
	bool broken = false;
	enum ck_code code = CK_OK;

	s->line = 1;
	code = is_our_header(r, columns_of(s->part), e);
	while (code == CK_OK) {
		code = ck_reader_next(r, &record, &broken, e);
		s->line = record.first_line;
		if (code == CK_OK && record.fields == NULL)
			return CK_OK;
		++*records;
		if (code == CK_OK)
			code = s->take(s, ck_reader_values(r), e);
		if (s->folder->done++ % TOLD_EVERY == 0)
			s->folder->told(s->folder->to, s->folder->done, s->folder->of);
	}
	return code;
}

static enum ck_code read_part(struct source *s, struct ck_error *e)
{
	struct ck_buffer path = {0};
	struct ck_reader *r = NULL;
	FILE *from;
	int64_t records = 0;
	enum ck_code code;

	path_of(s->folder, s->part, &path);
	from = fopen(path.text, "re");
	if (from == NULL) {
		code = ck_fail(e, CK_NOINPUT, "%s: %s", path.text, strerror(errno));
	} else {
		const struct ck_reader_options options = {.name = path.text, .own = true};

		code = ck_reader_open(from, &options, &r, e);
		if (code == CK_OK)
			code = read_all(s, r, &records, e);
		if (code != CK_OK)
			say_where(path.text, s->line, e);
		else if (records != s->folder->part[s->part].records)
			code = ck_fail(e, CK_BADDATA, "%s has %lld records, the manifest says %lld", path.text, (long long)records,
			               (long long)s->folder->part[s->part].records);
	}
	ck_reader_free(r);
	ck_buffer_free(&path);
	return code;
}

/* -- the tables -- */

static enum ck_code is_there(struct ck_store *s, const struct ck_export_table *t, const char *const *v, bool *same,
                             struct ck_error *e)
{
	static const char all[] = "tttttttt";
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, t->same, all + CK_EXPORT_WIDEST - strlen(t->types), v[0], v[1], v[2],
	                                   v[3], v[4], v[5], v[6], v[7]);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	*same = ck_result_next(r, e);
	ck_result_end(r);
	return e->code;
}

static enum ck_code take_row(struct source *s, const char *const *values, struct ck_error *e)
{
	static const char all[] = "tttttttt";
	const struct ck_export_table *t = &ck_export_tables[s->part];
	struct ck_store *store = s->folder->native->store;
	const char *v[CK_EXPORT_WIDEST] = {0};
	int64_t number, added = 0;
	bool same = false;
	enum ck_code code = CK_OK;

	for (int i = 0; t->types[i] != '\0'; i++) {
		v[i] = values[i];
		if (t->types[i] != 't' && !(t->types[i] == 'n' && v[i][0] == '\0') && !ck_text_number(v[i], &number))
			return ck_fail(e, CK_BADDATA, "value %d, \"%.40s\", is no whole number", i + 1, v[i]);
	}
	if (t->put != CK_SQL_COUNT)
		code = ck_store_do(store, e, &added, t->put, all + CK_EXPORT_WIDEST - strlen(t->types), v[0], v[1], v[2], v[3],
		                   v[4], v[5], v[6], v[7]);
	if (code != CK_OK || added > 0)
		return code;
	code = is_there(store, t, v, &same, e);
	if (code != CK_OK || same)
		return code;
	if (t->put == CK_SQL_COUNT)
		return ck_fail(e, CK_REFUSED, "the exported store has the setting \"%.40s\", this one has not: make one with "
		               "store-init --%.40s", v[0], v[0]);
	return ck_fail(e, CK_REFUSED, "the store has another row in its place in %s", t->name);
}

/* A setting that the exported store had not. */
static enum ck_code no_other_setting(const struct folder *f, struct ck_error *e)
{
	struct ck_result *r;
	char last[40] = "";
	int64_t count = 0;
	enum ck_code code = ck_store_query(f->native->store, &r, e, CK_SQL_ALL_SETTINGS, "");

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e)) {
		snprintf(last, sizeof last, "%s", ck_result_text(r, 0));
		count++;
	}
	ck_result_end(r);
	if (e->code == CK_OK && count != f->part[0].records)
		return ck_fail(e, CK_REFUSED, "this store has the setting \"%s\", the exported one has not", last);
	return e->code;
}

/* -- events and attached files -- */

static enum ck_code take_event(struct source *s, const char *const *values, struct ck_error *e)
{
	struct ck_native *n = s->folder->native;
	enum ck_code code = ck_native_record(n, values, s->line, e);

	if (code != CK_OK)
		s->line = n->line;
	return code;
}

static enum ck_code read_content(const char *path, size_t size, struct ck_buffer *b, struct ck_error *e)
{
	static char block[1 << 16];
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return ck_fail(e, CK_NOINPUT, "%s: %s", path, strerror(errno));
	while (b->length <= size && ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR)))
		if (n > 0)
			ck_buffer_put(b, block, (size_t)n);
	if (n < 0)
		ck_fail(e, CK_IO, "%s: %s", path, strerror(errno));
	close(fd);
	return n < 0 ? CK_IO : CK_OK;
}

static enum ck_code take_file(struct source *s, const char *const *values, struct ck_error *e)
{
	struct ck_buffer path = {0}, content = {0};
	unsigned char said[CK_DIGEST], is[CK_DIGEST];
	int64_t size;
	enum ck_code code;

	if (!ck_native_hash(values[0], said) || !ck_text_number(values[1], &size) || size < 0)
		return ck_fail(e, CK_BADDATA, "no digest and size of a file");
	ck_buffer_printf(&path, "%s/%s/%s", s->folder->path, CK_EXPORT_FILES_FOLDER, values[0]);
	code = read_content(path.text, (size_t)size, &content, e);
	ck_digest(is, content.text == NULL ? "" : content.text, content.length);
	if (code == CK_OK && (content.length != (size_t)size || memcmp(is, said, CK_DIGEST) != 0))
		code = ck_fail(e, CK_REFUSED, "%s is not as it was attached: its SHA-256 is not its name", path.text);
	if (code == CK_OK)
		code = ck_store_do(s->folder->native->store, e, NULL, CK_SQL_FILE_PUT, "bib", (const void *)said,
		                   (size_t)CK_DIGEST, size, content.text == NULL ? "" : content.text, content.length);
	ck_buffer_free(&path);
	ck_buffer_free(&content);
	return code;
}

/* -- the whole -- */

static enum ck_code take_all(struct folder *f, struct ck_error *e)
{
	const char *names[CK_EXPORT_VALUES];
	char columns[] = CK_EXPORT_COLUMNS, *rest = columns;
	struct source s = {.folder = f, .take = take_row};
	enum ck_code code = CK_OK;

	for (s.part = 0; code == CK_OK && s.part < CK_EXPORT_TABLES; s.part++) {
		code = read_part(&s, e);
		if (code == CK_OK && s.part == 0)
			code = no_other_setting(f, e);
	}
	for (int i = 0; i < CK_EXPORT_VALUES; i++)
		names[i] = strsep(&rest, " ");
	if (code == CK_OK)
		code = ck_native_header(f->native, names, CK_EXPORT_VALUES, e);
	s.part = EVENTS;
	s.take = take_event;
	if (code == CK_OK)
		code = read_part(&s, e);
	s.part = FILES;
	s.take = take_file;
	return code == CK_OK ? read_part(&s, e) : code;
}

enum ck_code ck_native_folder(struct ck_native *n, const char *folder, void (*told)(void *to, int64_t done, int64_t of),
                              void *to, struct ck_error *e)
{
	struct folder f = {.native = n, .path = folder, .told = told, .to = to};
	enum ck_code code = read_manifest(&f, e);

	if (code == CK_OK)
		code = verify_files(&f, e);
	for (size_t i = 0; code == CK_OK && i < PARTS; i++)
		f.of += f.part[i].records;
	if (code == CK_OK)
		code = take_all(&f, e);
	n->failed = n->failed || code != CK_OK;
	return code;
}
