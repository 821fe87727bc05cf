/* mapping_word: words found quickly, by open addressing; and patterns with a star. */
#include <stdlib.h>
#include <string.h>

#include "mapping_priv.h"

static uint32_t hash_of(const char *s)
{
	uint32_t hash = 2166136261u;

	for (; *s; s++)
		hash = (hash ^ (unsigned char)*s) * 16777619u;
	return hash;
}

/* Where the word stands, or the free place where it would; room is never full. */
static size_t place_of(const struct ck_words *w, const char *word, uint32_t hash)
{
	size_t i = hash & (w->room - 1);

	while (w->at[i].word != NULL && (w->at[i].hash != hash || strcmp(w->at[i].word, word) != 0))
		i = (i + 1) & (w->room - 1);
	return i;
}

const char *ck_words_find(const struct ck_words *w, const char *word)
{
	return w->room == 0 ? NULL : w->at[place_of(w, word, hash_of(word))].means;
}

static void widen(struct ck_words *w)
{
	struct ck_words wide = {.room = w->room == 0 ? 16 : 2 * w->room};

	wide.at = ck_alloc(wide.room * sizeof *wide.at);
	for (size_t i = 0; i < w->room; i++)
		if (w->at[i].word != NULL)
			wide.at[place_of(&wide, w->at[i].word, w->at[i].hash)] = w->at[i];
	wide.count = w->count;
	free(w->at);
	*w = wide;
}

void ck_words_add(struct ck_words *w, const char *word, const char *means)
{
	uint32_t hash = hash_of(word);

	if (2 * w->count >= w->room)
		widen(w);
	w->at[place_of(w, word, hash)] = (struct ck_word_pair){word, means, hash};
	w->count++;
}

void ck_words_free(struct ck_words *w)
{
	free(w->at);
	*w = (struct ck_words){0};
}

bool ck_glob(const char *pattern, const char *text)
{
	const char *star = NULL, *from = NULL;

	for (; *text; ) {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	return pattern[strspn(pattern, "*")] == '\0';
}

const char *ck_fold_copy(struct ck_arena *a, const char *text)
{
	struct ck_buffer b = {0};

	ck_text_fold(&b, text);
	const char *copy = ck_arena_copy_n(a, b.text, b.length);
	ck_buffer_free(&b);
	return copy;
}
