/* mapping: how the columns of somebody's old file become ours. A mapping is a file of records (mapping(5)):
 *
 *   rule      theirs                ours          means        pattern
 *   column    Дата подачи           registered                 dd.mm.yyyy      a column of theirs is one of ours
 *   value     Удовлетворено         outcome       granted                      their word for a value of ours
 *   constant                        service       wheelchair                   a column of ours that their file lacks
 *   ignore    Примечание 2                                                     a column of theirs that means nothing
 *   unknown                                       refuse                       other columns: refuse, ignore, keep (as x_…)
 *   skip      №                                   ИТОГО*                       rows whose column reads so are no records
 *   empty                           applicant     -                            their way to leave a value empty
 *
 * What a row says beyond rule, theirs and ours stands in means (of a column: in pattern); a column `evidence` is for people.
 * Several columns of theirs may be one of ours where that is a text or a time (name from three columns): joined by a blank
 * in the order of the rules. A column with value rules has no other values; theirs `*` stands for every other one, means
 * `*` for itself. Header names and words are compared as ck_text_fold has them; blanks at the ends of a value are dropped.
 *
 * Patterns of dates: yyyy-mm-dd, dd.mm.yyyy, dd.mm.yy (with the first year of its century: dd.mm.yy/1950), dd/mm/yyyy,
 * mm/dd/yyyy, yyyymmdd, excel (serials of 1900), excel-1904; several, separated by |, are tried, and a value that fits two
 * of them with different days is refused; a value may go on with a time h:mm or h:mm:ss, and must where its pattern ends
 * in " hh:mm". No pattern: as it stands, ISO 8601. Patterns of sums: 1234.56, 1234,56, "1 234,56" and "1 234.56" (blanks
 * and no-break blanks between thousands), 1,234.56. */
#ifndef CK_MAPPING_H
#define CK_MAPPING_H

#include "clock.h"
#include "fields.h"
#include "record.h"

struct ck_mapping;
/* Reads a mapping file. CK_NOINPUT; CK_CONFIG with file and line: an unknown rule, column, pattern; a column twice. */
enum ck_code ck_mapping_read(const char *path, struct ck_mapping **m, struct ck_error *e);
/* The mapping of a file that has our own names already: every column as it is, unknown columns refused. */
struct ck_mapping *ck_mapping_plain(void);
void ck_mapping_free(struct ck_mapping *m);  /* NULL is allowed */

/* Binds the mapping to a file's header. CK_BADDATA, with the columns: theirs that is not in the header, or is twice; a column
 * of the header that no rule names where unknown=refuse. */
enum ck_code ck_mapping_bind(struct ck_mapping *m, const char *const *names, size_t count, struct ck_error *e);
/* After binding: our names, in the order in which ck_mapping_values fills them. They live as long as m. */
size_t ck_mapping_names(const struct ck_mapping *m, const char *const **names);
/* One row: values as they stand in the file, in the header's order (NULL or "" = empty). *skip: no record (it is empty, or
 * a rule says so). out[i] gets the value of our name i, NULL = absent: dates and times ISO 8601 without an offset, sums in
 * tenge with a point (both as they stand, and not checked, where the rule has no pattern). Valid until the next call, and
 * no longer than values. CK_BADDATA with our column, their value and the rule in the text. */
enum ck_code ck_mapping_values(const struct ck_mapping *m, const char *const *values, size_t count, const char **out,
                               bool *skip, struct ck_error *e);
/* The same as fields, without the absent ones. They are lent: names and values stay where they are. */
enum ck_code ck_mapping_apply(const struct ck_mapping *m, const char *const *values, size_t count,
                              struct ck_fields *out, bool *skip, struct ck_error *e);

/* -- single readers, for values of every kind (also what tests/fuzz feeds) -- */
/* False with *fault, why not, which may be shown. *second is -1 where there is no time. */
bool ck_date_read(const char *text, const char *patterns, ck_day *day, int *second, const char **fault);
bool ck_sum_read(const char *text, const char *patterns, int64_t *tiyn, const char **fault);

/* -- guessing a first mapping -- */
struct ck_guess;
/* aliases: a file of records `ours means part alias` (share/mapping/aliases.tsv): header names in Kazakh, Russian, English;
 * with means, words for a value; ours is also ignore, skip, empty. */
#define CK_GUESS_COLUMNS "rule theirs ours means pattern evidence"
enum ck_code ck_guess_new(const char *aliases, const char *const *names, size_t count, struct ck_guess **g,
                          struct ck_error *e);
void ck_guess_see(struct ck_guess *g, const char *const *values, size_t count);  /* a row of the sample */
/* The mapping's records, CK_GUESS_COLUMNS, with evidence in words: "the header is an alias of registered; 1000 of 1000 rows
 * have it; 998 as dd.mm.yyyy; 2 as excel". What only a person knows is left out so that ck_mapping_read refuses. */
enum ck_code ck_guess_print(const struct ck_guess *g,
                            enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                            struct ck_error *e);
void ck_guess_free(struct ck_guess *g);

#endif
