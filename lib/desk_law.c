/* desk_law: the vocabulary and the editions that a desk meets, and which edition of a service holds on a day. */
#include <string.h>
#include "desk_priv.h"
#include "service.h"

struct law {                 /* when an edition is in force, and for whom */
	const char *regulation, *edition, *authority, *repealed_by;
	ck_day from, until;
};

enum ck_code ck_desk_vocabulary(struct ck_desk *d, const struct ck_vocabulary **v, struct ck_error *e)
{
	struct ck_rows rows = {0};
	enum ck_code code = CK_OK;

	if (d->vocabulary == NULL) {
		code = ck_service_rows(d->is.store, "", "", &rows, e);
		if (code == CK_OK)
			code = ck_vocabulary_build(&rows, &d->vocabulary, e);
		ck_rows_free(&rows);
	}
	*v = d->vocabulary;
	return code;
}

enum ck_code ck_desk_edition(struct ck_desk *d, const char *regulation, const char *edition,
                             const struct ck_edition **ed, struct ck_error *e)
{
	const struct ck_vocabulary *v;
	struct ck_edition *built = NULL;
	struct ck_rows rows = {0};
	enum ck_code code;

	for (size_t i = 0; i < d->editions.count; i++) {
		*ed = d->editions.at[i];
		if (strcmp((*ed)->regulation, regulation) == 0 && strcmp((*ed)->edition, edition) == 0)
			return CK_OK;
	}
	if ((code = ck_desk_vocabulary(d, &v, e)) != CK_OK)
		return code;
	code = ck_service_rows(d->is.store, regulation, edition, &rows, e);
	if (code == CK_OK)
		code = ck_edition_build(&rows, regulation, edition, v, &built, e);
	ck_rows_free(&rows);
	if (code != CK_OK)
		return code;
	ck_desk_list_add(&d->editions, built);
	*ed = built;
	return CK_OK;
}

static const char *kept(struct ck_desk *d, const struct ck_row *row, const char *column)
{
	const char *text = ck_fields_get(&row->fields, column);
	return ck_arena_copy(d->arena, text != NULL ? text : "");
}

/* An absent day is CK_NODAY. */
static bool law_day(const struct ck_row *row, const char *column, ck_day *day)
{
	const char *text = ck_fields_get(&row->fields, column);

	*day = CK_NODAY;
	return text == NULL || ck_day_parse(text, day);
}

static enum ck_code law_take(struct ck_desk *d, const struct ck_row *row, struct ck_error *e)
{
	struct law *l = ck_arena_alloc(d->arena, sizeof *l);

	l->regulation = kept(d, row, "regulation");
	l->edition = kept(d, row, "edition");
	l->authority = kept(d, row, "authority");
	l->repealed_by = kept(d, row, "repealed_by");
	ck_desk_list_add(&d->laws, l);
	if (!law_day(row, "valid_from", &l->from) || !law_day(row, "valid_until", &l->until))
		return ck_fail(e, CK_CONFIG, "%s of %s: valid_from or valid_until is no day", l->regulation, l->edition);
	return CK_OK;
}

static enum ck_code laws_read(struct ck_desk *d, struct ck_error *e)
{
	struct ck_rows rows = {0};
	enum ck_code code;

	if (d->laws_read)
		return CK_OK;
	d->laws.count = 0;
	code = ck_service_part(d->is.store, CK_PART_REGULATIONS, &rows, e);
	for (size_t i = 0; i < rows.count && code == CK_OK; i++)
		code = law_take(d, &rows.at[i], e);
	ck_rows_free(&rows);
	d->laws_read = code == CK_OK;
	return code;
}

static bool is_named(const struct law *l, const char *service)
{
	const char *slash = strrchr(l->regulation, '/');

	return strcmp(l->regulation, service) == 0 || (slash != NULL && strcmp(slash + 1, service) == 0);
}

static bool has_begun(const struct law *l, ck_day day)
{
	return l->from == CK_NODAY || l->from <= day;
}

/* Of editions that have begun the later one speaks, of those to come the earlier one. */
static bool speaks_before(const struct law *a, const struct law *b, ck_day day)
{
	if (has_begun(a, day) != has_begun(b, day))
		return has_begun(a, day);
	return has_begun(a, day) ? a->from > b->from : a->from < b->from;
}

static const struct law *law_of_day(const struct ck_desk *d, const struct ck_office *o, const char *service, ck_day day)
{
	const struct law *best = NULL, *l;

	for (size_t i = 0; i < d->laws.count; i++) {
		l = d->laws.at[i];
		if (!is_named(l, service) || !ck_word_in(o->authority, l->authority))
			continue;
		if (best == NULL || speaks_before(l, best, day))
			best = l;
	}
	return best;
}

static enum ck_code fail_foreign(const struct ck_desk *d, const struct ck_office *o, const char *service,
                                 struct ck_error *e)
{
	for (size_t i = 0; i < d->laws.count; i++) {
		const struct law *l = d->laws.at[i];
		if (!is_named(l, service))
			continue;
		ck_fail(e, CK_REFUSED, "%s is a service of the authority \"%s\"; %s is an office of \"%s\"", l->regulation,
		        l->authority, o->code, o->authority);
		return ck_fail_column(e, "service");
	}
	ck_fail(e, CK_BADDATA, "no service \"%s\"", service);
	return ck_fail_column(e, "service");
}

static enum ck_code check_in_force(const struct law *l, ck_day day, struct ck_error *e)
{
	char on[CK_TIME_TEXT], from[CK_TIME_TEXT];

	ck_day_print(on, day);
	if (!has_begun(l, day)) {
		ck_day_print(from, l->from);
		return ck_fail(e, CK_REFUSED, "%s is not yet in force on %s, but from %s on", l->regulation, on, from);
	}
	if (l->until == CK_NODAY || day < l->until)
		return CK_OK;
	return ck_fail(e, CK_REFUSED, "%s is no longer in force on %s%s%s", l->regulation, on,
	               l->repealed_by[0] != '\0' ? ": repealed by " : "", l->repealed_by);
}

enum ck_code ck_desk_service(struct ck_desk *d, const struct ck_office *o, const char *service, ck_day day,
                             const struct ck_edition **ed, struct ck_error *e)
{
	const struct law *l;
	enum ck_code code;

	if ((code = laws_read(d, e)) != CK_OK)
		return code;
	if ((l = law_of_day(d, o, service, day)) == NULL)
		return fail_foreign(d, o, service, e);
	if ((code = check_in_force(l, day, e)) != CK_OK) {
		ck_fail_column(e, "service");
		return code;
	}
	return ck_desk_edition(d, l->regulation, l->edition, ed, e);
}

enum ck_code ck_desk_regulation(struct ck_desk *d, const struct ck_office *o, const char *service,
                                const char **regulation, struct ck_error *e)
{
	const struct law *l;
	enum ck_code code = laws_read(d, e);

	if (code != CK_OK)
		return code;
	if ((l = law_of_day(d, o, service, CK_NODAY)) == NULL)
		return fail_foreign(d, o, service, e);
	*regulation = l->regulation;
	return CK_OK;
}
