/* command_run: the phases of a run. What writes or reads the store takes its input whole before it opens the store, and
 * prints after it has closed it: no slow pipe and no pager ever holds the lock. A filter goes record by record. */
#include "command_priv.h"

#include <stdlib.h>
#include <string.h>

#include "batch.h"

#define SPOOL_MEMORY ((size_t)16 << 20)

static bool is_refusal(enum ck_code code)
{
	return code == CK_REFUSED || code == CK_BADDATA;
}

static bool writes(const struct ck_run *run)
{
	return run->command->mode == CK_WRITES || run->command->mode == CK_STREAMS;
}

/* -- the store and the desk -- */

/* --by, be it a column of the command or not; the configuration; the operating-system user. */
static const char *find_actor(const struct ck_run *run)
{
	for (size_t i = 0; i < run->slots; i++)
		if (strcmp(run->slot[i].column->name, "by") == 0 && run->slot[i].given != NULL)
			return run->slot[i].given;
	if (run->given.by != NULL)
		return run->given.by;
	if (run->config_by != NULL || !writes(run))
		return run->config_by;
	return ck_run_os_user(run);
}

static enum ck_code make_desk(struct ck_run *run, struct ck_error *e)
{
	const char *rehearsal = ck_store_setting(run->store, "rehearsal") != NULL ? ck_settings_clock(run) : NULL;
	struct ck_desk_options options = {
		.store = run->store,
		.os_user = writes(run) ? ck_run_os_user(run) : NULL, /* a look-up that readers need not pay */
		.notes = &run->notes,
	};
	enum ck_code code = ck_clock_now(rehearsal, &options.now, e);

	if (code != CK_OK)
		return code;
	options.strict = ck_store_setting(run->store, "strict") != NULL;
	options.by = find_actor(run);
	run->desk = ck_desk_new(&options);
	return CK_OK;
}

enum ck_code ck_run_open(struct ck_run *run, enum ck_store_mode mode, struct ck_error *e)
{
	enum ck_code code = ck_store_open(run->store_path, mode, run->wait, &run->store, e);

	if (code == CK_OK)
		code = ck_store_begin(run->store, e);
	if (code == CK_OK && !run->command->no_desk)
		code = make_desk(run, e);
	return code;
}

static void close_store(struct ck_run *run)
{
	ck_desk_free(run->desk);
	if (run->command->mode == CK_READS)
		ck_store_leave(run->store);
	else
		ck_store_close(run->store);
	run->desk = NULL;
	run->store = NULL;
}

/* A command without a store of its own looks into it only if a record asks for it. There is no way on without it. */
static void open_late(struct ck_run *run)
{
	struct ck_error e = {0};
	enum ck_code code;

	if (run->store != NULL || run->command->mode == CK_READS || writes(run))
		return;
	code = ck_store_open(run->store_path, CK_STORE_READ, run->wait, &run->store, &e);
	if (code == CK_OK)
		code = make_desk(run, &e);
	if (code == CK_OK)
		return;
	ck_report(run, run->item, &e);
	exit((int)ck_worse(run->worst, code));
}

struct ck_store *ck_run_store(struct ck_run *run)
{
	open_late(run);
	return run->store;
}

struct ck_desk *ck_run_desk(struct ck_run *run)
{
	open_late(run);
	return run->desk;
}

/* -- one record -- */

enum ck_code ck_run_refuse(struct ck_run *run, const struct ck_item *item, const struct ck_error *why, struct ck_error *e)
{
	enum ck_code code;

	run->refused++;
	run->worst = ck_worse(run->worst, why->code);
	ck_report(run, item, why);
	code = ck_rejects_put(run, item, why, e);
	if (code == CK_OK && run->given.dry_run)
		code = ck_printer_verdict(run, item, why, e);
	return code;
}

static enum ck_code call_each(struct ck_run *run, const struct ck_item *item, struct ck_error *e)
{
	run->item = item;
	run->replay = false;
	ck_error_clear(e);
	enum ck_code code = run->command->each != NULL ? run->command->each(run, &item->in, e) : CK_OK;
	if (code != CK_OK && code != e->code)
		ck_fail(e, code, "refused without a reason given");
	return code;
}

/* A batch is theirs who act in the first record that is written. */
static enum ck_code open_batch(struct ck_run *run, const struct ck_item *item, struct ck_error *e)
{
	const char *by = ck_fields_get(&item->in, "by");

	if (run->desk == NULL || run->written > 0 || !ck_input_is_read(run))
		return CK_OK;
	if (by == NULL || run->actor == NULL || strcmp(by, run->actor) != 0)
		run->actor = ck_arena_copy(run->arena, by);
	return ck_batch_open(run->desk, by, run->batch, e);
}

/* A savepoint around it: a record that is refused half-way leaves nothing. */
static enum ck_code apply(struct ck_run *run, const struct ck_item *item, struct ck_error *e)
{
	bool undoes = run->command->mode == CK_WRITES;
	enum ck_code code = undoes ? open_batch(run, item, e) : CK_OK;

	if (code == CK_OK && undoes)
		code = ck_store_mark(run->store, e);
	if (code != CK_OK)
		return code;
	code = call_each(run, item, e);
	if (!undoes)
		return code;
	if (code == CK_OK)
		return ck_store_keep(run->store, e);
	ck_store_undo(run->store);
	return code;
}

static enum ck_code take_item(struct ck_run *run, struct ck_item *item, struct ck_error *e)
{
	struct ck_error why;
	enum ck_code code = item->code;

	if (code != CK_OK)
		why = item->error;
	else
		code = apply(run, item, &why);
	if (is_refusal(code)) {
		code = ck_run_refuse(run, item, &why, e);
	} else if (code != CK_OK) {
		*e = why;
	} else {
		run->replayed += run->replay;
		run->written += !run->replay;
		if (run->given.dry_run)
			code = ck_printer_verdict(run, item, NULL, e);
	}
	if (code == CK_OK)
		run->item = NULL;  /* of a failure the place is still to be told */
	return code;
}

/* A failure is reported where it ends the run, with the place of the record that it came from (a full disk comes from
 * none). */
enum ck_code ck_run_told(const struct ck_run *run, enum ck_code code, const struct ck_error *e)
{
	if (code != CK_OK)
		ck_report(run, code == CK_IO ? NULL : run->item, e);
	return code;
}

/* -- filters -- */

static enum ck_code filter_item(struct ck_run *run, struct ck_item *item, struct ck_error *e)
{
	run->total++;
	return take_item(run, item, e);
}

static enum ck_code ask_finish(struct ck_run *run, struct ck_error *e)
{
	ck_error_clear(e);
	if (run->command->finish == NULL)
		return CK_OK;
	enum ck_code code = run->command->finish(run, e);
	if (code != CK_REFUSED)
		return code;
	if (e->text[0] != '\0')
		ck_report(run, NULL, e);
	run->no = true;
	return CK_OK;
}

/* What was printed before a failure stays printed, and the shape is brought to its end if it can be. */
static enum ck_code run_filter(struct ck_run *run, struct ck_error *e)
{
	enum ck_code code = ck_input_open(run, e);

	if (code == CK_OK && run->unreadable)
		return CK_OK;
	if (code == CK_OK)
		code = ck_rejects_open(run, e);
	if (code == CK_OK)
		code = ck_printer_open(run, e);
	if (code == CK_OK)
		code = ck_output_release(run->output, e);
	if (code != CK_OK) {
		ck_rejects_free(run, false);
		return ck_run_told(run, code, e);
	}
	code = ck_input_each(run, filter_item, e);
	if (code == CK_OK)
		code = ck_rejects_end(run, e);
	ck_rejects_free(run, code == CK_OK);
	if (code != CK_OK)
		return ck_run_told(run, code, e);
	code = ck_run_told(run, ask_finish(run, e), e);
	return ck_worse(code, ck_run_told(run, ck_output_end(run->output, e), e));
}

/* -- batches: phase two -- */

bool ck_run_is_batch(struct ck_run *run)
{
	return writes(run) && (run->command->unbatched == NULL || !run->command->unbatched(run));
}

enum ck_code ck_run_close_batch(struct ck_run *run, struct ck_error *e)
{
	struct ck_buffer source = {0};
	struct ck_batch_facts facts = {
		.command = run->command->name,
		.by = run->actor,
		.read = (int64_t)run->total,
		.written = (int64_t)run->written,
		.replayed = (int64_t)run->replayed,
		.refused = (int64_t)run->refused,
	};

	if (run->batch[0] == '\0')
		return CK_OK;
	for (size_t i = 0; i < run->files; i++)
		ck_buffer_printf(&source, "%s%s", i ? " " : "", run->file[i].name);
	facts.source = source.text;
	ck_sha256_end(&run->digest, facts.digest);
	enum ck_code code = ck_batch_close(run->desk, run->batch, &facts, e);
	ck_buffer_free(&source);
	return code;
}

static enum ck_code apply_all(struct ck_run *run, struct ck_error *e)
{
	struct ck_item *item = &run->hand;
	bool any = true;
	enum ck_code code = ck_spool_rewind(run->records, e);

	while (code == CK_OK && any) {
		code = ck_item_next(run, item, &any, e);
		if (code == CK_OK && any)
			code = take_item(run, item, e);
	}
	return code;
}

/* The store cannot be had; the records that could not be taken anyway are told of all the same. */
static void report_bad_records(struct ck_run *run)
{
	struct ck_item *item = &run->hand;
	struct ck_error e;
	bool any = true;

	if (ck_spool_rewind(run->records, &e) != CK_OK)
		return;
	while (ck_item_next(run, item, &any, &e) == CK_OK && any)
		if (item->code != CK_OK)
			ck_report(run, item, &item->error);
}

/* All or nothing, unless --keep-going. A run in which everything was there before leaves no trace, not even a batch. */
static enum ck_code settle(struct ck_run *run, struct ck_error *e)
{
	bool bad = run->refused > 0 || run->unreadable;
	bool accept = !run->given.dry_run && (!bad || run->given.keep_going);
	bool changed = run->written > 0 || run->total == 0;
	enum ck_code code = ask_finish(run, e);

	if (code == CK_OK)
		code = ck_rejects_end(run, e);
	if (run->command->mode == CK_READS && code == CK_OK)
		return ck_store_failed(run->store, e);
	if (run->command->mode != CK_WRITES)
		return code;
	if (code == CK_OK && accept && changed)
		code = ck_run_close_batch(run, e);
	if (code == CK_OK && accept && changed)
		return ck_store_commit(run->store, e);
	ck_store_rollback(run->store);
	run->written = 0;
	if (!accept && !run->given.dry_run)
		ck_output_drop(run->output);
	return code;
}

enum ck_code ck_run_foresee(struct ck_run *run,
                            enum ck_code (*each)(struct ck_run *run, const struct ck_fields *in, struct ck_error *e),
                            struct ck_error *e)
{
	const struct ck_notes told = run->notes;
	struct ck_item *item = &run->hand;
	bool any = true;
	enum ck_code code = ck_spool_rewind(run->records, e);

	run->notes.say = NULL;
	if (code == CK_OK)
		code = ck_run_open(run, CK_STORE_READ, e);
	while (code == CK_OK && any) {
		code = ck_item_next(run, item, &any, e);
		if (code != CK_OK || !any || item->code != CK_OK)
			continue;
		ck_error_clear(e);
		code = each(run, &item->in, e);
		if (!is_refusal(code))
			continue;
		ck_error_clear(e);
		code = CK_OK;
	}
	close_store(run);
	run->notes = told;
	return code;
}

static enum ck_code work(struct ck_run *run, struct ck_error *e)
{
	enum ck_mode mode = run->command->mode;
	enum ck_code code = run->command->before != NULL ? run->command->before(run, e) : CK_OK;

	if (code != CK_OK)
		return ck_run_told(run, code, e);
	if (mode == CK_READS || mode == CK_WRITES)
		code = ck_run_open(run, mode == CK_WRITES ? CK_STORE_WRITE : CK_STORE_READ, e);
	if (code != CK_OK) {
		report_bad_records(run);
		return ck_run_told(run, code, e);
	}
	code = apply_all(run, e);
	if (code == CK_OK)
		code = settle(run, e);
	return ck_run_told(run, code, e);
}

static enum ck_code gather(struct ck_run *run, struct ck_error *e)
{
	enum ck_code code = ck_input_open(run, e);

	if (code == CK_OK)
		code = ck_rejects_open(run, e);
	/* A reader's columns may depend on what it finds (ck_run_columns); a writer's must be right before it writes. */
	if (code == CK_OK && run->command->mode == CK_WRITES)
		code = ck_printer_open(run, e);
	run->records = ck_spool_new(run->spool_dir, SPOOL_MEMORY);
	return code == CK_OK ? ck_input_each(run, ck_item_spool, e) : code;
}

static enum ck_code run_batch(struct ck_run *run, struct ck_error *e)
{
	enum ck_code code = ck_run_told(run, gather(run, e), e);

	if (code == CK_OK)
		code = work(run, e);
	close_store(run);
	ck_rejects_free(run, code == CK_OK);
	if (code != CK_OK)
		return code;
	code = ck_printer_open(run, e);
	if (code == CK_OK)
		code = ck_output_end(run->output, e);
	return ck_run_told(run, code, e);
}

/* -- the end -- */

static void say_summary(const struct ck_run *run)
{
	if (run->given.quiet)
		return;
	for (size_t i = 0; i < run->slots; i++) {
		const struct ck_slot *s = &run->slot[i];
		if (s->differed > 0)
			ck_report_line(run, "warning: %zu record%s %s another %s than the option; the record%s won", s->differed,
			               s->differed == 1 ? "" : "s", s->differed == 1 ? "has" : "have", s->column->name,
			               s->differed == 1 ? "" : "s");
	}
	if (run->refused == 0 || run->total < 2)
		return;
	if (!writes(run))
		ck_report_line(run, "%zu of %zu records refused", run->refused, run->total);
	else if (run->written == 0)
		ck_report_line(run, "%zu of %zu records refused, nothing written", run->refused, run->total);
	else
		ck_report_line(run, "%zu of %zu records refused, %zu written", run->refused, run->total, run->written);
}

enum ck_code ck_run_all(struct ck_run *run, struct ck_error *e)
{
	enum ck_mode mode = run->command->mode;
	enum ck_code code = mode == CK_FILTERS         ? run_filter(run, e)
	                    : ck_folder_is_given(run) ? ck_folder_run(run, e)
	                    : mode == CK_STREAMS      ? ck_stream_run(run, e)
	                                              : run_batch(run, e);

	close_store(run);  /* a filter may have opened it late */
	if (code == CK_OK)
		say_summary(run);
	if (run->no)
		run->worst = ck_worse(run->worst, CK_REFUSED);
	return ck_worse(run->worst, code);
}
