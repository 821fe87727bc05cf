/* registry-load: a dated snapshot of another body's register: who has a disability, or what employers pay. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "registry.h"

static const struct ck_input reads[] = {
    {"registry", CK_NEEDED, "the register: disabled or pay"},
    {"as_of", CK_NEEDED, NULL},
    {"id", CK_NEEDED, "IIN of the person"},
    {"holds_until", CK_OPTIONAL, "of disabled: the last day on which the disability is established; none: without end"},
    {"payer", CK_OPTIONAL, "of pay: BIN or IIN of the employer"},
    {"amount", CK_OPTIONAL, "of pay: what that employer pays the person, in tenge"},
    {"source", CK_OPTIONAL, "who gave the snapshot, and how; default the file's name"},
    {0},
};

/* One for each register, and one in which whatever is no register is refused. */
#define PARTS 3

struct loading {                   /* a run loads one snapshot of a register */
	struct part {
		char registry[16], as_of[CK_TIME_TEXT];
		char *source;
		struct ck_snapshot *snapshot;  /* NULL = none begun */
		bool any;                      /* has it rows? */
	} part[PARTS];
};

static struct part *find_part(struct loading *l, const char *registry)
{
	struct part *part = l->part;

	while (part->snapshot != NULL && strcmp(part->registry, registry) != 0)
		part++;
	return part;
}

static enum ck_code begin(struct ck_run *run, struct part *part, const struct ck_fields *in, struct ck_error *e)
{
	const char *source = ck_fields_get(in, "source");
	ck_day as_of;
	enum ck_code code;

	if (!ck_day_parse(ck_fields_get(in, "as_of"), &as_of)) {
		ck_fail(e, CK_BADDATA, "not a day such as 2019-05-04");
		return ck_fail_column(e, "as_of");
	}
	if (source == NULL)
		source = ck_run_source(run) != NULL ? ck_run_source(run) : "command line";
	code = ck_snapshot_begin(ck_run_store(run), ck_fields_get(in, "registry"), as_of, source,
	                         ck_desk_now(ck_run_desk(run)), &part->snapshot, e);
	if (code != CK_OK)
		return code;
	snprintf(part->registry, sizeof part->registry, "%s", ck_fields_get(in, "registry"));
	ck_day_print(part->as_of, as_of);
	part->source = ck_copy(source);
	return CK_OK;
}

static enum ck_code differs(const char *column, const char *first, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "a run loads one snapshot of a register, and this one's began with %s", first);
	return ck_fail_column(e, column);
}

static enum ck_code load(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct part *part = find_part(ck_run_state(run), ck_fields_get(in, "registry"));
	const char *source = ck_fields_get(in, "source");
	enum ck_code code = part->snapshot == NULL ? begin(run, part, in, e) : CK_OK;

	if (code != CK_OK)
		return code;
	if (strcmp(part->as_of, ck_fields_get(in, "as_of")) != 0)
		return differs("as_of", part->as_of, e);
	if (source != NULL && strcmp(part->source, source) != 0)
		return differs("source", part->source, e);
	code = ck_snapshot_add(part->snapshot, in, e);
	part->any |= code == CK_OK;
	return code;
}

static enum ck_code end(struct ck_run *run, struct part *part, struct ck_error *e)
{
	struct ck_fields out = {0};
	char number[24], people[24];
	int64_t no, persons;
	enum ck_code code = ck_snapshot_end(part->snapshot, &no, &persons, e);

	part->snapshot = NULL;
	if (code != CK_OK)
		return code;
	snprintf(number, sizeof number, "%" PRId64, no);
	snprintf(people, sizeof people, "%" PRId64, persons);
	ck_fields_set(&out, "registry", part->registry);
	ck_fields_set(&out, "snapshot", number);
	ck_fields_set(&out, "snapshot_day", part->as_of);
	ck_fields_set(&out, "persons", people);
	code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

/* A snapshot whose rows were all refused is none: the run writes nothing. */
static enum ck_code finish(struct ck_run *run, struct ck_error *e)
{
	struct loading *l = ck_run_state(run);
	enum ck_code code = CK_OK;

	for (size_t i = 0; i < PARTS; i++) {
		if (code == CK_OK && l->part[i].any)
			code = end(run, &l->part[i], e);
		ck_snapshot_free(l->part[i].snapshot);
		free(l->part[i].source);
		l->part[i] = (struct part){0};
	}
	return code;
}

int main(int argc, char **argv)
{
	static struct loading loading;
	static const struct ck_command command = {
	    .name = "registry-load",
	    .purpose = "load a dated snapshot of who has a disability, or of what employers pay",
	    .examples = "registry-load --registry=disabled --as-of=2025-06-01 --source=\"databank, letter 12\" < disabled.tsv\n"
	                "registry-load --registry=pay --as-of=2025-06-01 --input=payments.csv\n",
	    .mode = CK_WRITES,
	    .whole = true,
	    .reads = reads,
	    .prints = "registry snapshot snapshot_day persons",
	    .each = load,
	    .finish = finish,
	    .state = &loading,
	};

	return ck_command_main(&command, argc, argv);
}
