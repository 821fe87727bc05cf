/* floor: as little as a program can do that reads the store: no options, no locale, no procedure, no zone. What
 * casekit's commands cost more than this is what they do more.
 * usage: floor STORE history FIRST-ID | floor STORE due SECONDS */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char history[] = "SELECT * FROM event LEFT JOIN stamp ON no = stamp WHERE id >= $1 AND id < $1 + 32768 ORDER BY id";
static const char due[] = "SELECT c.*, p.* FROM cases c CROSS JOIN procedure p WHERE p.no = c.procedure "
                          "AND c.deadline < $1 AND c.next_step <> '' ORDER BY c.deadline, c.id LIMIT 50";

static void print_row(sqlite3_stmt *st)
{
	for (int i = 0; i < sqlite3_column_count(st); i++) {
		const char *text = sqlite3_column_type(st, i) == SQLITE_BLOB ? "(bytes)" : (const char *)sqlite3_column_text(st, i);

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
	if (argc != 4 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, strcmp(argv[2], "due") == 0 ? due : history, -1, &st, NULL) != SQLITE_OK ||
	    sqlite3_bind_int64(st, 1, strtoll(argv[3], NULL, 10)) != SQLITE_OK)
		return 1;
	while ((result = sqlite3_step(st)) == SQLITE_ROW)
		print_row(st);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return result != SQLITE_DONE || fflush(stdout) != 0;
}
