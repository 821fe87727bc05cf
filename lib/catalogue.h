/* catalogue: the law as data (catalogue(5)). A catalogue is a folder of TSV files, or the rows of such files kept in a
 * store; an edition is one regulation as in force from one day, with its procedures. Everything here is read-only
 * after it was built, and lives as long as the catalogue or edition that gave it. An absent text is "", never NULL. */
#ifndef CK_CATALOGUE_H
#define CK_CATALOGUE_H

#include "fields.h"
#include "term.h"

/* -- the vocabulary: which acts and roles there are at all (acts.tsv, roles.tsv) -- */
enum ck_case_status {  /* in the order in which a case passes through them; never back */
	CK_STATUS_NONE,
	CK_REGISTERED,
	CK_ASSIGNED,
	CK_UNDER_REVIEW,
	CK_REFERRED,
	CK_DECIDED,
	CK_SIGNED,
	CK_ISSUED,
	CK_WITHDRAWN,
	CK_REFUSED_AT_ENTRY,
	CK_LAPSED
};
const char *ck_status_name(enum ck_case_status s);  /* "registered" ...; "" for none */
bool ck_status_parse(const char *name, enum ck_case_status *s);

struct ck_act_kind {
	const char *act;
	enum ck_case_status status;  /* what it gives; CK_STATUS_NONE = none */
	bool decides;
	const char *command;         /* "case-assign"; "case-record" for acts without one of their own */
	const char *title_kk, *title_ru, *title_en;
};
enum ck_role_kind { CK_ROLE_STAFF, CK_ROLE_BODY, CK_ROLE_OUTSIDE, CK_ROLE_MACHINE };
struct ck_role {
	const char *role;
	enum ck_role_kind kind;
	const char *title_kk, *title_ru, *title_en;
};
struct ck_vocabulary {
	const struct ck_act_kind *act;
	size_t acts;
	const struct ck_role *role;
	size_t roles;
};
const struct ck_act_kind *ck_act_find(const struct ck_vocabulary *v, const char *act);  /* NULL = none such */
const struct ck_role *ck_role_find(const struct ck_vocabulary *v, const char *role);

/* -- a procedure: one variant and channel of an edition -- */
struct ck_limit {
	int64_t value;
	enum ck_unit unit;
	bool minimum;             /* bound=min */
	const char *counts_from;  /* previous registration submission receipt decision step:N */
	const char *when;         /* facts under which this limit counts; "" = always */
};
struct ck_step {
	const char *step, *role;
	const char *acts;         /* words: "decide sign" */
	const char *when;         /* facts: "papers-missing & !duplicate"; "" = always */
	const char *on;           /* "", grant, refuse, missed:STEP, done:STEP */
	const char *then;         /* "", refused */
	const char *beside;       /* "", or the step beside which it may be done any number of times */
	const char *checks;       /* the fact that a check reads, which must be stated; "" = none */
	const char *text;         /* the item's words in the act */
	const struct ck_limit *limit;
	size_t limits;
};
struct ck_overall {           /* an overall term of the whole case */
	int64_t value;
	enum ck_unit unit;
	const char *counts_from, *when, *text;
};
struct ck_extension {
	const char *extension;    /* its name: "enquiries" */
	const char *step;         /* whose limits it moves */
	int64_t value;
	enum ck_unit unit;
	const char *when, *text;
};
struct ck_lapse {
	const char *step;         /* not done in time, the case ends lapsed */
	const char *text;
};
struct ck_repetition {
	const char *from_step, *to_step;
	int64_t value;            /* every so many units */
	enum ck_unit unit;
	const char *until_fact;
};
struct ck_procedure {
	const char *regulation, *edition, *variant, *channel;
	const struct ck_step *step;
	size_t steps;
	const struct ck_overall *term;
	size_t terms;
	const struct ck_extension *extension;
	size_t extensions;
	const struct ck_lapse *lapse;
	size_t lapses;
	const struct ck_repetition *repetition;
	size_t repetitions;
	bool told;                /* of an imported case: it has no steps, and its events stand as they were told */
};

/* -- an edition -- */
struct ck_named {             /* a result, ground, fact or document kind */
	const char *name;
	const char *title_kk, *title_ru, *title_en;
	const char *clause;       /* where the act names it */
	const char *variant;      /* only in this variant; "" = in all */
	const char *step;         /* documents: the step whose act must have it; "" = none demands it */
	const char *when;         /* documents: under which facts it is demanded */
	const char *channel;      /* documents: the channel whose step that is; "" = of all (a document has a row a step) */
	const char *acts;         /* facts: the acts that state it; "" = any */
};
struct ck_permit_rule {       /* the result of that variant is a permit */
	const char *variant;
	const char *kind;         /* issue, reissue, extend: the command that issues it is permit-KIND */
	bool quota, share, fee;   /* does it count against a quota; must the staff reach the shares; must a fee be paid */
	const char *clause;
};
struct ck_edition {
	const char *regulation, *edition;
	const char *authority;    /* whose offices register it: "almaty" */
	const char *title_kk, *title_ru, *title_en;
	const char *act;          /* the act with its numbers and dates */
	ck_day valid_from;        /* CK_NODAY = always */
	ck_day valid_until;       /* the first day it is no longer in force; CK_NODAY = still is */
	const char *repealed_by;  /* the act that ended it */
	const char *annex, *provider, *form, *result_text, *seed;
	bool refusable;           /* no: a decision is always a grant */
	const char *default_variant;  /* taken when none is given; "" = one must be given */
	const char *applicant_kind;   /* words: iin bin */
	ck_day substitute_until;  /* until this day another number may stand for the IIN; CK_NODAY = never */
	const struct ck_procedure *procedure;
	size_t procedures;
	const struct ck_named *result, *ground, *fact, *document;
	size_t results, grounds, facts, documents;
	const struct ck_permit_rule *permit;
	size_t permits;
};
const struct ck_permit_rule *ck_permit_rule_find(const struct ck_edition *ed, const char *variant);  /* NULL = no permit */
const struct ck_procedure *ck_procedure_find(const struct ck_edition *ed, const char *variant, const char *channel);
bool ck_acts_decide(const struct ck_vocabulary *v, const char *acts);  /* is one of these words a decision? */
int ck_step_index(const struct ck_procedure *p, const char *step);  /* -1 = no such step */
int ck_act_index(const struct ck_procedure *p, const char *act);    /* the first step with that act; -1 = none */
const struct ck_repetition *ck_repetition_of(const struct ck_procedure *p, const char *step);  /* NULL = it is done once */
const struct ck_named *ck_named_find(const struct ck_named *list, size_t count, const char *name);
/* "almaty-2017/wheelchair, office, item 2" ("…, office issue, item 13b" where the variant is not the default one). */
void ck_clause(char out[200], const struct ck_edition *ed, const struct ck_procedure *p, const char *step);

/* -- rows: the parts of a catalogue as records -- */
enum ck_part {
	CK_PART_ACTS, CK_PART_ROLES,  /* the vocabulary: of no edition */
	CK_PART_REGULATIONS, CK_PART_STEPS, CK_PART_TERMS, CK_PART_EXTENSIONS, CK_PART_LAPSES, CK_PART_REPETITIONS,
	CK_PART_RESULTS, CK_PART_GROUNDS, CK_PART_DOCUMENTS, CK_PART_FACTS,
	CK_PART_PERMITS,
	CK_PARTS
};
const char *ck_part_name(enum ck_part part);     /* "steps": the file is steps.tsv */
const char *ck_part_columns(enum ck_part part);  /* the part's columns in order, separated by spaces */

struct ck_row {
	enum ck_part part;
	const char *file;    /* for messages; "" from a store */
	size_t line;
	struct ck_fields fields;
};
struct ck_rows {
	struct ck_row *at;
	size_t count, room;
	struct ck_arena *arena;  /* of the names of their files, and of fields that have no arena themselves */
};
struct ck_row *ck_rows_add(struct ck_rows *rows);  /* a cleared one */
void ck_rows_free(struct ck_rows *rows);

/* Reads every part that the folder holds (regulations.tsv and steps.tsv must be there when whole is true; a folder
 * with one new regulation needs no acts.tsv). CK_NOINPUT, or CK_CONFIG with file and line in the text. */
enum ck_code ck_rows_read(const char *folder, bool whole, struct ck_rows *rows, struct ck_error *e);

/* A part as one text, which is how a store keeps it: TSV with a header line, escapes as of records(7). Printing appends
 * the header, or one row. Parsing adds the text's rows, numbered from 1; CK_CONFIG where it is no such text. */
void ck_part_print(struct ck_buffer *b, enum ck_part part);
void ck_row_print(struct ck_buffer *b, const struct ck_row *row);
enum ck_code ck_part_parse(struct ck_rows *rows, enum ck_part part, const char *text, size_t length, struct ck_error *e);

/* Builds the vocabulary from rows of acts and roles / one edition from all rows that carry its regulation and edition
 * (rows of others are passed by), with its composed portal and corporation procedures (DESIGN 4, last paragraph).
 * CK_CONFIG: the first row that is wrong. Free what was built with ck_vocabulary_free / ck_edition_free; the rows may
 * go before. */
enum ck_code ck_vocabulary_build(const struct ck_rows *rows, struct ck_vocabulary **v, struct ck_error *e);
void ck_vocabulary_free(struct ck_vocabulary *v);
enum ck_code ck_edition_build(const struct ck_rows *rows, const char *regulation, const char *edition,
                              const struct ck_vocabulary *v, struct ck_edition **ed, struct ck_error *e);
void ck_edition_free(struct ck_edition *ed);

/* Looks for all that is wrong in rows (vocabulary, numbering, references, unreachable steps, a procedure that cannot
 * end, dates, overlapping editions) and calls found for each, with file, line, column and text. Gives the count. */
struct ck_finding {
	const char *file;
	size_t line;
	const char *column, *text;
};
size_t ck_rows_lint(const struct ck_rows *rows, const struct ck_vocabulary *v,
                    void (*found)(void *to, const struct ck_finding *f), void *to);

/* Two editions of one regulation, as rows of regulations: are both in force on some day? One without an end ends when a
 * later one begins. */
bool ck_rows_overlap(const struct ck_row *a, const struct ck_row *b);

/* -- conditions over facts: ! before & before |, and parentheses; "" holds -- */
bool ck_when_valid(const char *when);
bool ck_when_holds(const char *when, bool (*is_so)(const void *facts, const char *fact), const void *facts);
/* Calls each for every fact that the condition names. */
void ck_when_facts(const char *when, void (*each)(void *to, const char *fact), void *to);

#endif
