/* registry_whole: a snapshot in memory, for who asks about very many people. The rows lie in the order of their people, as
 * the store gives them; a table of first rows, even over the numbers, says where to look. */
#include <stdlib.h>
#include <string.h>
#include "registry.h"

/* So many people are looked for side by side: their places in memory come while the next one's is reckoned. */
#define TOGETHER 64

struct line {
	int64_t person, payer, amount;
	int32_t until;                 /* INT32_MAX = without end */
};
struct ck_snapshot_whole {
	bool of_pay;
	struct line *line;
	size_t lines, room;
	uint32_t *first;               /* of each shelf, the first line; one shelf more than there are */
	size_t shelves;
	int64_t least, width;          /* of the numbers; how many of them a shelf spans */
};

static void add(struct ck_snapshot_whole *w, struct line line)
{
	if (w->lines == w->room) {
		w->room = w->room == 0 ? 1 << 12 : 2 * w->room;
		w->line = ck_grow(w->line, w->room, sizeof *w->line);
	}
	w->line[w->lines++] = line;
}

/* As many shelves as lines: numbers of people cluster on the days of birth, some thirty to a shelf that is not empty. */
static void shelve(struct ck_snapshot_whole *w)
{
	size_t shelf = 0;

	w->least = w->lines > 0 ? w->line[0].person : 0;
	w->shelves = w->lines + 1;
	w->width = w->lines > 0 ? (w->line[w->lines - 1].person - w->least) / (int64_t)w->shelves + 1 : 1;
	w->first = ck_alloc((w->shelves + 1) * sizeof *w->first);
	for (size_t i = 0; i < w->lines; i++) {
		size_t at = (size_t)((w->line[i].person - w->least) / w->width);

		while (shelf <= at)
			w->first[shelf++] = (uint32_t)i;
	}
	while (shelf <= w->shelves)
		w->first[shelf++] = (uint32_t)w->lines;
}

/* Who is out of reach is looked for on the last one, and not found. */
static size_t shelf_of(const struct ck_snapshot_whole *w, int64_t person)
{
	int64_t shelf = (person - w->least) / w->width;

	return person < w->least || shelf >= (int64_t)w->shelves ? w->shelves - 1 : (size_t)shelf;
}

static const struct line *find(const struct ck_snapshot_whole *w, size_t shelf, int64_t person, int64_t payer)
{
	size_t low = w->first[shelf], high = w->first[shelf + 1];

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct line *line = &w->line[middle];

		if (line->person < person || (line->person == person && line->payer < payer))
			low = middle + 1;
		else
			high = middle;
	}
	return low < w->lines && w->line[low].person == person && w->line[low].payer == payer ? &w->line[low] : NULL;
}

enum ck_code ck_snapshot_read(struct ck_store *s, const char *registry, int64_t no, struct ck_snapshot_whole **whole,
                              struct ck_error *e)
{
	struct ck_snapshot_whole *w;
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_SNAPSHOT_ROWS, "i", no);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	w = ck_alloc(sizeof *w);
	w->of_pay = strcmp(registry, CK_REGISTRY_PAY) == 0;
	while (ck_result_next(r, e)) {
		int64_t until = ck_result_int(r, 3);

		add(w, (struct line){ck_result_int(r, 0), ck_result_int(r, 1), ck_result_int(r, 2),
		                     until == INT64_MIN ? INT32_MAX : (int32_t)until});
	}
	ck_result_end(r);
	if (e->code == CK_OK && w->lines >= UINT32_MAX)
		ck_fail(e, CK_REFUSED, "the snapshot is too large to be held");
	if (e->code == CK_OK) {
		shelve(w);
		*whole = w;
	} else {
		ck_snapshot_whole_free(w);
	}
	return e->code;
}

static void answer_some(const struct ck_snapshot_whole *w, int64_t payer, ck_day on, struct ck_registry_answer *answers,
                        size_t count)
{
	size_t shelf[TOGETHER];

	for (size_t i = 0; i < count; i++) {
		shelf[i] = shelf_of(w, answers[i].person);
		__builtin_prefetch(&w->first[shelf[i]]);
	}
	for (size_t i = 0; i < count; i++)
		__builtin_prefetch(&w->line[(w->first[shelf[i]] + w->first[shelf[i] + 1]) / 2]);
	for (size_t i = 0; i < count; i++) {
		const struct line *line = find(w, shelf[i], answers[i].person, payer);
		bool holds = line != NULL && on <= line->until;

		answers[i].known = w->of_pay ? holds : true;
		answers[i].disabled = !w->of_pay && holds;
		answers[i].pay = w->of_pay && holds ? line->amount : 0;
	}
}

void ck_snapshot_answer(const struct ck_snapshot_whole *w, int64_t payer, ck_day on, struct ck_registry_answer *answers,
                        size_t count)
{
	for (size_t done = 0; done < count; done += TOGETHER)
		answer_some(w, payer, on, answers + done, count - done < TOGETHER ? count - done : TOGETHER);
}

void ck_snapshot_whole_free(struct ck_snapshot_whole *w)
{
	if (w == NULL)
		return;
	free(w->first);
	free(w->line);
	free(w);
}
