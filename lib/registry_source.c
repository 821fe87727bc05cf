/* registry_source: a command asked about people, batch by batch, and its answer held against what was asked. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "identity.h"
#include "record.h"
#include "registry_priv.h"

/* What a sane answer has no more than: so many bytes, and so many more a person. */
#define ANSWER_BYTES 65536
#define PERSON_BYTES 1024
#define PASSED_ON "x_" /* columns of the source's own */

struct batch {
	const struct ck_source *source;
	const char *registry;
	bool of_pay;
	int64_t payer;
	struct ck_registry_answer **asked;  /* by person */
	bool *answered, *late;
	size_t count;
};

static int by_person(const void *a, const void *b)
{
	const struct ck_registry_answer *const *x = a, *const *y = b;

	return ((*x)->person > (*y)->person) - ((*x)->person < (*y)->person);
}

static int by_number(const void *number, const void *answer)
{
	const int64_t *person = number;
	const struct ck_registry_answer *const *y = answer;

	return (*person > (*y)->person) - (*person < (*y)->person);
}

/* -- the question -- */

static void write_question(const struct batch *b, struct ck_buffer *text)
{
	ck_buffer_text(text, b->of_pay ? "id\tpayer\n" : "id\n");
	for (size_t i = 0; i < b->count; i++) {
		ck_buffer_printf(text, "%012" PRId64, b->asked[i]->person);
		if (b->of_pay)
			ck_buffer_printf(text, "\t%012" PRId64, b->payer);
		ck_buffer_char(text, '\n');
	}
}

/* -- the answer -- */

static bool read_number(const char *text, int64_t *number)
{
	return text != NULL && ck_identity_read(text).valid && ck_text_number(text, number);
}

/* Exactly these columns, and those that are nobody's. */
static enum ck_code check_columns(const struct batch *b, const struct ck_reader *r, struct ck_error *e)
{
	const char *const *names, *word = b->of_pay ? CK_REGISTRY_PAY : CK_REGISTRY_DISABLED;
	size_t count = ck_reader_columns(r, &names);
	bool has_id = false, has_word = false;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], "id") == 0)
			has_id = true;
		else if (strcmp(names[i], word) == 0)
			has_word = true;
		else if (strncmp(names[i], PASSED_ON, strlen(PASSED_ON)) != 0 && !(b->of_pay && strcmp(names[i], "payer") == 0))
			return ck_fail(e, CK_UNAVAILABLE, "answered with an unknown column %.40s", names[i]);
	}
	if (count == 0)
		return ck_fail(e, CK_UNAVAILABLE, "answered nothing");
	if (!has_id || !has_word)
		return ck_fail(e, CK_UNAVAILABLE, "answered without the column %s", has_id ? word : "id");
	return CK_OK;
}

static enum ck_code fault(struct ck_error *e, const struct ck_record *record, const char *what)
{
	return ck_fail(e, CK_UNAVAILABLE, "answered %s (line %zu of its answer)", what, record->first_line);
}

static enum ck_code take_disabled(const struct ck_record *record, struct ck_registry_answer *answer, struct ck_error *e)
{
	const char *disabled = ck_fields_get(record->fields, "disabled");

	answer->known = disabled != NULL;
	if (disabled == NULL)
		return CK_OK;
	answer->disabled = strcmp(disabled, "yes") == 0;
	return answer->disabled || strcmp(disabled, "no") == 0 ? CK_OK : fault(e, record, "neither yes nor no");
}

static enum ck_code take_pay(const struct ck_record *record, struct ck_registry_answer *answer, struct ck_error *e)
{
	const char *pay = ck_fields_get(record->fields, "pay");

	answer->known = pay != NULL;
	return pay == NULL || ck_text_money(pay, &answer->pay) ? CK_OK : fault(e, record, "no sum in tenge");
}

static enum ck_code take(struct batch *b, const struct ck_record *record, struct ck_error *e)
{
	const char *payer = ck_fields_get(record->fields, "payer");
	struct ck_registry_answer **found = NULL;
	int64_t number;
	size_t i;

	if (read_number(ck_fields_get(record->fields, "id"), &number))
		found = bsearch(&number, b->asked, b->count, sizeof *b->asked, by_number);
	if (found == NULL)
		return fault(e, record, "for somebody nobody asked about");
	if (payer != NULL && (!read_number(payer, &number) || number != b->payer))
		return fault(e, record, "for an employer nobody asked about");
	i = (size_t)(found - b->asked);
	if (b->answered[i])
		return fault(e, record, "twice for one person");
	b->answered[i] = true;
	return b->of_pay ? take_pay(record, *found, e) : take_disabled(record, *found, e);
}

static enum ck_code take_all(struct batch *b, struct ck_reader *r, struct ck_error *e)
{
	struct ck_record record;
	struct ck_error why;
	bool broken, more = true;
	size_t missing = 0;
	enum ck_code code = check_columns(b, r, e);

	while (code == CK_OK && more) {
		code = ck_reader_next(r, &record, &broken, &why);
		more = record.fields != NULL;
		if (code != CK_OK)
			code = ck_fail(e, CK_UNAVAILABLE, "answered what cannot be read (line %zu of its answer): %.300s",
			               record.first_line, why.text);
		else if (more)
			code = take(b, &record, e);
	}
	for (size_t i = 0; i < b->count; i++)
		missing += !b->answered[i];
	if (code == CK_OK && missing > 0)
		code = ck_fail(e, CK_UNAVAILABLE, "gave no answer for %zu of %zu people", missing, b->count);
	return code;
}

/* A line that does not end was cut off, and so perhaps its last value. */
static enum ck_code read_answer(struct batch *b, struct ck_buffer *text, struct ck_error *e)
{
	const struct ck_reader_options options = {.name = "answer"};
	struct ck_error why;
	struct ck_reader *r;
	FILE *stream;
	enum ck_code code;

	if (text->length == 0)
		return ck_fail(e, CK_UNAVAILABLE, "answered nothing");
	if (text->text[text->length - 1] != '\n')
		return ck_fail(e, CK_UNAVAILABLE, "answered with a last line that is cut off");
	if (ck_utf8_valid(text->text, text->length) != text->length)
		return ck_fail(e, CK_UNAVAILABLE, "answered with bytes that are not UTF-8");
	stream = fmemopen(text->text, text->length, "r");
	if (stream == NULL)
		return ck_fail(e, CK_BUG, "no stream can be made of an answer");
	if (ck_reader_open(stream, &options, &r, &why) != CK_OK)
		return ck_fail(e, CK_UNAVAILABLE, "answered what cannot be read (line 1 of its answer): %.300s", why.text);
	code = take_all(b, r, e);
	ck_reader_free(r);
	return code;
}

/* -- asked -- */

static enum ck_code ask_batch(struct batch *b, struct ck_error *e)
{
	struct ck_buffer question = {0}, answer = {0};
	struct ck_talk talk = {.command = b->source->command, .seconds = b->source->seconds, .late = b->late};
	enum ck_code code;

	qsort(b->asked, b->count, sizeof *b->asked, by_person);
	memset(b->answered, 0, b->count * sizeof *b->answered);
	write_question(b, &question);
	talk.input = question.text;
	talk.length = question.length;
	talk.most = ANSWER_BYTES + PERSON_BYTES * b->count;
	code = ck_talk_run(&talk, &answer, e);
	if (code == CK_OK)
		code = read_answer(b, &answer, e);
	ck_buffer_free(&question);
	ck_buffer_free(&answer);
	return code;
}

static void forget(struct ck_registry_answer *answers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		answers[i] = (struct ck_registry_answer){.person = answers[i].person};
}

enum ck_code ck_source_ask(const struct ck_source *source, const char *registry, int64_t payer,
                           struct ck_registry_answer *answers, size_t count, bool *late, struct ck_error *e)
{
	struct batch b = {.source = source, .registry = registry, .of_pay = strcmp(registry, CK_REGISTRY_PAY) == 0,
	                  .payer = payer, .late = late};
	size_t most = source->most < 1 ? 1 : source->most < count ? source->most : count;
	struct ck_error why;
	enum ck_code code = CK_OK;

	*late = false;
	forget(answers, count);
	b.asked = ck_grow(NULL, most + 1, sizeof *b.asked);
	b.answered = ck_grow(NULL, most + 1, sizeof *b.answered);
	for (size_t first = 0; first < count && code == CK_OK; first += b.count) {
		b.count = count - first < most ? count - first : most;
		for (size_t i = 0; i < b.count; i++)
			b.asked[i] = &answers[first + i];
		code = ask_batch(&b, &why);
		if (code != CK_OK)
			code = ck_fail(e, code, "the source of %s %s", registry, why.text);
	}
	if (code != CK_OK)
		forget(answers, count);
	free(b.asked);
	free(b.answered);
	return code;
}
