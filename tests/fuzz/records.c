/* records: the reader of records, in some encodings and with names of both kinds. It ends, it tells lines and
 * bytes as they are, and what it gives is text. */
#include "fuzz.h"
#include "record.h"

/* Of every sixteen inputs one: to open a decoder takes longer than to read a short file. */
static const char *const encodings[] = {"RK1048", "CP1251", "UTF-16", "KOI8-R"};

static bool holds(const char *raw, size_t n)
{
	return n == 0 || memmem(fuzz.input, fuzz.length, raw, n) != NULL;
}

static void check_record(const struct ck_record *record, size_t columns, size_t line)
{
	FUZZ_MUST(record->first_line > line && record->last_line >= record->first_line);
	FUZZ_MUST(record->raw_length > 0 && holds(record->raw, record->raw_length));
	if (record->fields == NULL)
		return;
	FUZZ_MUST(record->fields->count <= columns);
	for (size_t i = 0; i < record->fields->count; i++) {
		const char *value = record->fields->at[i].value;
		size_t n = strlen(value);
		FUZZ_MUST(n > 0 && n <= 3 * fuzz.length && ck_utf8_valid(value, n) == n);
	}
}

static void read_all(struct ck_reader *r)
{
	const char *const *names;
	size_t columns = ck_reader_columns(r, &names), length, line = 1, records = 0;
	struct ck_record record;
	bool broken = false;
	struct ck_error e;

	for (size_t i = 0; i < columns; i++)
		FUZZ_MUST(ck_utf8_valid(names[i], strlen(names[i])) == strlen(names[i]));
	const char *raw = ck_reader_header_raw(r, &length);
	FUZZ_MUST(holds(raw, length));
	while (!broken) {
		enum ck_code code = ck_reader_next(r, &record, &broken, &e);
		FUZZ_MUST(code == CK_OK || (code == CK_BADDATA && e.text[0] != '\0'));
		FUZZ_MUST(records++ <= fuzz.length);
		if (code == CK_OK && record.fields == NULL)
			break;
		if (!broken) {
			check_record(&record, columns, line);
			line = record.last_line;
		}
	}
}

static void one(void)
{
	struct ck_reader_options options = {.name = "input", .any_names = fuzz.number % 3 == 0};
	struct ck_reader *r = NULL;
	struct ck_error e;

	if (fuzz.number % 16 == 0)
		options.encoding = encodings[fuzz.number / 16 % 4];
	if (fuzz.length == 0)
		return; /* a stream in memory cannot be empty */
	FILE *from = fmemopen(fuzz.input, fuzz.length, "r");
	FUZZ_MUST(from != NULL);
	enum ck_code code = ck_reader_open(from, &options, &r, &e);
	FUZZ_MUST(code == CK_OK || (code == CK_BADDATA && e.text[0] != '\0' && r == NULL));
	if (code == CK_OK)
		read_all(r);
	ck_reader_free(r);
}

int main(int argc, char **argv)
{
	return fuzz_run(argc, argv, 0, one);
}
