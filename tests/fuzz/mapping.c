/* mapping: the reader of mappings, the input being one; where it is one, a header is bound to it and rows go
 * through it. Now and then the input's words are a sample for a guess. */
#include <sys/mman.h>
#include <unistd.h>

#include "clock.h"
#include "fuzz.h"
#include "mapping.h"

#define COLUMNS 8
static const char *const header[COLUMNS] = {"Номер", "Дата подачи", "Сумма", "Итог", "Фамилия", "Имя", "№", "Примечание"};
static const char *const values[] = {"", "17/2019", "01.02.2019", "43497,5", "2019-02-01 10:00", "1 234,56", "12\u00A0500,00 тг", "-",
                                     "Удовлетворено", "отказано ", "Итого:", " \u00A0", "Құнанбаев", "n/a", "99999999999999999999", "x"};
#define VALUES (sizeof values / sizeof values[0])

static struct ck_guess *guess;
static char path[64];
static int file = -1;

static const char *any_value(void)
{
	size_t i = fuzz_below(VALUES + 2);

	return i < VALUES ? values[i] : i == VALUES ? fuzz.input + fuzz_below(fuzz.length + 1) : NULL;
}

static void one_row(const struct ck_mapping *m)
{
	const char *row[COLUMNS];
	struct ck_fields fields = {0};
	struct ck_error e = {0};
	bool skip = false;
	ck_time time;

	for (size_t i = 0; i < COLUMNS; i++)
		row[i] = any_value();
	enum ck_code code = ck_mapping_apply(m, row, COLUMNS, &fields, &skip, &e);
	FUZZ_MUST(code == CK_OK || (code == CK_BADDATA && e.text[0] != '\0'));
	for (size_t i = 0; code == CK_OK && i < fields.count; i++)
		FUZZ_MUST(fields.at[i].name[0] != '\0' && fields.at[i].value[0] != '\0');
	const char *registered = ck_fields_get(&fields, "registered");
	if (code == CK_OK && registered != NULL && strstr(fuzz.input, "dd.mm.yyyy|excel") != NULL && !strstr(fuzz.input, "constant"))
		FUZZ_MUST(ck_time_parse(registered, NULL, &time, &e) == CK_OK);
	ck_fields_free(&fields);
}

static void see(void)
{
	const char *row[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++)
		row[i] = any_value();
	ck_guess_see(guess, row, COLUMNS);
}

static enum ck_code count_rule(void *to, const struct ck_fields *out, struct ck_error *e)
{
	(void)e;
	FUZZ_MUST(ck_fields_has(out, "rule") && ck_fields_has(out, "evidence"));
	++*(size_t *)to;
	return CK_OK;
}

static void one(void)
{
	struct ck_mapping *m = NULL;
	struct ck_error e = {0};

	FUZZ_MUST(ftruncate(file, 0) == 0 && pwrite(file, fuzz.input, fuzz.length, 0) == (ssize_t)fuzz.length);
	enum ck_code code = ck_mapping_read(path, &m, &e);
	FUZZ_MUST((code == CK_OK && m != NULL) || (code == CK_CONFIG && m == NULL && e.text[0] != '\0'));
	if (code == CK_OK) {
		code = ck_mapping_bind(m, header, COLUMNS, &e);
		FUZZ_MUST(code == CK_OK || (code == CK_BADDATA && e.text[0] != '\0'));
		for (int i = 0; code == CK_OK && i < 4; i++)
			one_row(m);
	}
	ck_mapping_free(m);
	if (guess != NULL && fuzz.number % 64 == 0)
		see();
}

int main(int argc, char **argv)
{
	struct ck_error e;
	size_t rules = 0;

	file = memfd_create("mapping", MFD_CLOEXEC);
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	if (file < 0 || ck_guess_new("share/mapping/aliases.tsv", header, COLUMNS, &guess, &e) != CK_OK)
		return 70;
	int code = fuzz_run(argc, argv, 0, one);
	if (code == 0 && (ck_guess_print(guess, count_rule, &rules, &e) != CK_OK || rules < COLUMNS))
		code = 1;
	ck_guess_free(guess);
	close(file);
	return code;
}
