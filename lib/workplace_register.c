/* workplace_register: the employer's application: a case opened, and the employer's own steps done with it. */
#include <stdio.h>
#include <string.h>

#include "service.h"
#include "workplace_priv.h"

/* -- the service, where the record names none -- */

/* Where and on which day the application is entered. A time that cannot be read is told by who enters it. */
static enum ck_code entry(struct ck_desk *d, const struct ck_fields *in, const struct ck_office **o, ck_day *day,
                          struct ck_error *e)
{
	const char *office = ck_fields_get(in, "office"), *at = ck_fields_get(in, "at");
	const struct ck_staff *actor;
	struct ck_error unread;
	ck_time t = ck_desk_now(d);
	enum ck_code code = CK_OK;

	if (office == NULL && (code = ck_desk_actor(d, ck_fields_get(in, "by"), t, &actor, e)) == CK_OK)
		office = actor->office;
	if (code == CK_OK && (code = ck_desk_office(d, office, o, e)) != CK_OK)
		ck_fail_column(e, "office");
	if (code != CK_OK)
		return code;
	if (at != NULL && ck_time_parse(at, (*o)->zone, &t, &unread) != CK_OK)
		t = ck_desk_now(d);
	*day = ck_zone_local((*o)->zone, t).day;
	return CK_OK;
}

struct choice {
	char service[200];
	bool several;
};

static enum ck_code choose(struct ck_desk *d, const struct ck_office *o, ck_day day, const char *regulation,
                           struct choice *choice, struct ck_error *e)
{
	const struct ck_edition *ed;
	enum ck_code code;

	if (strcmp(choice->service, regulation) == 0)
		return CK_OK;
	code = ck_desk_service(d, o, regulation, day, &ed, e);
	if (code == CK_REFUSED || code == CK_BADDATA) {
		ck_error_clear(e);
		return CK_OK;
	}
	if (code == CK_OK && choice->service[0] != '\0')
		choice->several = true;
	else if (code == CK_OK)
		snprintf(choice->service, sizeof choice->service, "%s", regulation);
	return code;
}

/* The one service in force at that office whose steps have a contract. */
static enum ck_code find_service(struct ck_desk *d, const struct ck_fields *in, struct choice *choice,
                                 struct ck_error *e)
{
	const struct ck_office *o;
	struct ck_rows rows = {0};
	ck_day day;
	enum ck_code code = entry(d, in, &o, &day, e);

	if (code == CK_OK)
		code = ck_service_part(ck_desk_store(d), CK_PART_STEPS, &rows, e);
	for (size_t i = 0; code == CK_OK && i < rows.count; i++) {
		const struct ck_fields *row = &rows.at[i].fields;

		if (ck_word_in(ck_fields_get(row, "acts"), "contract"))
			code = choose(d, o, day, ck_fields_get(row, "regulation"), choice, e);
	}
	ck_rows_free(&rows);
	if (code != CK_OK || (choice->service[0] != '\0' && !choice->several))
		return code;
	ck_fail(e, CK_BADDATA, "%s", choice->several ? "several services of this office have a contract: name one"
	                                             : "no service of this office has a contract");
	return ck_fail_column(e, "service");
}

/* -- the employer's steps -- */

/* Is the case's next step that of somebody outside, whose papers the clerk holds? */
static enum ck_code is_outside(struct ck_desk *d, const struct ck_fields *stands, bool *outside, struct ck_error *e)
{
	const char *name = ck_fields_get(stands, "next_role");
	const struct ck_vocabulary *v;
	const struct ck_role *role;
	enum ck_code code = ck_desk_vocabulary(d, &v, e);

	if (code != CK_OK)
		return code;
	role = name == NULL ? NULL : ck_role_find(v, name);
	*outside = role != NULL && role->kind == CK_ROLE_OUTSIDE;
	return CK_OK;
}

static enum ck_code do_next(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *stands, struct ck_error *e)
{
	const char *acts = ck_fields_get(stands, "next_acts");
	struct ck_fields step = {0};
	char act[64];
	size_t length = 0;
	const char *first = ck_word_next(&acts, &length);
	enum ck_code code;

	snprintf(act, sizeof act, "%.*s", (int)length, first == NULL ? "" : first);
	ck_fields_set(&step, "case", ck_fields_get(stands, "case"));
	ck_fields_set(&step, "item", ck_fields_get(stands, "next_step"));
	ck_fields_set(&step, "at", ck_fields_get(in, "at"));
	ck_fields_set(&step, "by", ck_fields_get(in, "by"));
	ck_fields_empty(stands);
	code = ck_case_act(d, act, &step, stands, e);
	ck_fields_free(&step);
	return code;
}

static enum ck_code employers_steps(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *stands,
                                    struct ck_error *e)
{
	bool outside = true;
	enum ck_code code = is_outside(d, stands, &outside, e);

	while (code == CK_OK && outside) {
		code = do_next(d, in, stands, e);
		if (code == CK_OK)
			code = is_outside(d, stands, &outside, e);
	}
	ck_fields_set(stands, "key", ck_fields_get(in, "key"));
	return code;
}

/* -- the application -- */

static enum ck_code settle(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *stands,
                           struct ck_fields *out,
                           struct ck_error *e)
{
	bool again = strcmp(ck_fields_get(stands, "replayed"), "yes") == 0;
	struct ck_fields of_case = {0};
	struct ck_work w;
	int64_t cost;
	enum ck_code code;

	ck_fields_set(&of_case, "case", ck_fields_get(stands, "case"));
	code = ck_work_open(&w, d, "submit", "", &of_case, e);
	if (code == CK_OK && !again && ck_text_number(w.cost_asked, &cost))
		code = ck_work_limit(&w, cost, w.applied, e);
	if (code == CK_OK && !again)
		code = employers_steps(d, in, stands, e);
	if (code == CK_OK)
		ck_work_answer(&w, stands, out);
	ck_work_close(&w);
	ck_fields_free(&of_case);
	return code;
}

enum ck_code ck_workplace_register(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                   struct ck_error *e)
{
	struct ck_fields application = {0}, stands = {0};
	struct choice choice = {0};
	enum ck_code code = CK_OK;

	for (size_t i = 0; i < in->count; i++)
		ck_fields_set(&application, in->at[i].name, in->at[i].value);
	if (!ck_fields_has(in, "service"))
		code = find_service(d, in, &choice, e);
	if (choice.service[0] != '\0')
		ck_fields_set(&application, "service", choice.service);
	if (code == CK_OK)
		code = ck_case_register(d, &application, &stands, NULL, e);
	if (code == CK_OK)
		code = settle(d, in, &stands, out, e);
	ck_fields_free(&stands);
	ck_fields_free(&application);
	return code;
}
