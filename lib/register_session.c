/* register_session: commissions, their sessions, agendas and votes: written from what events say, and read. */
#include <stdlib.h>
#include <string.h>
#include "register_priv.h"

/* -- what journals say: who sits -- */

static enum ck_code add_member(const struct ck_saying *say, struct ck_error *e)
{
	const char *commission, *member, *name, *position;
	struct ck_entry_row row = {.in = CK_REGISTER_MEMBER, .chain = say->ev->chain, .seq = say->ev->seq};
	struct ck_buffer word = {0};
	enum ck_series series;
	int office, year, number;
	enum ck_code code;

	if ((code = ck_said_text(say, "commission", &commission, e)) != CK_OK ||
	    (code = ck_said_text(say, "member", &member, e)) != CK_OK ||
	    (code = ck_said_text(say, "name", &name, e)) != CK_OK ||
	    (code = ck_said_text(say, "position", &position, e)) != CK_OK ||
	    (code = ck_said_time(say, "since", &row.b, e)) != CK_OK)
		return code;
	ck_chain_unpack(say->ev->chain, &office, &year, &series, &number);
	ck_buffer_printf(&word, "%s %s", commission, member);
	row.a = office;
	row.word = word.text;
	ck_fields_set(&row.data, "name", name);
	ck_fields_set(&row.data, "position", position);
	ck_fields_set(&row.data, "interests", ck_said(say, "interests"));
	code = ck_entry_put(say->store, &row, e);
	ck_buffer_free(&word);
	return code;
}

struct stay {                      /* of a member */
	struct ck_entry_row row;
	ck_time until;
};

static void keep_stay(const struct ck_entry_row *entry, struct ck_arena *arena, void *to)
{
	struct stay *stay = to;

	stay->row = *entry;
	stay->row.word = ck_arena_copy(arena, entry->word);
	stay->row.data = (struct ck_fields){0};
	stay->until = ck_entry_number(entry, "until");
}

/* Of a member's stays the one that has no end yet, else the last one; NULL = there is none. */
static const struct stay *stay_to_end(const struct ck_entry_list *stays, const char *word)
{
	const struct stay *found = NULL;

	for (size_t i = 0; i < stays->count; i++) {
		const struct stay *stay = ck_entry_list_at(stays, i);

		if (strcmp(stay->row.word, word) == 0 && (found == NULL || found->until != CK_NOTIME || stay->until == CK_NOTIME))
			found = stay;
	}
	return found;
}

static enum ck_code end_stay(const struct ck_saying *say, const char *word, ck_time until, struct ck_error *e)
{
	struct ck_entry_list stays = {.size = sizeof(struct stay), .read = keep_stay};
	struct ck_entry_row row = {0};
	const struct stay *stay;
	struct ck_result *r;
	enum ck_series series;
	int office, year, number;
	bool found;
	enum ck_code code;

	ck_chain_unpack(say->ev->chain, &office, &year, &series, &number);
	code = ck_store_query(say->store, &r, e, CK_SQL_ENTRIES_OF, "iiii", (int64_t)CK_REGISTER_MEMBER, (int64_t)office,
	                      INT64_MIN, INT64_MAX);
	if (code != CK_OK)
		return code;
	code = ck_entry_list_read(&stays, CK_REGISTER_MEMBER, r, e);
	stay = stay_to_end(&stays, word);
	if (code == CK_OK && stay == NULL)
		code = ck_said_wrongly(say, "that member never sat", e);
	if (code == CK_OK) {
		row = stay->row;
		code = ck_entry_get(say->store, &row, &found, e);
	}
	if (code == CK_OK) {
		ck_entry_set(&row, "until", until);
		code = ck_entry_put(say->store, &row, e);
	}
	ck_fields_free(&row.data);
	ck_entry_list_free(&stays);
	return code;
}

static enum ck_code end_member(const struct ck_saying *say, struct ck_error *e)
{
	const char *commission, *member;
	struct ck_buffer word = {0};
	ck_time until;
	enum ck_code code;

	if ((code = ck_said_text(say, "commission", &commission, e)) != CK_OK ||
	    (code = ck_said_text(say, "member", &member, e)) != CK_OK ||
	    (code = ck_said_time(say, "until", &until, e)) != CK_OK)
		return code;
	ck_buffer_printf(&word, "%s %s", commission, member);
	code = end_stay(say, word.text, until, e);
	ck_buffer_free(&word);
	return code;
}

enum ck_code ck_apply_member(const struct ck_saying *say, struct ck_error *e)
{
	if (strcmp(say->ev->acts, "member-add") == 0)
		return add_member(say, e);
	return strcmp(say->ev->acts, "member-end") == 0 ? end_member(say, e) : CK_OK;
}

/* -- what sessions say -- */

static enum ck_code open_session(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row = {.in = CK_REGISTER_SESSION, .a = say->ev->chain, .word = "", .chain = say->ev->chain,
	                           .seq = say->ev->seq};
	const char *commission, *place;
	ck_time meets;
	bool added;
	enum ck_code code;

	if ((code = ck_said_text(say, "commission", &commission, e)) != CK_OK ||
	    (code = ck_said_time(say, "meets", &meets, e)) != CK_OK || (code = ck_said_text(say, "place", &place, e)) != CK_OK)
		return code;
	ck_fields_set(&row.data, "commission", commission);
	ck_entry_set(&row, "meets", meets);
	ck_fields_set(&row.data, "place", place);
	code = ck_entry_add(say->store, &row, &added, e);
	return code != CK_OK || added ? code : ck_said_wrongly(say, "the session was opened before", e);
}

/* The session's entry as it stands, to be put back. */
static enum ck_code get_session(const struct ck_saying *say, struct ck_entry_row *row, struct ck_error *e)
{
	bool found;
	enum ck_code code;

	*row = (struct ck_entry_row){.in = CK_REGISTER_SESSION, .a = say->ev->chain, .word = ""};
	code = ck_entry_get(say->store, row, &found, e);
	return code != CK_OK || found ? code : ck_said_wrongly(say, "the session was never opened", e);
}

static enum ck_code publish_session(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row;
	enum ck_code code = get_session(say, &row, e);

	if (code == CK_OK && !ck_fields_has(&row.data, "published")) {
		ck_entry_set(&row, "published", say->ev->at);
		code = ck_entry_put(say->store, &row, e);
	}
	ck_fields_free(&row.data);
	return code;
}

static enum ck_code close_session(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row = {0};
	int64_t members, present;
	enum ck_code code;

	if ((code = ck_said_count(say, "members", &members, e)) != CK_OK ||
	    (code = ck_said_count(say, "present", &present, e)) != CK_OK)
		return code;
	code = get_session(say, &row, e);
	if (code == CK_OK && ck_fields_has(&row.data, "closed"))
		code = ck_said_wrongly(say, "the session was closed before", e);
	if (code == CK_OK) {
		ck_entry_set(&row, "closed", say->ev->at);
		ck_entry_set(&row, "members", members);
		ck_entry_set(&row, "present", present);
		code = ck_entry_put(say->store, &row, e);
	}
	ck_fields_free(&row.data);
	return code;
}

static enum ck_code cast_vote(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_row row = {.in = CK_REGISTER_VOTE, .a = say->ev->chain, .chain = say->ev->chain, .seq = say->ev->seq};
	const char *vote;
	enum ck_code code;

	if ((code = ck_said_text(say, "member", &row.word, e)) != CK_OK ||
	    (code = ck_said_text(say, "vote", &vote, e)) != CK_OK)
		return code;
	if (*ck_said(say, "case") != '\0' && (code = ck_said_chain(say, "case", CK_SERIES_CASE, &row.b, e)) != CK_OK)
		return code;
	ck_fields_set(&row.data, "vote", vote);
	return ck_entry_put(say->store, &row, e);
}

enum ck_code ck_apply_session(const struct ck_saying *say, struct ck_error *e)
{
	static const struct {
		const char *act;
		enum ck_code (*apply)(const struct ck_saying *say, struct ck_error *e);
	} acts[] = {{"session-vote", cast_vote},
	            {"session-open", open_session},
	            {"session-publish", publish_session},
	            {"session-close", close_session}};

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (strcmp(say->ev->acts, acts[i].act) == 0)
			return acts[i].apply(say, e);
	return CK_OK; /* what else a session's chain may hold changes no entry */
}

/* -- what cases say of a session -- */

/* The event that names a session first puts the case on its agenda. */
static enum ck_code put_agenda(struct ck_store *s, const struct ck_agenda_row *agenda, struct ck_error *e)
{
	struct ck_entry_row row = {.in = CK_REGISTER_AGENDA, .a = agenda->session, .b = agenda->chain, .word = "",
	                           .chain = agenda->chain, .seq = agenda->seq};

	ck_fields_set(&row.data, "recommendation", agenda->recommendation);
	ck_entry_set(&row, "concluded", agenda->concluded != 0 ? agenda->concluded : INT64_MIN);
	return ck_entry_put(s, &row, e);
}

enum ck_code ck_apply_agenda(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_agenda_row agenda = {.chain = say->ev->chain, .seq = say->ev->seq,
	                               .recommendation = ck_said(say, "recommendation")};
	struct ck_entry_row row = {.in = CK_REGISTER_AGENDA, .b = say->ev->chain, .word = ""};
	bool found;
	enum ck_code code;

	if (*ck_said(say, "session") == '\0')
		return CK_OK;
	if ((code = ck_said_chain(say, "session", CK_SERIES_SESSION, &agenda.session, e)) != CK_OK)
		return code;
	row.a = agenda.session;
	code = ck_entry_get(say->store, &row, &found, e);
	ck_fields_free(&row.data);
	if (code != CK_OK || (found && *agenda.recommendation == '\0'))
		return code;
	if (found)
		agenda.seq = row.seq;
	if (*agenda.recommendation != '\0')
		agenda.concluded = say->ev->seq;
	return put_agenda(say->store, &agenda, e);
}

static enum ck_code undo_one(void *to, const struct ck_agenda_row *row, struct ck_error *e)
{
	const struct ck_saying *say = to;
	const struct ck_entry_row entry = {.in = CK_REGISTER_AGENDA, .a = row->session, .b = row->chain, .word = ""};
	struct ck_agenda_row open = *row;

	if (ck_said_undone(say, row->seq))
		return ck_entry_drop(say->store, &entry, e);
	if (row->concluded == 0 || !ck_said_undone(say, row->concluded))
		return CK_OK;
	open.recommendation = "";
	open.concluded = 0;
	return put_agenda(say->store, &open, e);
}

enum ck_code ck_undo_agenda(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_saying undo = *say;

	return ck_register_agenda(say->store, 0, say->ev->chain, undo_one, &undo, e);
}

/* -- sessions read -- */

static const char *text_of(const struct ck_entry_row *entry, const char *name, struct ck_arena *arena)
{
	const char *text = ck_fields_get(&entry->data, name);

	return ck_arena_copy(arena, text != NULL ? text : "");
}

static void read_session(const struct ck_entry_row *entry, struct ck_arena *arena, void *row)
{
	*(struct ck_session_row *)row = (struct ck_session_row){
	    .id = entry->a,
	    .commission = text_of(entry, "commission", arena),
	    .place = text_of(entry, "place", arena),
	    .meets = ck_entry_number(entry, "meets"),
	    .published = ck_entry_number(entry, "published"),
	    .closed = ck_entry_number(entry, "closed"),
	    .members = ck_entry_number(entry, "members"),
	    .present = ck_entry_number(entry, "present"),
	};
}

static int by_meeting(const void *row, const void *other)
{
	const struct ck_session_row *a = row, *b = other;

	return a->meets != b->meets ? (a->meets > b->meets) - (a->meets < b->meets) : (a->id > b->id) - (a->id < b->id);
}

enum ck_code ck_register_session(struct ck_store *s, ck_chain id, struct ck_arena *arena, struct ck_session_row *row,
                                 bool *found, struct ck_error *e)
{
	struct ck_entry_row entry = {.in = CK_REGISTER_SESSION, .a = id, .word = ""};
	enum ck_code code = ck_entry_get(s, &entry, found, e);

	if (code == CK_OK && *found)
		read_session(&entry, arena, row);
	ck_fields_free(&entry.data);
	return code;
}

enum ck_code ck_register_sessions(struct ck_store *s, int office, const char *commission, bool open_only,
                                  enum ck_code (*each)(void *to, const struct ck_session_row *row, struct ck_error *e),
                                  void *to, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_session_row), .read = read_session, .order = by_meeting};
	struct ck_result *r;
	ck_chain from, until;
	enum ck_code code;

	ck_register_span(office, &from, &until);
	code = ck_store_query(s, &r, e, CK_SQL_ENTRIES_BETWEEN, "iii", (int64_t)CK_REGISTER_SESSION, from, until);
	if (code != CK_OK)
		return code;
	code = ck_entry_list_read(&l, CK_REGISTER_SESSION, r, e);
	for (size_t i = 0; code == CK_OK && i < l.count; i++) {
		const struct ck_session_row *row = ck_entry_list_at(&l, i);

		if ((commission == NULL || strcmp(commission, row->commission) == 0) && (!open_only || row->closed == CK_NOTIME))
			code = each(to, row, e);
	}
	ck_entry_list_free(&l);
	return code;
}

/* -- agendas and votes read -- */

static void read_agenda(const struct ck_entry_row *entry, struct ck_arena *arena, void *row)
{
	const int64_t concluded = ck_entry_number(entry, "concluded");

	*(struct ck_agenda_row *)row = (struct ck_agenda_row){
	    .session = entry->a,
	    .chain = entry->b,
	    .seq = entry->seq,
	    .concluded = concluded != INT64_MIN ? concluded : 0,
	    .recommendation = text_of(entry, "recommendation", arena),
	};
}

enum ck_code ck_register_agenda(struct ck_store *s, ck_chain session, ck_chain chain,
                                enum ck_code (*each)(void *to, const struct ck_agenda_row *row, struct ck_error *e),
                                void *to, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_agenda_row), .read = read_agenda};
	struct ck_result *r;
	enum ck_code code;

	if (session == 0)
		code = ck_store_query(s, &r, e, CK_SQL_ENTRIES_OF_CHAIN, "i", chain);
	else
		code = ck_store_query(s, &r, e, CK_SQL_ENTRIES_OF, "iiii", (int64_t)CK_REGISTER_AGENDA, session, chain,
		                      chain != 0 ? chain : INT64_MAX);
	if (code != CK_OK)
		return code;
	code = ck_entry_list_read(&l, CK_REGISTER_AGENDA, r, e);
	for (size_t i = 0; code == CK_OK && i < l.count; i++)
		code = each(to, ck_entry_list_at(&l, i), e);
	ck_entry_list_free(&l);
	return code;
}

static void read_vote(const struct ck_entry_row *entry, struct ck_arena *arena, void *row)
{
	*(struct ck_vote_row *)row = (struct ck_vote_row){
	    .session = entry->a,
	    .chain = entry->b,
	    .member = ck_arena_copy(arena, entry->word),
	    .vote = text_of(entry, "vote", arena),
	    .seq = entry->seq,
	};
}

enum ck_code ck_register_votes(struct ck_store *s, ck_chain session, ck_chain chain, const char *member,
                               enum ck_code (*each)(void *to, const struct ck_vote_row *row, struct ck_error *e),
                               void *to, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_vote_row), .read = read_vote};
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_ENTRIES_OF, "iiii", (int64_t)CK_REGISTER_VOTE, session, chain,
	                                   chain >= 0 ? chain : INT64_MAX);

	if (code != CK_OK)
		return code;
	code = ck_entry_list_read(&l, CK_REGISTER_VOTE, r, e);
	for (size_t i = 0; code == CK_OK && i < l.count; i++) {
		const struct ck_vote_row *row = ck_entry_list_at(&l, i);

		if (member == NULL || strcmp(member, row->member) == 0)
			code = each(to, row, e);
	}
	ck_entry_list_free(&l);
	return code;
}

/* -- members read -- */

struct seat {                      /* a member as found: its office is known by number */
	struct ck_member_row row;  /* first: who asks for members gets just that */
	int64_t office;
};

static void read_member(const struct ck_entry_row *entry, struct ck_arena *arena, void *to)
{
	const char *blank = strchrnul(entry->word, ' ');
	struct seat *seat = to;

	*seat = (struct seat){
	    .row = {.commission = ck_arena_copy_n(arena, entry->word, (size_t)(blank - entry->word)),
	            .member = ck_arena_copy(arena, *blank != '\0' ? blank + 1 : ""),
	            .name = text_of(entry, "name", arena),
	            .position = text_of(entry, "position", arena),
	            .interests = text_of(entry, "interests", arena),
	            .since = entry->b,
	            .until = ck_entry_number(entry, "until")},
	    .office = entry->a,
	};
}

static int by_seat(const void *one, const void *other)
{
	const struct seat *a = one, *b = other;
	int order = strcmp(a->row.office, b->row.office);

	if (order == 0)
		order = strcmp(a->row.commission, b->row.commission);
	if (order == 0)
		order = strcmp(a->row.member, b->row.member);
	return order != 0 ? order : (a->row.since > b->row.since) - (a->row.since < b->row.since);
}

static enum ck_code name_offices(struct ck_store *s, struct ck_entry_list *l, struct ck_error *e)
{
	struct seat *seats = (void *)l->rows;
	struct ck_result *r;
	enum ck_code code = CK_OK;

	for (size_t i = 0; code == CK_OK && i < l->count; i++) {
		if (i > 0 && seats[i].office == seats[i - 1].office) { /* they come by office */
			seats[i].row.office = seats[i - 1].row.office;
			continue;
		}
		if ((code = ck_store_query(s, &r, e, CK_SQL_OFFICE_BY_NO, "i", seats[i].office)) != CK_OK)
			return code;
		seats[i].row.office = ck_arena_copy(l->arena, ck_result_next(r, e) ? ck_result_text(r, 1) : "");
		ck_result_end(r);
		code = e->code;
	}
	if (l->count > 0)
		qsort(seats, l->count, sizeof *seats, by_seat);
	return code;
}

static bool sat_at(const struct ck_member_row *row, ck_time at)
{
	return row->since <= at && (row->until == CK_NOTIME || at < row->until);
}

/* The entries of an office, or of all. */
static enum ck_code find_members(struct ck_store *s, const char *office, struct ck_result **r, struct ck_error *e)
{
	int64_t from = 0, until = INT64_MAX;

	if (office != NULL) {
		if (ck_store_number(s, &from, e, CK_SQL_OFFICE_NO, "t", office) != CK_OK)
			return e->code;
		until = from + 1; /* no office has number 0 */
	}
	return ck_store_query(s, r, e, CK_SQL_ENTRIES_BETWEEN, "iii", (int64_t)CK_REGISTER_MEMBER, from, until);
}

enum ck_code ck_register_members(struct ck_store *s, const char *office, const char *commission, const char *member,
                                 ck_time at,
                                 enum ck_code (*each)(void *to, const struct ck_member_row *row, struct ck_error *e),
                                 void *to, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct seat), .read = read_member};
	struct ck_result *r;
	enum ck_code code = find_members(s, office, &r, e);

	if (code != CK_OK)
		return code;
	code = ck_entry_list_read(&l, CK_REGISTER_MEMBER, r, e);
	if (code == CK_OK)
		code = name_offices(s, &l, e);
	for (size_t i = 0; code == CK_OK && i < l.count; i++) {
		const struct ck_member_row *row = ck_entry_list_at(&l, i);

		if ((commission == NULL || strcmp(commission, row->commission) == 0) &&
		    (member == NULL || strcmp(member, row->member) == 0) && (at == CK_NOTIME || sat_at(row, at)))
			code = each(to, row, e);
	}
	ck_entry_list_free(&l);
	return code;
}
