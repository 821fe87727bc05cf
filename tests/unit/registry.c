/* Registers: snapshots loaded, found and asked, in the store and in memory; and commands asked, well-behaved and not. */
#include "unit.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "norm.h"
#include "registry.h"

#define FIRST 701111301109
#define SECOND 610202401010
#define THIRD 10203500028
#define FIRM 80440005158
#define OTHER_FIRM 991240000231
#define NOON 1748757600                /* 2025-06-01T11:00:00+05:00 */

static struct ck_error e;
static struct ck_store *store;

static void must(enum ck_code code, const char *what)
{
	if (code != CK_OK)
		printf("Bail out! %s: %s\n", what, e.text), exit(1);
}

static ck_day day(const char *iso)
{
	ck_day d = CK_NODAY;

	ck_day_parse(iso, &d);
	return d;
}

/* What an answer was, in words. */
static const char *told(enum ck_code code)
{
	static char text[900];

	if (code == CK_OK)
		return "ok";
	snprintf(text, sizeof text, "%d %s%s%s", code, e.column, e.column[0] != '\0' ? ": " : "", e.text);
	return text;
}

static void make_store(void)
{
	must(ck_store_create("a.db", &e), "create");
	must(ck_store_open("a.db", CK_STORE_WRITE, 0, &store, &e), "open");
	must(ck_store_begin(store, &e), "begin");
	must(ck_store_do(store, &e, NULL, CK_SQL_CALENDAR_PUT, "itttttt", (int64_t)1, "five", "1111100", "the law",
	                 "Asia/Almaty", "09:00-18:00", "five days"), "calendar");
}

/* -- snapshots -- */

static struct ck_snapshot *begin(const char *registry, const char *as_of, ck_time now)
{
	struct ck_snapshot *snapshot;

	must(ck_snapshot_begin(store, registry, day(as_of), "letter 12", now, &snapshot, &e), "begin");
	return snapshot;
}

static const char *add(struct ck_snapshot *snapshot, const char *id, const char *until, const char *payer,
                       const char *amount)
{
	struct ck_fields row = {0};
	enum ck_code code;

	ck_fields_set(&row, "id", id);
	ck_fields_set(&row, "holds_until", until);
	ck_fields_set(&row, "payer", payer);
	ck_fields_set(&row, "amount", amount);
	code = ck_snapshot_add(snapshot, &row, &e);
	ck_fields_free(&row);
	return told(code);
}

static const char *end(struct ck_snapshot *snapshot)
{
	static char text[80];
	int64_t no, persons;
	enum ck_code code = ck_snapshot_end(snapshot, &no, &persons, &e);

	snprintf(text, sizeof text, "no %" PRId64 ", %" PRId64 " people", no, persons);
	return code == CK_OK ? text : told(code);
}

static void snapshots_are_loaded(void)
{
	struct ck_snapshot *s = begin("disabled", "2025-06-01", NOON), *p = begin("pay", "2025-05-31", NOON);

	CHECK_TEXT(add(s, "701111301109", NULL, NULL, NULL), "ok");
	CHECK_TEXT(add(p, "701111301109", NULL, "080440005158", "1 234,50"), "ok");
	CHECK_TEXT(add(s, "610202401010", "2025-08-31", NULL, NULL), "ok");
	CHECK_TEXT(add(p, "701111301109", NULL, "991240000231", "1"), "ok");
	CHECK_TEXT(add(p, "610202401010", NULL, "991240000231", "0"), "ok");
	CHECK_TEXT(end(s), "no 1, 2 people");
	CHECK_TEXT(end(p), "no 2, 2 people");
}

static void rows_are_refused(void)
{
	struct ck_snapshot *s = begin("disabled", "2025-06-01", NOON + 1), *p = begin("pay", "2025-06-01", NOON + 1);

	CHECK_TEXT(add(s, NULL, NULL, NULL, NULL), "65 id: it is missing");
	CHECK_TEXT(add(s, "701111301108", NULL, NULL, NULL), "65 id: the check digit is wrong");
	CHECK_TEXT(add(s, "080440005158", NULL, NULL, NULL), "65 id: not the number of a person");
	CHECK_TEXT(add(s, "000000000000", NULL, NULL, NULL), "65 id: not the number of a person");
	CHECK_TEXT(add(s, "701111301109", "2025-02-30", NULL, NULL), "65 holds_until: not a day such as 2019-05-04");
	CHECK_TEXT(add(s, "701111301109", NULL, NULL, "1"), "65 amount: the register of disabled has none");
	CHECK_TEXT(add(s, "701111301109", NULL, "080440005158", NULL), "65 payer: the register of disabled has none");
	CHECK_TEXT(add(p, "701111301109", NULL, NULL, "1"), "65 payer: it is missing");
	CHECK_TEXT(add(p, "701111301109", NULL, "080440005150", "1"), "65 payer: the check digit is wrong");
	CHECK_TEXT(add(p, "701111301109", NULL, "080440005158", NULL), "65 amount: it is missing");
	CHECK_TEXT(add(p, "701111301109", NULL, "080440005158", "-1"), "65 amount: not a sum in tenge");
	CHECK_TEXT(add(p, "701111301109", "2025-07-01", "080440005158", "1"), "65 holds_until: the register of pay has none");
	CHECK_TEXT(end(s), "1 a snapshot of the register of disabled without rows");
	CHECK_TEXT(add(p, "701111301109", NULL, "080440005158", "1"), "ok");
	CHECK_TEXT(add(p, "701111301109", NULL, "080440005158", "2"), "65 id: this person is there before with that payer");
	ck_snapshot_free(p);
	ck_snapshot_free(NULL);
	s = begin("disabled", "2025-06-01", NOON + 1);
	CHECK_TEXT(add(s, "701111301109", NULL, NULL, NULL), "ok");
	CHECK_TEXT(add(s, "701111301109", "2025-07-01", NULL, NULL), "65 id: this person is there before");
	ck_snapshot_free(s);
}

static void a_snapshot_is_of_a_register_and_a_day(void)
{
	struct ck_snapshot *s;

	CHECK_TEXT(told(ck_snapshot_begin(store, "widowed", day("2025-06-01"), "x", NOON, &s, &e)),
	           "65 registry: there are the registers disabled and pay");
	CHECK(s == NULL);
	CHECK_TEXT(told(ck_snapshot_begin(store, "pay", day("2025-06-02"), "x", NOON, &s, &e)),
	           "1 as_of: that day lies ahead: nobody knows yet what the register will say");
	s = begin("disabled", "2025-06-01", NOON); /* the same second as the one that was loaded */
	CHECK_TEXT(add(s, "701111301109", NULL, NULL, NULL), "ok");
	CHECK_TEXT(end(s), "75 another snapshot of that day was loaded within the same second: try again");
}

static const char *found(const char *registry, const char *on, ck_time known)
{
	static char text[900];
	char as_of_text[CK_TIME_TEXT] = "never";
	int64_t no;
	ck_day as_of;
	enum ck_code code = ck_snapshot_find(store, registry, day(on), known, &no, &as_of, &e);

	if (as_of != CK_NODAY)
		ck_day_print(as_of_text, as_of);
	snprintf(text, sizeof text, "%" PRId64 " of %s%s%s%s%s", no, as_of_text, code != CK_OK ? ": " : "",
	         code != CK_OK ? told(code) : "", code != CK_OK ? "; " : "", code != CK_OK ? e.clause : "");
	return text;
}

static void learn(const char *norm, const char *subject, const char *since, const char *value)
{
	struct ck_fields row = {0};
	bool added;

	ck_fields_set(&row, "norm", norm);
	ck_fields_set(&row, "subject", subject);
	ck_fields_set(&row, "since", since);
	ck_fields_set(&row, "value", value);
	ck_fields_set(&row, "source", "order 7");
	must(ck_norm_load(store, &row, NOON, &added, &e), "norm");
	ck_fields_free(&row);
}

static void the_snapshot_of_a_day_is_found(void)
{
	CHECK_TEXT(found("disabled", "2025-05-31", NOON), "0 of never");
	CHECK_TEXT(found("disabled", "2025-06-01", NOON), "1 of 2025-06-01");
	CHECK_TEXT(found("disabled", "2025-06-01", NOON - 1), "0 of never");
	CHECK_TEXT(found("disabled", "2030-01-01", NOON), "1 of 2025-06-01");
	learn("registry-age", "disabled", "2020-01-01", "30");
	CHECK_TEXT(found("disabled", "2025-07-01", NOON), "1 of 2025-06-01");
	CHECK_TEXT(found("disabled", "2025-07-02", NOON),
	           "1 of 2025-06-01: 1 the snapshot of the register of disabled is of 2025-06-01: too old for 2025-07-02, the most "
	           "is 30 days; order 7");
	CHECK_TEXT(found("pay", "2025-07-02", NOON), "2 of 2025-05-31");
}

static const char *described(const struct ck_registry_answer *a, size_t count)
{
	static char text[400];
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < count; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %s %" PRId64, i > 0 ? ", " : "",
		                      a[i].known ? "known" : "unknown", a[i].disabled ? "disabled" : "not", a[i].pay);
	return text;
}

/* By the store and by the whole in memory: both say the same. */
static const char *ask(const char *registry, int64_t no, int64_t payer, const char *on)
{
	struct ck_registry_answer a[] = {{.person = FIRST}, {.person = SECOND}, {.person = THIRD}}, b[3];
	struct ck_snapshot_whole *whole;

	memcpy(b, a, sizeof a);
	must(ck_snapshot_ask(store, registry, no, payer, day(on), a, 3, &e), "ask");
	must(ck_snapshot_read(store, registry, no, &whole, &e), "read");
	ck_snapshot_answer(whole, payer, day(on), b, 3);
	ck_snapshot_whole_free(whole);
	for (size_t i = 0; i < 3; i++)
		if (a[i].person != b[i].person || a[i].known != b[i].known || a[i].disabled != b[i].disabled || a[i].pay != b[i].pay)
			return "the store and the whole differ";
	return described(a, 3);
}

static void people_are_asked_about(void)
{
	CHECK_TEXT(ask("disabled", 1, 0, "2025-08-31"), "known disabled 0, known disabled 0, known not 0");
	CHECK_TEXT(ask("disabled", 1, 0, "2025-09-01"), "known disabled 0, known not 0, known not 0");
	CHECK_TEXT(ask("pay", 2, FIRM, "2025-06-01"), "known not 123450, unknown not 0, unknown not 0");
	CHECK_TEXT(ask("pay", 2, OTHER_FIRM, "2025-06-01"), "known not 100, known not 0, unknown not 0");
	CHECK_TEXT(ask("pay", 99, FIRM, "2025-06-01"), "unknown not 0, unknown not 0, unknown not 0");
	ck_snapshot_whole_free(NULL);
}

/* -- sources -- */

static bool late;

/* Asks a command about the first three people, in their order. */
static const char *source(const char *registry, const char *command, size_t most)
{
	static char text[1300];
	const struct ck_source s = {.command = command, .seconds = 30, .most = most};
	struct ck_registry_answer a[] = {{.person = FIRST, .pay = 7}, {.person = SECOND}, {.person = THIRD, .disabled = true}};
	enum ck_code code = ck_source_ask(&s, registry, FIRM, a, 3, &late, &e);

	snprintf(text, sizeof text, "%s", code == CK_OK ? described(a, 3) : told(code));
	for (size_t i = 0; i < 3 && code != CK_OK; i++)
		if (a[i].known || a[i].disabled || a[i].pay != 0)
			return "failed, and yet it answered";
	return text;
}

#define ASKED "[ \"$(cat)\" = \"$(printf 'id\\n010203500028\\n610202401010\\n701111301109')\" ] || exit 9; "
#define EACH(awk) "awk -F'\t' -v OFS='\t' " awk
#define SAYS_YES EACH("'NR == 1 { print \"id\", \"disabled\"; next } { print $1, \"yes\" }'")

static void a_source_answers(void)
{
	CHECK_TEXT(source("disabled", SAYS_YES, 100), "known disabled 0, known disabled 0, known disabled 0");
	CHECK_TEXT(source("disabled", SAYS_YES, 1), "known disabled 0, known disabled 0, known disabled 0");
	CHECK_TEXT(source("disabled", SAYS_YES, 0), "known disabled 0, known disabled 0, known disabled 0");
	CHECK_TEXT(source("disabled", SAYS_YES " | tac", 100),
	           "69 the source of disabled answered what cannot be read (line 1 of its answer): column 1: its name is not a "
	           "lower-case word of a-z, 0-9 and _");
	CHECK_TEXT(source("disabled", ASKED "printf 'id;disabled;x_note\n701111301109;no;\"a\nb\"\n010203500028;;\n610202401010;yes;\n'",
	                  100), "known not 0, known disabled 0, unknown not 0");
	CHECK_TEXT(source("pay", EACH("'NR == 1 { print $0, \"pay\"; next } { print $0, $2 == \"080440005158\" ? 100 * NR : 0 }'"), 2),
	           "known not 30000, known not 20000, known not 20000");
	CHECK_TEXT(source("pay", "printf 'id\tpay\n701111301109\t0\n010203500028\t\n610202401010\t12,50\n'", 100),
	           "known not 0, known not 1250, unknown not 0");
	CHECK_TEXT(source("disabled", "-x 2> /dev/null; " SAYS_YES, 100), "known disabled 0, known disabled 0, known disabled 0");
}

/* What fails with this printed in answer to the whole list. */
static const char *answered(const char *registry, const char *text)
{
	static char command[400];
	const char *all, *start = registry[0] == 'p' ? "the source of pay " : "the source of disabled ";

	snprintf(command, sizeof command, "cat > /dev/null; printf '%s'", text);
	all = source(registry, command, 100);
	return strncmp(all, "69 ", 3) == 0 && strncmp(all + 3, start, strlen(start)) == 0 ? all + 3 + strlen(start) : all;
}

#define TWO "701111301109\\tyes\\n610202401010\\tyes\\n"

static void a_source_that_answers_wrongly(void)
{
	CHECK_TEXT(answered("disabled", ""), "answered nothing");
	CHECK_TEXT(answered("disabled", "\\n"), "answered what cannot be read (line 1 of its answer): column 1 has no name");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n"), "gave no answer for 3 of 3 people");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO), "gave no answer for 1 of 3 people");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "010203500028\\tye"), "answered with a last line that is cut off");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "010203500028\\n"),
	           "answered what cannot be read (line 4 of its answer): 1 field where the header line has 2");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO TWO), "answered twice for one person (line 4 of its answer)");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "920101300010\\tyes\\n"),
	           "answered for somebody nobody asked about (line 4 of its answer)");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "01020350002\\tyes\\n"),
	           "answered for somebody nobody asked about (line 4 of its answer)");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "\\tyes\\n"),
	           "answered for somebody nobody asked about (line 4 of its answer)");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "010203500028\\tperhaps\\n"),
	           "answered neither yes nor no (line 4 of its answer)");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "010203500028\\tYes\\n"),
	           "answered neither yes nor no (line 4 of its answer)");
	CHECK_TEXT(answered("disabled", "id\\n701111301109\\n"), "answered without the column disabled");
	CHECK_TEXT(answered("disabled", "disabled\\nyes\\n"), "answered without the column id");
	CHECK_TEXT(answered("disabled", "id\\tpay\\n"), "answered with an unknown column pay");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\tpayer\\n"), "answered with an unknown column payer");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "010203500028\\t\\377\\n"),
	           "answered with bytes that are not UTF-8");
	CHECK_TEXT(answered("disabled", "id\\tdisabled\\n" TWO "010203500028\\t\\0\\n"), "answered with bytes that are not UTF-8");
	CHECK_TEXT(answered("pay", "id\\tpay\\n701111301109\\tmuch\\n"), "answered no sum in tenge (line 2 of its answer)");
	CHECK_TEXT(answered("pay", "id\\tpay\\n701111301109\\t-1\\n"), "answered no sum in tenge (line 2 of its answer)");
	CHECK_TEXT(answered("pay", "id\\tpayer\\tpay\\n701111301109\\t991240000231\\t1\\n"),
	           "answered for an employer nobody asked about (line 2 of its answer)");
}

static void a_source_that_dies(void)
{
	CHECK_TEXT(source("disabled", SAYS_YES "; exit 3", 100), "69 the source of disabled ended with exit code 3");
	CHECK_TEXT(source("disabled", "kill -9 $$", 100), "69 the source of disabled was ended by signal 9");
	CHECK_TEXT(source("disabled", "printf 'id\\tdisabled\\n70111'; kill -TERM $$", 100),
	           "69 the source of disabled was ended by signal 15");
	CHECK_TEXT(source("disabled", "no-such-command 2> /dev/null", 100), "69 the source of disabled ended with exit code 127");
	CHECK_TEXT(source("disabled", "yes", 100), "69 the source of disabled printed more than 68608 bytes");
	/* the second of three batches */
	CHECK_TEXT(source("disabled", "if [ -e once ]; then exit 4; fi; : > once; " SAYS_YES, 1),
	           "69 the source of disabled ended with exit code 4");
}

static bool gone(const char *file)
{
	FILE *f = fopen(file, "r");
	long pid = 0;
	int fields = f != NULL ? fscanf(f, "%ld", &pid) : 0;

	if (f != NULL)
		fclose(f);
	/* a killed child of a killed child is a zombie until init takes it */
	for (int i = 0; fields == 1 && i < 1000 && kill((pid_t)pid, 0) == 0; i++) {
		char state[64], path[64];

		snprintf(path, sizeof path, "/proc/%ld/stat", pid);
		f = fopen(path, "r");
		if (f == NULL || fscanf(f, "%*d (%*[^)]) %63s", state) != 1 || state[0] == 'Z')
			pid = -1;
		if (f != NULL)
			fclose(f);
		if (pid < 0)
			return true;
		usleep(1000);
	}
	return fields == 1 && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

static enum ck_code ask_within(const char *command, int seconds)
{
	const struct ck_source s = {.command = command, .seconds = seconds, .most = 1};
	struct ck_registry_answer a = {.person = FIRST};

	return ck_source_ask(&s, "disabled", 0, &a, 1, &late, &e);
}

static void a_source_that_hangs(void)
{
	int64_t before = ck_clock_monotonic();

	CHECK_TEXT(told(ask_within("sleep 600 & echo $! > one; echo $$ > two; wait", 1)),
	           "69 the source of disabled did not end within 1 second");
	CHECK(late);
	CHECK(ck_clock_monotonic() - before >= 1000 && ck_clock_monotonic() - before < 60000);
	CHECK(gone("one") && gone("two"));
	/* it answered, and somebody whom it left behind holds its output open */
	CHECK_TEXT(told(ask_within("printf 'id\\tdisabled\\n701111301109\\tyes\\n'; sleep 600 & echo $! > one", 1)),
	           "69 the source of disabled did not end within 1 second");
	CHECK(gone("one"));
	/* it answered, shut its output, and stays */
	CHECK_TEXT(told(ask_within("printf 'id\\tdisabled\\n701111301109\\tyes\\n'; exec > /dev/null; echo $$ > two; exec sleep 600", 1)),
	           "69 the source of disabled did not end within 1 second");
	CHECK(gone("two"));
	CHECK_TEXT(told(ask_within("trap '' TERM; printf 'id\\tdisabled\\n701111301109\\tyes\\n'", 30)), "ok");
	CHECK(!late);
	CHECK_TEXT(told(ask_within("exit 3", 30)), "69 the source of disabled ended with exit code 3");
	CHECK(!late);
}

#define MANY 100000

/* Far more than a pipe holds, in and out at once. */
static void a_great_many(void)
{
	struct ck_registry_answer *a = ck_alloc(MANY * sizeof *a);
	size_t known = 0, made = 0;
	struct ck_source s = {.command = SAYS_YES, .seconds = 120, .most = MANY};

	for (int64_t n = 500101300000; made < MANY; n++) {
		int sum = 0;

		for (int64_t i = 11, rest = n / 10; i >= 1; i--, rest /= 10)
			sum += (int)(rest % 10 * i);
		if (sum % 11 == n % 10)
			a[made++].person = n;
	}
	CHECK_TEXT(told(ck_source_ask(&s, "disabled", 0, a, MANY, &late, &e)), "ok");
	for (size_t i = 0; i < MANY; i++)
		known += a[i].known && a[i].disabled;
	CHECK(known == MANY);
	s.command = "exec < /dev/null; echo id"; /* reads nothing of it */
	CHECK_TEXT(told(ck_source_ask(&s, "disabled", 0, a, MANY, &late, &e)),
	           "69 the source of disabled answered without the column disabled");
	s.command = "true";
	CHECK_TEXT(told(ck_source_ask(&s, "disabled", 0, a, MANY, &late, &e)), "69 the source of disabled answered nothing");
	free(a);
}

static volatile sig_atomic_t rang;

static void ring(int number)
{
	rang = number;
}

/* The process is as it was before: signals, children, open files. A signal that comes meanwhile ends the talk. */
static void nothing_is_left(void)
{
	struct sigaction action = {.sa_handler = ring}, now;
	char command[160];
	sigset_t mask;

	CHECK(sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_DFL);
	CHECK(sigprocmask(SIG_BLOCK, NULL, &mask) == 0 && !sigismember(&mask, SIGINT) && !sigismember(&mask, SIGCHLD));
	CHECK(waitpid(-1, NULL, 0) < 0 && errno == ECHILD);
	sigaction(SIGTERM, &action, NULL);
	snprintf(command, sizeof command, "echo $$ > two; kill -TERM %ld; exec sleep 600", (long)getpid());
	CHECK_TEXT(told(ask_within(command, 60)), "69 the source of disabled was interrupted");
	CHECK(rang == SIGTERM && gone("two"));
	action.sa_handler = SIG_IGN; /* who ignores a signal is not interrupted by it */
	sigaction(SIGTERM, &action, NULL);
	snprintf(command, sizeof command, "kill -TERM %ld; " SAYS_YES, (long)getpid());
	CHECK_TEXT(told(ask_within(command, 60)), "ok");
	sigaction(SIGCHLD, &action, NULL);
	CHECK_TEXT(told(ask_within("exit 3", 60)), "69 the source of disabled ended with exit code 3");
	/* of files it has the three, and the folder that it looks into */
	CHECK_TEXT(told(ask_within("[ \"$(ls /proc/self/fd | wc -l)\" -eq 4 ] && exit 5", 60)),
	           "69 the source of disabled ended with exit code 5");
}

int main(void)
{
	char path[] = "/tmp/unit-registry.XXXXXX", *sweep[] = {"rm", "-rf", path, NULL};

	if (mkdtemp(path) == NULL || chdir(path) != 0)
		printf("Bail out! no folder\n"), exit(1);
	make_store();
	snapshots_are_loaded();
	rows_are_refused();
	a_snapshot_is_of_a_register_and_a_day();
	the_snapshot_of_a_day_is_found();
	people_are_asked_about();
	a_source_answers();
	a_source_that_answers_wrongly();
	a_source_that_dies();
	a_source_that_hangs();
	a_great_many();
	nothing_is_left();
	ck_store_close(store);
	if (fork() == 0)
		execvp(sweep[0], sweep);
	wait(NULL);
	return unit_end();
}
