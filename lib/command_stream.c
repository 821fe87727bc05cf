/* command_stream: a source that is written while it is read. Its size does not matter: nothing of it is kept. All of it
 * stands in one transaction, or with --chunk in several, each with a batch of its own; whoever ends it in between, the
 * store has whole parts and nothing else. */
#include "command_priv.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch.h"

#define LOOK_EVERY 1024                 /* rows, at the clock */
#define MOST_TOLD 10000                 /* refused records, of a run that writes nothing anyway */

struct held {                           /* rows taken that a later row may still take with it */
	struct ck_buffer raw;
	size_t *line, *end, count, room;
	bool holds;
};
struct stream {
	struct ck_run *run;
	struct ck_input_file *file;
	struct held held;
	int64_t chunk, most;                /* rows of a part; refused records that are borne, -1 = not said */
	bool percent;                       /* most is so many of a hundred */
	bool open, full, whole;             /* a part is being written; too many were refused; it was done to the end */
	bool broken;                        /* the source ends with the record in hand, which cannot be read */
	size_t parts, part_rows, part_refused;  /* parts that are done; of the one in hand: how many rows */
	size_t stands;                      /* records of parts that are committed */
	int64_t bytes, size;                /* read, and of the file (0 = not known) */
	bool eight_bit;                     /* the encoding that was named has a byte for a letter */
	struct ck_letters letters;          /* then: what letters there are */
};

/* -- Ctrl-C -- */

static volatile sig_atomic_t interrupted;
static struct ck_store *volatile in_hand;
static int source = -1, nothing = -1;   /* the input, and what gives no bytes */
static char untouched[80];              /* what is to be said before the store is open */
static size_t untouched_length;

/* Before the store is open there is nothing to be undone. Afterwards whatever waits is made to end: a statement, the queue
 * of writers, and a pipe that gives no more, since something without bytes takes its place. */
static void interrupt(int number)
{
	interrupted = number;
	if (in_hand == NULL) {
		ssize_t written = write(STDERR_FILENO, untouched, untouched_length);

		(void)written;
		signal(number, SIG_DFL);
		raise(number);
		return;
	}
	ck_store_interrupt(in_hand);
	dup2(nothing, source);
}

static void on_signals(void (*handler)(int number))
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = handler}, before;

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) /* nohup */
			sigaction(numbers[i], &action, NULL);
}

static void heed_signals(const struct stream *s)
{
	snprintf(untouched, sizeof untouched, "%s: interrupted: the store is as it was\n", s->run->command->name);
	untouched_length = strlen(untouched);
	nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	source = fileno(s->file->stream);
	on_signals(interrupt);
}

static void end_by_signal(void)
{
	signal(interrupted, SIG_DFL);
	raise(interrupted);
}

/* -- options -- */

static enum ck_code read_options(struct stream *s, struct ck_error *e)
{
	const char *chunk = ck_run_option(s->run, "chunk"), *most = ck_run_option(s->run, "max-errors");
	char text[32];

	s->most = -1;
	if (chunk != NULL && (!ck_text_number(chunk, &s->chunk) || s->chunk < 1))
		return ck_fail(e, CK_USAGE, "--chunk=%s is no count of rows", chunk);
	if (most == NULL)
		return CK_OK;
	snprintf(text, sizeof text, "%s", most);
	s->percent = text[0] != '\0' && text[strlen(text) - 1] == '%';
	if (s->percent)
		text[strlen(text) - 1] = '\0';
	if (!ck_text_number(text, &s->most) || s->most < 0 || (s->percent && s->most > 100))
		return ck_fail(e, CK_USAGE, "--max-errors=%s is neither a count nor a share such as 2%%", most);
	return CK_OK;
}

static bool too_many(const struct stream *s, bool at_end)
{
	int64_t refused = (int64_t)s->run->refused, total = (int64_t)s->run->total;

	if (s->most < 0)
		return !s->run->given.keep_going && !at_end && refused >= MOST_TOLD;
	if (!s->percent)
		return refused > s->most;
	return (at_end || refused >= MOST_TOLD) && refused * 100 > s->most * total;
}

static bool bears(const struct stream *s)
{
	return s->run->given.keep_going || s->most >= 0;
}

/* -- parts -- */

static enum ck_code begin_part(struct stream *s, struct ck_error *e)
{
	struct ck_run *run = s->run;
	enum ck_code code = CK_OK;

	if (run->store == NULL)
		code = ck_run_open(run, CK_STORE_WRITE, e);
	else if ((code = ck_store_give_way(run->store, run->wait, e)) == CK_OK)
		code = ck_store_begin(run->store, e);
	in_hand = run->store;
	if (code == CK_OK && ck_run_is_batch(run))
		code = ck_batch_open(run->desk, run->given.by, run->batch, e);
	if (code == CK_OK)
		code = run->command->start(run, e);
	s->open = code == CK_OK;
	s->part_rows = s->part_refused = 0;
	return code;
}

void ck_run_part(const struct ck_run *run, int64_t *read, int64_t *refused)
{
	*read = run->part_read;
	*refused = run->part_refused;
}

static enum ck_code close_part_batch(struct stream *s, struct ck_error *e)
{
	struct ck_run *run = s->run;
	struct ck_sha256 so_far = run->digest;
	size_t total = run->total, refused = run->refused, replayed = run->replayed, written = run->written;
	enum ck_code code;

	run->total = s->part_rows;
	run->refused = s->part_refused;
	run->written = run->total - run->refused - run->replayed;
	code = ck_run_close_batch(run, e);
	run->digest = so_far;
	run->total = total;
	run->refused = refused;
	run->replayed = replayed;
	run->written = written;
	return code;
}

/* A part in which everything was there before leaves no trace, as any command's. */
static enum ck_code end_part(struct stream *s, struct ck_error *e)
{
	struct ck_run *run = s->run;
	bool bad = s->part_refused > 0 || run->unreadable;
	bool accept = !run->given.dry_run && (!bad || bears(s)) && !s->full;
	bool changed = run->written > 0;
	enum ck_code code;

	run->part_read = (int64_t)s->part_rows;
	run->part_refused = (int64_t)s->part_refused;
	run->mute = !accept;
	code = run->command->end(run, e);
	run->mute = false;
	if (code != CK_OK)
		return code;
	s->open = false;
	s->parts++;
	if (accept && changed)
		code = close_part_batch(s, e);
	if (code == CK_OK && accept && changed)
		code = ck_store_commit(run->store, e);
	else
		ck_store_rollback(run->store);
	if (code == CK_OK && accept)
		s->stands += run->written;
	run->written = run->replayed = 0;
	return code;
}

/* -- rows -- */

static int64_t expected(const struct stream *s)
{
	int64_t rows = s->size > 0 && s->bytes > 0 ? (int64_t)s->run->total * s->size / s->bytes : 0;

	return s->chunk > 0 && s->chunk < rows ? s->chunk : rows;
}

static void hold(struct held *h, const struct ck_item *item)
{
	if (h->count == h->room) {
		h->room = h->room * 2 + 16;
		h->line = ck_grow(h->line, h->room, sizeof *h->line);
		h->end = ck_grow(h->end, h->room, sizeof *h->end);
	}
	ck_buffer_put(&h->raw, item->raw, item->raw_length);
	h->line[h->count] = item->line;
	h->end[h->count++] = h->raw.length;
}

static void let_go(struct held *h)
{
	ck_buffer_empty(&h->raw);
	h->count = 0;
}

static enum ck_code refuse_one(struct stream *s, const struct ck_item *item, const struct ck_error *why, struct ck_error *e)
{
	s->part_refused++;
	ck_progress_end(s->run);
	return ck_run_refuse(s->run, item, why, e);
}

/* The rows before it that are of the same case go with it. */
static enum ck_code refuse_held(struct stream *s, const struct ck_item *item, struct ck_error *e)
{
	struct held *h = &s->held;
	struct ck_item before = *item;
	struct ck_error why = {0};
	enum ck_code code = CK_OK;

	ck_fail(&why, CK_REFUSED, "the row of line %zu, of the same case, is refused", item->line);
	for (size_t i = 0; code == CK_OK && i < h->count; i++) {
		size_t from = i > 0 ? h->end[i - 1] : 0;

		before.line = h->line[i];
		before.raw = h->raw.text + from;
		before.raw_length = h->end[i] - from;
		s->run->written--;
		code = refuse_one(s, &before, &why, e);
	}
	let_go(h);
	return code;
}

static enum ck_code judge(struct stream *s, struct ck_item *item, struct ck_stream_row *row, enum ck_code code,
                          struct ck_error *why, struct ck_error *e)
{
	struct ck_run *run = s->run;

	if (row->opens) {
		s->held.holds = true;
		let_go(&s->held);
	}
	if (code == CK_BADDATA || code == CK_REFUSED) {
		code = refuse_held(s, item, e);
		return code == CK_OK ? refuse_one(s, item, why, e) : code;
	}
	if (code != CK_OK) {
		*e = *why;
		return code;
	}
	run->replay = row->again;
	run->replayed += row->again;
	run->written += !row->again;
	if (s->held.holds && !row->again)
		hold(&s->held, item);
	return run->given.dry_run ? ck_printer_verdict(run, item, NULL, e) : CK_OK;
}

/* The part has its rows. */
static bool is_full(const struct stream *s)
{
	return s->open && s->chunk > 0 && (int64_t)s->part_rows >= s->chunk;
}

/* Where nothing is written, nothing of this part would be there for the next: so all parts are one. */
static enum ck_code next_part(struct stream *s, bool *enough, struct ck_error *e)
{
	const struct ck_item *item = s->run->item;
	enum ck_code code;

	s->full = too_many(s, true);
	*enough = s->full || (s->part_refused > 0 && !bears(s));
	if (s->run->given.dry_run) {
		s->part_rows = 0;
		return CK_OK;
	}
	s->run->item = NULL;
	code = end_part(s, e);
	if (code == CK_OK && !*enough)
		code = begin_part(s, e);
	s->run->item = item;
	return code;
}

/* Rows that are taken or refused as one are of one part: whether a row begins such, the command knows. */
static enum ck_code take_values(struct stream *s, struct ck_stream_row *row, bool *ended, struct ck_error *why,
                                struct ck_error *e)
{
	const char *const *names;
	enum ck_code code;

	row->count = ck_reader_columns(s->file->reader, &names);
	row->values = ck_reader_values(s->file->reader);
	row->full = is_full(s);
	code = s->run->command->row(s->run, row, why);
	if (!row->next)
		return code;
	code = next_part(s, ended, e);
	if (code != CK_OK || *ended) {
		*why = *e;
		return code;
	}
	row->full = row->next = false;
	return s->run->command->row(s->run, row, why);
}

static void take_in_hand(struct stream *s, const struct ck_record *record)
{
	struct ck_item *item = &s->run->hand;

	item->source = s->file->name;
	item->line = record->first_line;
	item->raw = record->raw;
	item->raw_length = record->raw_length;
	item->in.count = 0;
	s->run->item = item;
	s->run->unreadable |= s->broken;
	s->bytes += (int64_t)record->raw_length;
	if (s->eight_bit)
		ck_letters_see(&s->letters, record->raw, record->raw_length);
}

static enum ck_code take_record(struct stream *s, const struct ck_record *record, enum ck_code code, struct ck_error *why,
                                bool *enough, struct ck_error *e)
{
	struct ck_run *run = s->run;
	struct ck_stream_row row = {.line = record->first_line, .expected = expected(s)};

	if (is_full(s) && !s->held.holds) {
		enum ck_code parted = next_part(s, enough, e);

		if (parted != CK_OK || *enough)
			return parted;
	}
	take_in_hand(s, record);
	if (code == CK_OK)
		code = ck_stream_look(run, record->raw, record->raw_length, why);
	if (code == CK_OK)
		code = take_values(s, &row, enough, why, e);
	if (!row.skipped && !*enough) {
		run->total++;
		s->part_rows++;
		code = judge(s, &run->hand, &row, code, why, e);
	}
	*enough |= row.enough;
	if (code == CK_OK)
		run->item = NULL;
	return code;
}

static enum ck_code take_all(struct stream *s, struct ck_error *e)
{
	struct ck_record record;
	bool broken = false, enough = false;
	enum ck_code code = CK_OK;

	for (size_t n = 0; code == CK_OK && !broken && !enough && !interrupted; n++) {
		struct ck_error why = {0};
		enum ck_code read = ck_reader_next(s->file->reader, &record, &broken, &why);

		if (interrupted || (read == CK_OK && record.fields == NULL))
			break;
		if (read != CK_OK && read != CK_BADDATA)
			return ck_fail(e, read, "%s: %s", s->file->name, why.text);
		s->broken = broken;
		code = take_record(s, &record, read, &why, &enough, e);
		s->full = s->full || too_many(s, false);
		enough = enough || s->full;
		if (n % LOOK_EVERY == 0)
			ck_progress_draw(s->run, s->run->total, s->size > 0 ? (double)s->bytes / (double)s->size : 0);
	}
	return code;
}

/* -- the whole -- */

static enum ck_code prepare(struct stream *s, bool *usable, struct ck_error *e)
{
	struct ck_run *run = s->run;
	struct stat st;
	enum ck_code code = read_options(s, e);

	if (code == CK_OK)
		code = ck_input_open(run, e);
	if (code == CK_OK && run->files > 1)
		code = ck_fail(e, CK_USAGE, "one file at a time: each has a header and a batch of its own");
	if (code == CK_OK)
		code = ck_rejects_open(run, e);
	if (code == CK_OK && (run->command->looks == NULL || !run->command->looks(run)))
		code = ck_printer_open(run, e);
	if (code != CK_OK)
		return code;
	s->file = &run->file[0];
	if (fstat(fileno(s->file->stream), &st) == 0 && S_ISREG(st.st_mode))
		s->size = st.st_size;
	s->eight_bit = run->given.encoding != NULL && !ck_encoding_is_built_in(run->given.encoding);
	ck_progress_begin(run);
	if (run->command->looks == NULL || !run->command->looks(run))
		heed_signals(s);
	return ck_input_header(run, s->file, usable, e);
}

static enum ck_code write_all(struct stream *s, struct ck_error *e)
{
	enum ck_code code = begin_part(s, e);

	if (code == CK_OK)
		code = take_all(s, e);
	s->full = s->full || too_many(s, true);
	if (code == CK_OK && s->open && !interrupted && (s->parts == 0 || s->part_rows > 0)) {
		code = end_part(s, e);
		s->whole = code == CK_OK;
	} else if (s->run->store != NULL) {
		s->whole = code == CK_OK && !interrupted;
		ck_store_rollback(s->run->store);
	}
	on_signals(SIG_DFL);
	in_hand = NULL;
	return code;
}

static void say_end(struct stream *s, enum ck_code code, bool cut)
{
	struct ck_run *run = s->run;
	const char *most = ck_run_option(run, "max-errors");

	ck_progress_end(run);
	run->written = s->stands;
	if ((cut || code != CK_OK) && s->stands > 0)
		ck_report_line(run, "%s%zu records stand in the store, the rest does not; run it again for the rest",
		               cut ? "interrupted: " : "", s->stands);
	else if (cut)
		ck_report_line(run, "interrupted: the store is as it was");
	else if (code != CK_OK)
		return;
	else if (s->full && most == NULL)
		ck_report_line(run, "%zu records are refused; the rest was not read", run->refused);
	else if (s->full)
		ck_report_line(run, "more than --max-errors=%s are refused; the rest was not %s", most,
		               s->stands > 0 ? "written" : "read");
	else if (run->unreadable)
		ck_stream_tell_encoding(run, s->file->name);
	if (code == CK_OK && !cut && s->eight_bit)
		ck_stream_doubt_encoding(run, s->file->name, &s->letters);
}

static void free_stream(struct stream *s)
{
	ck_buffer_free(&s->held.raw);
	free(s->held.line);
	free(s->held.end);
}

enum ck_code ck_stream_run(struct ck_run *run, struct ck_error *e)
{
	struct stream s = {.run = run};
	bool usable = false, cut, looks = run->command->looks != NULL && run->command->looks(run);
	const char *const *names;
	enum ck_code code = prepare(&s, &usable, e);

	if (code == CK_OK && usable && looks)
		code = take_all(&s, e);
	else if (code == CK_OK && usable && ck_reader_columns(s.file->reader, &names) > 0)
		code = write_all(&s, e);
	if (code == CK_OK && looks && usable)
		code = run->command->end(run, e);
	if (code == CK_OK)
		code = ck_rejects_end(run, e);
	cut = interrupted && !s.whole;
	if (!cut)
		ck_run_told(run, code, e);
	say_end(&s, code, cut);
	ck_rejects_free(run, code == CK_OK && !cut);
	free_stream(&s);
	if (run->output != NULL && (s.stands > 0 || (code == CK_OK && !cut)))
		code = ck_worse(code, ck_run_told(run, ck_output_end(run->output, e), e));
	if (cut)
		end_by_signal();
	return code;
}
