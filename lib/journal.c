/* journal: an event of no case, appended. */
#include <stdlib.h>
#include "journal.h"
#include "ledger.h"
#include "register.h"

/* When the chain's last event happened; CK_NOTIME = it has none. */
static enum ck_code last_time(struct ck_store *s, ck_chain chain, ck_time *last, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_EVENT_HEAD, "ii", chain, chain + CK_CHAIN_LAST_SEQ + 1);

	*last = CK_NOTIME;
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	if (ck_result_next(r, e))
		*last = ck_result_int(r, 3);
	ck_result_end(r);
	return e->code;
}

static enum ck_code refuse_time(struct ck_error *e, const char *why, ck_time t, const struct ck_zone *zone)
{
	char text[CK_TIME_TEXT];

	ck_time_print(text, t, zone);
	ck_fail(e, CK_REFUSED, "%s %s", why, text);
	return ck_fail_column(e, "at");
}

static enum ck_code settle_time(struct ck_desk *d, const struct ck_posting *posting, ck_time *at, struct ck_error *e)
{
	ck_time now = ck_desk_now(d), last;
	enum ck_code code = last_time(ck_desk_store(d), posting->chain, &last, e);

	if (code != CK_OK)
		return code;
	*at = posting->at;
	if (*at == CK_NOTIME)
		*at = last > now ? last : now;
	else if (*at > now)
		return refuse_time(e, "that has not come yet: it is", now, posting->zone);
	else if (*at < last)
		return refuse_time(e, "that is before what was recorded last, at", last, posting->zone);
	return CK_OK;
}

enum ck_code ck_journal_append(struct ck_desk *d, const struct ck_posting *posting, struct ck_fields *data,
                               struct ck_event *ev, struct ck_error *e)
{
	char number[40];
	enum ck_code code;

	*ev = (struct ck_event){.chain = posting->chain, .data = *data};
	*data = (struct ck_fields){0};
	code = settle_time(d, posting, &ev->at, e);
	if (code != CK_OK)
		return code;
	ev->recorded = ev->at > ck_desk_now(d) ? ev->at : ck_desk_now(d);
	ev->at_offset = ck_zone_local(posting->zone, ev->at).offset;
	ev->recorded_offset = ck_zone_local(posting->zone, ev->recorded).offset;
	ev->step = ck_copy("");
	ev->acts = ck_copy(posting->act);
	ev->role = ck_copy(posting->role);
	ev->by = ck_copy(posting->by);
	ev->done_for = ck_copy("");
	ev->office = ck_copy(posting->by_office);
	ev->os_user = ck_copy(ck_desk_os_user(d));
	ev->batch = ck_copy(ck_desk_batch(d));
	ev->key = ck_copy(posting->key == NULL ? "" : posting->key);
	ck_chain_print(number, posting->office, posting->chain);
	code = ck_ledger_append(ck_desk_store(d), ev, number, e);
	return code == CK_OK ? ck_register_apply(ck_desk_store(d), ev, posting->office, e) : code;
}
