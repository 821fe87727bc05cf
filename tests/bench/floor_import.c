/* floor_import: less than any import of such rows can do. What lies finished in the store is copied by SQLite page by page
 * into a new file and gets the same indexes; the rows are split where they lie, and as many bytes are hashed as their
 * events have, many chains side by side. Nothing is judged, looked up, kept from a crash or held against what is there.
 * Prints the seconds of its parts: copy, indexes, splitting, hashing.
 * usage: floor_import STORE COPY FILE */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "digest.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* -- the store's part -- */

static void run(sqlite3 *db, const char *sql)
{
	char *why;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK)
		return;
	fprintf(stderr, "floor_import: %s\n", why);
	exit(1);
}

/* All that the finished store's schema has of the kind is made for the two tables. */
static int make(void *db, int columns, char **sql, char **names)
{
	(void)columns;
	(void)names;
	run(db, sql[0]);
	return 0;
}

static void make_all(sqlite3 *db, const char *kind)
{
	char sql[256];

	snprintf(sql, sizeof sql, "SELECT sql FROM old.sqlite_schema WHERE type = '%s' AND tbl_name IN ('event', 'cases')", kind);
	if (sqlite3_exec(db, sql, make, db, NULL) != SQLITE_OK)
		exit(1);
}

static void copy(const char *store, const char *to, double *copied, double *indexed)
{
	sqlite3 *db;
	double started = now();
	char *attach = sqlite3_mprintf("ATTACH %Q AS old", store);

	if (sqlite3_open(to, &db) != SQLITE_OK)
		exit(1);
	/* What is sorted goes to a file, as it must where memory is bounded. */
	run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA temp_store = FILE");
	run(db, attach);
	run(db, "BEGIN");
	make_all(db, "table");
	run(db, "INSERT INTO main.event SELECT * FROM old.event; INSERT INTO main.cases SELECT * FROM old.cases");
	*copied = now() - started;
	started = now();
	make_all(db, "index");
	run(db, "COMMIT");
	*indexed = now() - started;
	sqlite3_free(attach);
	sqlite3_close(db);
}

/* -- the rows' part -- */

enum { FIELDS = 12, AT_ONCE = 4096, EVENTS = 4 };
/* The bytes of a canonical form (ledger(5)), about: of the event that opens a case, and of each of the others. */
enum { LONG = 460, SHORT = 280 };

struct field {
	const char *at;
	size_t n;
};

static const char *after_quotes(const char *p, const char *end)
{
	for (p++; p < end; p++)
		if (*p == '"' && (++p >= end || *p != '"'))
			break;
	return p;
}

/* The fields of a row; where the next begins. */
static const char *split(const char *p, const char *end, struct field *field)
{
	for (int i = 0;; i++) {
		const char *from = p;

		if (p < end && *p == '"')
			p = after_quotes(p, end);
		while (p < end && *p != ',' && *p != '\n')
			p++;
		if (i < FIELDS)
			field[i] = (struct field){from, (size_t)(p - from)};
		if (p >= end || *p++ == '\n')
			return p;
	}
}

static void hash_chains(const struct field *rows, size_t count)
{
	static unsigned char form[AT_ONCE][LONG], digest[AT_ONCE][CK_DIGEST];
	static struct ck_message messages[AT_ONCE];

	for (int k = 0; k < EVENTS; k++) {
		for (size_t i = 0; i < count; i++) {
			if (k == 0)
				memcpy(form[i], rows[i].at, rows[i].n < LONG ? rows[i].n : LONG);
			else
				memcpy(form[i], digest[i], CK_DIGEST);
			messages[i] = (struct ck_message){form[i], k == 0 ? LONG : SHORT, digest[i]};
		}
		ck_digest_many(messages, count);
	}
}

static size_t read_rows(const char *p, const char *end, double *hashed)
{
	static struct field rows[AT_ONCE];
	struct field field[FIELDS];
	size_t n = 0, all = 0;

	p = split(p, end, field);
	while (p < end) {
		const char *next = split(p, end, field);
		double started;

		rows[n++] = (struct field){field[0].at, (size_t)(next - p)};
		p = next;
		if (n < AT_ONCE && p < end)
			continue;
		started = now();
		hash_chains(rows, n);
		*hashed += now() - started;
		all += n;
		n = 0;
	}
	return all;
}

int main(int argc, char **argv)
{
	int file = argc == 4 ? open(argv[3], O_RDONLY) : -1;
	struct stat about;
	const char *bytes;
	double copied, indexed, begun, hashed = 0;
	size_t rows;

	if (file < 0 || fstat(file, &about) != 0)
		return 1;
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	copy(argv[1], argv[2], &copied, &indexed);
	bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	if (bytes == MAP_FAILED)
		return 1;
	begun = now();
	rows = read_rows(bytes, bytes + about.st_size, &hashed);
	printf("%.3f\t%.3f\t%.3f\t%.3f\t%zu\n", copied, indexed, now() - begun - hashed, hashed, rows);
	close(file);
	return 0;
}
