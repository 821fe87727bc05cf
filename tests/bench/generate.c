/* generate: old records as an office's spreadsheet has them, the same for the same seed: Cyrillic names, IINs with their
 * check digit, a note in quotes in one row of nine, one row of a hundred bad in one of five ways. Says on standard error
 * how many are bad. As JSON it makes tasks of the same rows, none of them bad.
 * usage: generate ROWS [SEED [FIRST-NUMBER [csv | json]]] */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const stems[] = {
    "Ахмет", "Әбдірахман", "Бекмұрат", "Досжан", "Ермек", "Жұмабай", "Иван", "Қасым", "Құрман", "Мұқан", "Нұрлан", "Оспан",
    "Петр", "Рахым", "Сәрсен", "Сергей", "Тәжібай", "Тілеген", "Үсен", "Хасен", "Шәріп", "Ысқақ", "Ізбас", "Юсуп",
};
static const char *const men[] = {
    "Асқар", "Бауыржан", "Дәурен", "Ерлан", "Иван", "Қайрат", "Мұрат", "Нұржан", "Пётр", "Тимур", "Шыңғыс", "Ілияс",
};
static const char *const women[] = {
    "Айгүл", "Әйгерім", "Гүлнәр", "Жанар", "Зәуре", "Ләззат", "Мәдина", "Ольга", "Роза", "Сәуле", "Ұлжан", "Фатима",
};
static const char *const clerks[] = {
    "Петрова Г.С.", "Сәрсенова Ә.Н.", "Қасымов Б.Т.", "Юсупова Р.К.", "Оспанов Д.М.", "Тілегенова Ж.Қ.", "Иванов П.П.",
};
static const char *const notes[] = {
    "Табыс анықтамасы, \"толық емес\"", "Справка о доходах, \"неполная\"", "Өтініш қайталанды, \"2-ші рет\"",
};
#define ONE_OF(list) (list)[below(sizeof(list) / sizeof *(list))]

static uint64_t state;

static uint64_t draw(void) /* splitmix64 */
{
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static unsigned below(size_t n)
{
	return (unsigned)((draw() >> 32) * n >> 32);
}

/* 10: a number that begins so has no check digit. */
static int check_digit(const char *stem)
{
	int sum = 0, second = 0;

	for (int i = 0; i < 11; i++) {
		sum += (stem[i] - '0') * (i + 1);
		second += (stem[i] - '0') * (i < 9 ? i + 3 : i - 8);
	}
	return sum % 11 < 10 ? sum % 11 : second % 11;
}

static void make_iin(char iin[32], bool man)
{
	int check;

	do {
		snprintf(iin, 32, "%02u%02u%02u%u%04u", 40 + below(60), 1 + below(12), 1 + below(28), man ? 3U : 4U, below(10000));
		check = check_digit(iin);
	} while (check == 10);
	iin[11] = (char)('0' + check);
	iin[12] = '\0';
}

enum fault { NONE, NO_SUCH_DAY, NO_SUCH_SERVICE, NO_SUCH_OFFICE, NO_SUCH_OUTCOME, DECIDED_BEFORE, FAULTS };
struct row {
	char number[48], iin[32], name[256];
	const char *clerk, *note;
	unsigned year, month, registered, assigned, decided, issued;
	bool granted;
	enum fault fault;
};

static void make_row(struct row *r, uint64_t i, uint64_t rows, uint64_t first)
{
	bool man = below(2) == 0;

	r->year = 2018 + (unsigned)(i * 7 / rows);
	snprintf(r->number, sizeof r->number, "%" PRIu64 "/%u", first + i, r->year);
	make_iin(r->iin, man);
	snprintf(r->name, sizeof r->name, "%s%s %s %s%s", ONE_OF(stems), man ? "ов" : "ова", man ? ONE_OF(men) : ONE_OF(women),
	         ONE_OF(stems), man ? "ұлы" : "қызы");
	r->month = 1 + below(12);
	r->registered = 1 + below(10);
	r->assigned = r->registered + below(3);
	r->decided = r->assigned + 3 + below(7);
	r->issued = r->decided + below(5);
	r->clerk = ONE_OF(clerks);
	r->granted = below(10) < 7;
	r->note = below(9) == 0 ? ONE_OF(notes) : "";
	r->fault = below(100) == 0 ? 1 + below(FAULTS - 1) : NONE;
}

static void put_quoted(const char *text, const char *escaped)
{
	putchar_unlocked('"');
	for (; *text != '\0'; text++)
		if (*text == '"')
			fputs_unlocked(escaped, stdout);
		else
			putchar_unlocked(*text);
	putchar_unlocked('"');
}

static void put_csv(const struct row *r)
{
	unsigned year = r->fault == DECIDED_BEFORE ? r->year - 1 : r->year;

	printf("%s,%s,%s,%s,%s,", r->number, r->fault == NO_SUCH_SERVICE ? "wheelchairs" : "wheelchair",
	       r->fault == NO_SUCH_OFFICE ? "XX" : "ALM", r->iin, r->name);
	if (r->fault == NO_SUCH_DAY)
		printf("%u-02-31,", r->year);
	else
		printf("%u-%02u-%02u,", r->year, r->month, r->registered);
	printf("%u-%02u-%02u,%s,%u-%02u-%02u,%s,%u-%02u-%02u,", r->year, r->month, r->assigned, r->clerk, year, r->month,
	       r->decided, r->fault == NO_SUCH_OUTCOME ? "maybe" : r->granted ? "granted" : "refused", r->year, r->month,
	       r->issued);
	if (r->note[0] != '\0')
		put_quoted(r->note, "\"\"");
	putchar_unlocked('\n');
}

static void put_json(const struct row *r)
{
	printf("{\"description\":\"%s\",\"status\":\"completed\",\"project\":\"wheelchair\",\"entry\":\"%u%02u%02uT000000Z\","
	       "\"end\":\"%u%02u%02uT000000Z\",\"number\":\"%s\",\"office\":\"ALM\",\"applicant\":\"%s\",\"responsible\":\"%s\","
	       "\"outcome\":\"%s\"", r->name, r->year, r->month, r->registered, r->year, r->month, r->issued, r->number, r->iin,
	       r->clerk, r->granted ? "granted" : "refused");
	if (r->note[0] != '\0') {
		fputs_unlocked(",\"note\":", stdout);
		put_quoted(r->note, "\\\"");
	}
	fputs_unlocked("}\n", stdout);
}

int main(int argc, char **argv)
{
	uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 0, first = argc > 3 ? strtoull(argv[3], NULL, 10) : 1, bad = 0;
	bool json = argc > 4 && strcmp(argv[4], "json") == 0;

	if (rows == 0)
		return 64;
	state = argc > 2 ? strtoull(argv[2], NULL, 10) : 7;
	if (!json)
		puts("number,service,office,applicant,name,registered,assigned,responsible,decided,outcome,issued,note");
	for (uint64_t i = 0; i < rows; i++) {
		struct row r;

		make_row(&r, i, rows, first);
		bad += r.fault != NONE;
		if (json)
			put_json(&r);
		else
			put_csv(&r);
	}
	fprintf(stderr, "%" PRIu64 "\n", bad);
	return fflush(stdout) != 0;
}
