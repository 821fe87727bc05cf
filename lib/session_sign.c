/* session_sign: members sign the minutes of a closed session. A signature is of the minutes as they stood: who
 * signed before a vote was corrected may sign again. */
#include <stdlib.h>
#include <string.h>
#include "attach.h"
#include "session_priv.h"

#define SIGN "session-sign"

static enum ck_code add_signer(struct ck_buffer *words, const char *data, struct ck_error *e)
{
	struct ck_fields f = {0};
	enum ck_code code = ck_fields_parse(&f, data, e);
	const char *member = ck_fields_get(&f, "member");

	if (code == CK_OK && member != NULL && !ck_word_in(words->text, member))
		ck_buffer_printf(words, "%s%s", words->length > 0 ? " " : "", member);
	ck_fields_free(&f);
	return code;
}

enum ck_code ck_sitting_signed(struct ck_sitting *s, struct ck_buffer *words, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code;

	if (s->row.closed == CK_NOTIME)
		return CK_OK;
	code = ck_store_query(ck_desk_store(s->desk), &r, e, CK_SQL_EVENTS_FROM_LAST, "ii", s->row.id,
	                      s->row.id + CK_CHAIN_LAST_SEQ + 1);
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e) && strcmp(ck_result_text(r, 0), SIGN) == 0)
		code = add_signer(words, ck_result_text(r, 1), e);
	ck_result_end(r);
	return code == CK_OK ? e->code : code;
}

static enum ck_code may_sign(struct ck_sitting *s, const char *member, struct ck_error *e)
{
	struct ck_assembly a = {0};
	const struct ck_seat *seat;
	enum ck_code code = CK_OK;

	if (s->row.closed == CK_NOTIME)
		return ck_fail_at(e, CK_REFUSED, "session", "%s is not closed yet: there are no minutes", s->number);
	code = ck_assembly_read(s, member, 0, &a, e);
	if (code == CK_OK) {
		seat = ck_assembly_seat(&a, member);
		if (seat == NULL)
			code = ck_fail_at(e, CK_BADDATA, "member", "%s was no member of the session", member);
		else if (!seat->present)
			code = ck_fail_at(e, CK_REFUSED, "member", "%s was not present", member);
	}
	ck_assembly_free(&a);
	return code;
}

static enum ck_code sign(struct ck_sitting *s, const struct ck_clerk *clerk, const struct ck_fields *in, bool *replayed,
                         struct ck_error *e)
{
	const char *member = ck_fields_get(in, "member"), *file = ck_fields_get(in, "file");
	struct ck_fields data = {0};
	struct ck_buffer by = {0};
	struct ck_event ev = {0};
	enum ck_code code = may_sign(s, member, e);

	if (code == CK_OK)
		code = ck_sitting_signed(s, &by, e);
	*replayed = ck_word_in(by.text, member);
	ck_buffer_free(&by);
	if (code != CK_OK || *replayed)
		return code;
	ck_fields_copy(in, "member signature document", &data);
	if (file != NULL)
		code = ck_attach_file(ck_desk_store(s->desk), file, &data, e);
	if (code == CK_OK)
		code = ck_sitting_append(s, clerk, SIGN, NULL, &data, &ev, e);
	ck_fields_free(&data);
	ck_event_free(&ev);
	return code;
}

enum ck_code ck_session_sign(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct ck_sitting s;
	struct ck_clerk clerk;
	bool replayed = false;
	enum ck_code code = ck_fields_need(in, "session member", e);

	if (code != CK_OK)
		return code;
	code = ck_sitting_begin(d, ck_fields_get(in, "session"), &s, e);
	if (code == CK_OK)
		code = ck_clerk_read(d, s.office, s.row.commission, NULL, in, &clerk, e);
	if (code == CK_OK)
		code = sign(&s, &clerk, in, &replayed, e);
	if (code == CK_OK)
		code = ck_sitting_print(&s, out, e);
	ck_fields_set(out, "replayed", replayed ? "yes" : "no");
	ck_sitting_end(&s);
	return code;
}
