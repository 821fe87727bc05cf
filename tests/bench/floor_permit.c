/* floor_permit: as little as a program can do that looks a permit up, or those that end soon: no options, no locale, no zone.
 * What casekit's commands cost more than this is what they do more.
 * usage: floor_permit STORE one ID | floor_permit STORE ending DAY MOST */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char one[] = "SELECT * FROM permit WHERE id = $1";
static const char ending[] = "SELECT * FROM permit WHERE until >= $1 AND until <= $1 + 30 AND revoked IS NULL AND next = 0 "
                             "ORDER BY until, id LIMIT $2";

static void print_row(sqlite3_stmt *st)
{
	for (int i = 0; i < sqlite3_column_count(st); i++) {
		const char *text = (const char *)sqlite3_column_text(st, i);

		if (i > 0)
			putchar_unlocked('\t');
		fputs_unlocked(text ? text : "", stdout);
	}
	putchar_unlocked('\n');
}

int main(int argc, char **argv)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int result;

	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (argc < 4 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, strcmp(argv[2], "ending") == 0 ? ending : one, -1, &st, NULL) != SQLITE_OK ||
	    sqlite3_bind_int64(st, 1, strtoll(argv[3], NULL, 10)) != SQLITE_OK ||
	    (argc > 4 && sqlite3_bind_int64(st, 2, strtoll(argv[4], NULL, 10)) != SQLITE_OK))
		return 1;
	while ((result = sqlite3_step(st)) == SQLITE_ROW)
		print_row(st);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return result != SQLITE_DONE || fflush(stdout) != 0;
}
