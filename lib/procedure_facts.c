#include <stdio.h>
#include <string.h>

#include "procedure_priv.h"

bool ck_standing_fact(const struct ck_standing *s, const char *fact, bool *stated)
{
	for (size_t i = 0; i < s->facts; i++) {
		if (strcmp(s->fact[i].name, fact) == 0) {
			*stated = true;
			return s->fact[i].yes;
		}
	}
	*stated = false;
	return false;
}

/* What an act's `fact` words say of one fact: 1 yes, 0 no, -1 nothing. The last word on it holds. */
static int fact_in_words(const char *words, const char *fact)
{
	size_t length;
	int said = -1;

	for (const char *word; words != NULL && (word = ck_word_next(&words, &length)) != NULL;) {
		bool no = length > 0 && word[0] == '!';
		if (length - no == strlen(fact) && memcmp(word + no, fact, length - no) == 0)
			said = !no;
	}
	return said;
}

bool ck_look_fact(const struct ck_look *look, const char *fact, bool *stated)
{
	int said = look->data == NULL ? -1 : fact_in_words(ck_fields_get(look->data, "fact"), fact);

	if (said >= 0) {
		*stated = true;
		return said == 1;
	}
	return ck_standing_fact(look->s, fact, stated);
}

static bool is_so(const void *look, const char *fact)
{
	bool stated;
	return ck_look_fact(look, fact, &stated);
}

bool ck_look_when(const struct ck_look *look, const char *when)
{
	return ck_when_holds(when, is_so, look);
}

static void state_fact(struct ck_standing *s, const char *name, size_t length, bool yes)
{
	for (size_t i = 0; i < s->facts; i++) {
		if (strlen(s->fact[i].name) == length && memcmp(s->fact[i].name, name, length) == 0) {
			s->fact[i].yes = yes;
			return;
		}
	}
	s->fact = ck_grow(s->fact, s->facts + 1, sizeof *s->fact);
	snprintf(s->fact[s->facts].name, sizeof s->fact[0].name, "%.*s", (int)length, name);
	s->fact[s->facts++].yes = yes;
}

void ck_state_facts(struct ck_standing *s, const char *words)
{
	size_t length;

	for (const char *word; words != NULL && (word = ck_word_next(&words, &length)) != NULL;) {
		bool no = word[0] == '!';
		state_fact(s, word + no, length - no, !no);
	}
}

/* -- times that the data of an event states -- */

ck_time ck_data_time(const struct ck_standing *s, const struct ck_fields *data, const char *name)
{
	const char *text = data == NULL ? NULL : ck_fields_get(data, name);
	struct ck_error e;
	ck_time t;

	if (text == NULL || ck_time_parse(text, s->w->zone, &t, &e) != CK_OK)
		return CK_NOTIME;
	return t;
}

ck_time ck_look_received(const struct ck_look *look)
{
	ck_time t = ck_data_time(look->s, look->data, "received");
	return t == CK_NOTIME ? look->s->received : t;
}
