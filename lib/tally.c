#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tally.h"

/* A group is kept under its values, each ended by U+0001: that orders them by the first column, then the second. */
struct group {
	char *values;
	long long count;
};
struct ck_tally {
	const char *counted;           /* "cases" */
	struct ck_buffer by, columns;  /* words */
	void *tree;                    /* of struct group, by values */
	struct group **at;             /* in order, once reading began */
	size_t count, next;
	struct ck_buffer values;
};

enum ck_code ck_tally_new(const char *counted, const char *by, const char *known, struct ck_tally **t, struct ck_error *e)
{
	struct ck_tally *new = ck_alloc(sizeof *new);
	const char *words;
	size_t length;

	new->counted = counted;
	for (; *by != '\0'; by++)
		ck_buffer_char(&new->by, *by == ',' ? ' ' : *by);
	words = new->by.text;
	for (const char *word; words != NULL && (word = ck_word_next(&words, &length)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		if (!ck_word_in(known, name)) {
			ck_tally_free(new);
			return ck_fail(e, CK_USAGE, "%s cannot be grouped by \"%s\": it is no column of theirs", counted, name);
		}
	}
	ck_buffer_printf(&new->columns, "%s %s", new->by.text == NULL ? "" : new->by.text, counted);
	*t = new;
	return CK_OK;
}

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct group *)a)->values, ((const struct group *)b)->values);
}

void ck_tally_add(struct ck_tally *t, const struct ck_fields *record)
{
	const char *words = t->by.text;
	size_t length;
	struct group probe, **slot;

	ck_buffer_empty(&t->values);
	for (const char *word; words != NULL && (word = ck_word_next(&words, &length)) != NULL;) {
		char name[40];
		const char *value;

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		value = ck_fields_get(record, name);
		ck_buffer_text(&t->values, value == NULL ? "" : value);
		ck_buffer_char(&t->values, '\1');
	}
	probe.values = t->values.text;
	slot = tfind(&probe, &t->tree, compare);
	if (slot == NULL) {
		struct group *group = ck_alloc(sizeof *group);

		group->values = ck_copy(t->values.text);
		slot = tsearch(group, &t->tree, compare);
		if (slot == NULL)
			slot = ck_grow(NULL, SIZE_MAX, sizeof *slot); /* no memory for the tree: never comes back */
	}
	(*slot)->count++;
}

const char *ck_tally_columns(const struct ck_tally *t)
{
	return t->columns.text;
}

static void collect(const void *node, VISIT visit, void *to)
{
	struct ck_tally *t = to;

	if (visit != postorder && visit != leaf)
		return;
	t->at = ck_grow(t->at, t->count + 1, sizeof *t->at);
	t->at[t->count++] = *(struct group *const *)node;
}

bool ck_tally_next(struct ck_tally *t, struct ck_fields *out)
{
	const char *words = t->by.text, *value;
	size_t length;
	char text[32];

	if (t->at == NULL)
		twalk_r(t->tree, collect, t);
	ck_fields_empty(out);
	if (t->next >= t->count)
		return false;
	value = t->at[t->next]->values;
	for (const char *word; words != NULL && (word = ck_word_next(&words, &length)) != NULL;) {
		char name[40], *copy;
		size_t n = strcspn(value, "\1");

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		copy = ck_copy_n(value, n);
		ck_fields_set(out, name, copy);
		free(copy);
		value += n + 1;
	}
	snprintf(text, sizeof text, "%lld", t->at[t->next++]->count);
	ck_fields_set(out, t->counted, text);
	return true;
}

static void free_group(void *group)
{
	free(((struct group *)group)->values);
	free(group);
}

void ck_tally_free(struct ck_tally *t)
{
	if (t == NULL)
		return;
	tdestroy(t->tree, free_group);
	free(t->at);
	ck_buffer_free(&t->by);
	ck_buffer_free(&t->columns);
	ck_buffer_free(&t->values);
	free(t);
}
