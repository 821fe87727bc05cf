/* column: the dictionary, and what the types mean. */
#include "column.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "identity.h"

#define KEY(name, type, meta, help) {name, type, CK_KEY_COLUMN, CK_AS_TEXT, meta, help}
#define ORDER(name, type, meta, help) {name, type, CK_ORDER, CK_AS_TEXT, meta, help}
#define SETUP(name, type, meta, help) {name, type, CK_SETUP, CK_AS_TEXT, meta, help}
#define ANSWER(name, type, shape, help) {name, type, CK_ANSWER, shape, "", help}
#define TEXT CK_TEXT_VALUE
#define AS_TEXT CK_AS_TEXT

/* One name, one meaning, everywhere (records(7)). A column that gives an order is never printed, so that a pipe cannot
 * turn an answer into an order. */
static const struct ck_column dictionary[] = {
	/* -- keys and descriptions: read and printed under one name -- */
	KEY("case", CK_CASE_NUMBER, "CASE", "number of the case, or the own number of an imported one"),
	KEY("permit", CK_WORD, "PERMIT", "number of the permit"),
	KEY("org", CK_WORD, "ORG", "number of the organisation in the register"),
	KEY("session", CK_WORD, "SESSION", "number of the commission's session"),
	KEY("commission", CK_WORD, "COMMISSION", "the commission, a role of the vocabulary: permit-commission"),
	KEY("member", CK_WORD, "MEMBER", "the member of a commission"),
	KEY("application", CK_COUNT, "N", "number of the application within its organisation"),
	KEY("employee", CK_IDENTITY, "IIN", "IIN of the employee"),
	KEY("registry", CK_WORD, "REGISTRY", "the register asked: disabled or pay"),
	KEY("region", CK_WORD, "REGION", "the administrative unit: almaty"),
	KEY("category", CK_WORD, "CATEGORY", "category of workers: 1, 2, 3, 4"),
	KEY("year", CK_COUNT, "YEAR", "the year"),
	KEY("batch", CK_WORD, "BATCH", "number of the batch"),
	KEY("regulation", CK_WORD, "REGULATION", "the regulation: almaty-2017/wheelchair"),
	KEY("edition", CK_WORD, "DATE", "the day from which this edition of the regulation is in force"),
	KEY("variant", CK_WORD, "VARIANT", "variant of the procedure"),
	KEY("channel", CK_WORD, "CHANNEL", "how the application comes: office, corporation, portal"),
	KEY("office", CK_OFFICE, "OFFICE", "code of the office"),
	KEY("applicant", CK_WORD, "NUMBER", "IIN or BIN of the applicant"),
	KEY("login", CK_WORD, "LOGIN", "login of a member of staff"),
	KEY("key", CK_WORD, "KEY", "the sender's own id: the same key again changes nothing"),
	KEY("seq", CK_COUNT, "N", "number of the event within its case"),

	/* -- what acts read -- */
	ORDER("at", CK_TIMESTAMP, "TIME", "when it happened; default now"),
	ORDER("by", CK_WORD, "LOGIN", "who acts; default the operating-system user"),
	ORDER("fact", CK_WORDS, "FACT", "a fact that is so, or with ! is not so; several with spaces"),
	ORDER("received", CK_TIMESTAMP, "TIME", "when the papers that this step waits for arrived"),
	ORDER("to", CK_WORD, "LOGIN", "whom the case is given to"),
	ORDER("decision", CK_WORD, "DECISION", "grant or refuse"),
	ORDER("result", CK_WORD, "RESULT", "the result granted, a word of the catalogue"),
	ORDER("amount", CK_MONEY, "TENGE", "sum of money in tenge"),
	ORDER("ground", CK_WORD, "GROUND", "the ground for it, a word of the catalogue"),
	ORDER("until", CK_TIMESTAMP, "TIME", "until when it holds"),
	ORDER("finding", CK_WORD, "FINDING", "what the commission or examination found"),
	ORDER("document", CK_WORD, "DOCUMENT", "kind of the document, a word of the catalogue"),
	ORDER("file", CK_PATH, "FILE", "the document itself"),
	ORDER("signature", TEXT, "SIGNATURE", "number or name of the signature put under the decision"),
	ORDER("delivery", CK_WORD, "WAY", "how the result was handed over: in-person, post, courier, e-mail, portal or corporation"),
	ORDER("note", TEXT, "TEXT", "a remark that is kept with the event"),
	ORDER("act", CK_WORD, "ACT", "the act done, a word of the vocabulary"),
	ORDER("item", CK_WORD, "STEP", "the step meant, where a procedure has the act several times"),
	ORDER("service", CK_WORD, "SERVICE", "the service: a regulation, or its short name: wheelchair"),
	ORDER("representative", TEXT, "NAME", "who applies in the applicant's name"),
	ORDER("submitted", CK_TIMESTAMP, "TIME", "when the application was handed in; default now"),
	ORDER("field", CK_WORD, "FIELD", "name of the field"),
	ORDER("from", CK_DATE, "DATE", "the first day on which it holds"),
	ORDER("workers", CK_WORDS, "WORKERS", "whom the permit is for, CATEGORY:CITIZENSHIP:PROFESSION:COUNT: 2:TUR:2142:5"),
	ORDER("staff", CK_WORDS, "STAFF", "the employer's staff, CATEGORY:CITIZENS:FOREIGNERS: 2:40:5"),
	ORDER("payment", CK_WORD, "NUMBER", "number of the payment document"),
	ORDER("paid_on", CK_DATE, "DATE", "date of the payment document"),
	ORDER("payer", CK_IDENTITY, "NUMBER", "IIN or BIN of who paid; default the applicant"),
	ORDER("vote", CK_WORD, "VOTE", "for, against, abstain, interested; of the whole session: present, absent"),
	ORDER("change", CK_WORD, "CHANGE", "add (the default) or remove"),
	ORDER("as_of", CK_DATE, "DATE", "the day whose state the snapshot shows"),
	ORDER("holds_until", CK_DATE, "DATE", "the last day on which the register's entry holds"),
	ORDER("profession", CK_WORD, "PROFESSION", "the profession of the workplaces"),
	ORDER("cost", CK_MONEY, "TENGE", "cost of one workplace in tenge"),
	ORDER("wage", CK_MONEY, "TENGE", "subsidy of wages for one place and month in tenge"),
	ORDER("months", CK_COUNT, "N", "for how many months"),
	ORDER("month", CK_WORD, "YYYY-MM", "the month reported or paid"),
	ORDER("list", CK_WORD, "NUMBER", "number of the list that is approved"),
	ORDER("id", TEXT, "NUMBER", "an IIN or BIN to be checked"),
	ORDER("start", CK_TIMESTAMP, "TIME", "when the term begins"),

	/* -- what a list prints and the command that makes the same records reads -- */
	SETUP("name", TEXT, "NAME", "name of the person or office"),
	SETUP("office_kind", CK_WORD, "KIND", "kind of the office: city, division, centre, section"),
	SETUP("parent", CK_OFFICE, "OFFICE", "the office above this one"),
	SETUP("zone", CK_WORD, "ZONE", "time zone: Asia/Almaty"),
	SETUP("calendar", CK_WORD, "CALENDAR", "name of the calendar: kz-5"),
	SETUP("hours", CK_WORDS, "HOURS", "working hours: 09:00-13:00 14:30-18:30"),
	SETUP("authority", CK_WORDS, "AUTHORITY", "whose regulations the office registers: almaty"),
	SETUP("roles", CK_WORDS, "ROLES", "roles that the person holds, separated by spaces"),
	SETUP("since", CK_TIMESTAMP, "TIME", "from when on"),
	SETUP("left", CK_TIMESTAMP, "TIME", "from when on the person is no longer here"),
	SETUP("day", CK_DATE, "DATE", "the day"),
	SETUP("works", CK_YESNO, "YESNO", "yes: a working day; no: a day off"),
	SETUP("known", CK_TIMESTAMP, "TIME", "since when this is known"),
	SETUP("reason", TEXT, "TEXT", "why"),
	SETUP("source", TEXT, "ACT", "the legal act that says so"),
	SETUP("specialised", CK_YESNO, "YESNO", "does it employ people deprived of hearing, speech or sight?"),
	SETUP("norm", CK_WORD, "NORM", "the figure of the law: quorum, permit-fee"),
	SETUP("subject", CK_WORDS, "SUBJECT", "what the figure is said of: a commission, a category"),
	SETUP("places", CK_COUNT, "N", "how many workers the quota allows"),
	SETUP("meets", CK_TIMESTAMP, "TIME", "when the session is held"),
	SETUP("place", TEXT, "PLACE", "where the session is held"),
	SETUP("position", CK_WORD, "POSITION", "chair, deputy-chair, secretary or member"),
	SETUP("interests", CK_WORDS, "NUMBERS", "IIN and BIN of those in whose cases the member has no vote"),
	SETUP("step", CK_WORD, "STEP", "number of the step"),
	SETUP("role", CK_WORD, "ROLE", "the role that acts"),
	SETUP("acts", CK_WORDS, "ACTS", "what is done in the step"),
	SETUP("value", TEXT, "VALUE", "how many units; of a correction: what is right"),
	SETUP("unit", CK_WORD, "UNIT", "minute, hour, same-day, working-day, day or month"),
	SETUP("bound", CK_WORD, "BOUND", "max: at the latest; min: not before"),
	SETUP("counts_from", CK_WORD, "EVENT", "what the limit counts from: previous, registration, step:N"),
	SETUP("limit_when", TEXT, "FACTS", "facts under which the limit counts"),
	SETUP("when", TEXT, "FACTS", "facts under which the step is done"),
	SETUP("on", CK_WORD, "DATE", "the day asked about; of a step: what it waits for: grant, refuse, missed:N, done:N"),
	SETUP("then", CK_WORD, "END", "refused: the step ends the case"),
	SETUP("beside", CK_WORD, "STEP", "the step beside which this one may be done any number of times"),
	SETUP("checks", CK_WORD, "FACT", "the fact that the step finds out"),
	SETUP("text", TEXT, "TEXT", "the words of the act"),

	/* -- a case as it stands -- */
	ANSWER("number", TEXT, AS_TEXT, "own number of an imported case"),
	ANSWER("applicant_name", TEXT, AS_TEXT, "name of the applicant"),
	ANSWER("status", CK_WORD, AS_TEXT, "how far the case is"),
	ANSWER("outcome", CK_WORD, AS_TEXT, "granted, refused, or empty"),
	ANSWER("next_step", CK_WORD, AS_TEXT, "the step that is next; empty: the case is closed"),
	ANSWER("next_acts", CK_WORDS, AS_TEXT, "what is done in the next step"),
	ANSWER("next_role", CK_WORD, AS_TEXT, "who does the next step"),
	ANSWER("due", CK_TIMESTAMP, AS_TEXT, "when the next step must be done"),
	ANSWER("not_before", CK_TIMESTAMP, AS_TEXT, "before when the next step may not be done"),
	ANSWER("term", CK_TIMESTAMP, AS_TEXT, "when the whole case must be done"),
	ANSWER("overdue", CK_YESNO, CK_AS_YESNO, "is the next step or the whole case late?"),
	ANSWER("responsible", CK_WORD, AS_TEXT, "login of the executor"),
	ANSWER("registered", CK_TIMESTAMP, AS_TEXT, "when the case was registered"),
	ANSWER("decided", CK_TIMESTAMP, AS_TEXT, "when it was decided"),
	ANSWER("issued", CK_TIMESTAMP, AS_TEXT, "when the result was issued"),
	ANSWER("replayed", CK_YESNO, CK_AS_YESNO, "yes: the same key with the same content was there before"),
	ANSWER("due_before", CK_TIMESTAMP, AS_TEXT, "due, before the calendar changed"),
	ANSWER("term_before", CK_TIMESTAMP, AS_TEXT, "term, before the calendar changed"),

	ANSWER("cases", CK_COUNT, CK_AS_COUNT, "how many cases"),

	/* -- what may be done now -- */
	ANSWER("step_open", CK_WORD, AS_TEXT, "a step that may be done now"),
	ANSWER("acts_open", CK_WORDS, AS_TEXT, "its acts"),
	ANSWER("role_open", CK_WORD, AS_TEXT, "its role"),
	ANSWER("clause", TEXT, AS_TEXT, "the clause of the regulation"),
	ANSWER("step_text", TEXT, AS_TEXT, "the step in the words of the regulation"),
	ANSWER("command", TEXT, AS_TEXT, "the command line for it"),

	/* -- history -- */
	ANSWER("happened", CK_TIMESTAMP, AS_TEXT, "when it happened"),
	ANSWER("recorded", CK_TIMESTAMP, AS_TEXT, "when it was recorded"),
	ANSWER("step_done", CK_WORD, AS_TEXT, "the step that was done"),
	ANSWER("acts_done", CK_WORDS, AS_TEXT, "the acts that were done"),
	ANSWER("done_role", CK_WORD, AS_TEXT, "the role in which it was done"),
	ANSWER("done_by", CK_WORD, AS_TEXT, "login of who did it"),
	ANSWER("done_for", CK_WORD, AS_TEXT, "the outside actor for whom it was entered"),
	ANSWER("done_office", CK_WORD, AS_TEXT, "office of who did it"),
	ANSWER("delegates", CK_WORDS, AS_TEXT, "logins who may act for this person now"),
	ANSWER("done_os", CK_WORD, AS_TEXT, "operating-system user of who did it"),
	ANSWER("details", TEXT, AS_TEXT, "what the act stated"),
	ANSWER("due_then", CK_TIMESTAMP, AS_TEXT, "when the step had to be done, as known then"),
	ANSWER("late", CK_YESNO, CK_AS_YESNO, "was it done late?"),
	ANSWER("undone", CK_YESNO, CK_AS_YESNO, "was it taken back by an undo?"),
	ANSWER("passed_over", TEXT, AS_TEXT, "why the step was passed over"),
	ANSWER("hash", CK_WORD, AS_TEXT, "SHA-256 of the event"),
	ANSWER("chain", CK_WORD, AS_TEXT, "number of the chain of events: of a case, a journal, a session, an organisation"),
	ANSWER("data", TEXT, AS_TEXT, "what the act stated, as it is hashed"),
	ANSWER("prev", CK_WORD, AS_TEXT, "SHA-256 of the event before it in its chain"),

	/* -- permits -- */
	ANSWER("quota", CK_YESNO, CK_AS_TEXT, "does the permit count against a quota?"),
	ANSWER("share", CK_YESNO, CK_AS_TEXT, "must the employer's staff reach the shares?"),
	ANSWER("fee", CK_YESNO, CK_AS_TEXT, "must a fee be paid?"),
	ANSWER("permit_kind", CK_WORD, AS_TEXT, "issue, reissue or extend"),
	ANSWER("workers_permitted", CK_WORDS, AS_TEXT, "whom it is for, CATEGORY:CITIZENSHIP:PROFESSION:COUNT"),
	ANSWER("workers_total", CK_COUNT, CK_AS_COUNT, "how many workers in all"),
	ANSWER("valid_last", CK_DATE, AS_TEXT, "the last day on which it holds"),
	ANSWER("previous_permit", CK_WORD, AS_TEXT, "the permit before it"),
	ANSWER("next_permit", CK_WORD, AS_TEXT, "the permit that replaced it"),
	ANSWER("permit_status", CK_WORD, AS_TEXT, "valid, not-yet-valid, expired, replaced or revoked"),
	ANSWER("revoked", CK_DATE, AS_TEXT, "from which day on it is revoked"),
	ANSWER("revoked_for", CK_WORD, AS_TEXT, "the ground of the revocation"),
	ANSWER("holds", CK_YESNO, CK_AS_YESNO, "does the permit hold on that day?"),
	ANSWER("permits", CK_COUNT, CK_AS_COUNT, "how many permits"),
	ANSWER("places_used", CK_COUNT, CK_AS_COUNT, "workers of the quota that permits were issued for"),
	ANSWER("places_left", CK_COUNT, CK_AS_COUNT, "workers of the quota that are left"),

	/* -- commissions -- */
	ANSWER("session_status", CK_WORD, AS_TEXT, "called, published or closed"),
	ANSWER("published", CK_TIMESTAMP, AS_TEXT, "when the session was published"),
	ANSWER("closed", CK_TIMESTAMP, AS_TEXT, "when the session was closed"),
	ANSWER("sits_until", CK_TIMESTAMP, AS_TEXT, "from when on the member no longer sits"),
	ANSWER("members_all", CK_COUNT, CK_AS_COUNT, "members of the commission"),
	ANSWER("members_present", CK_COUNT, CK_AS_COUNT, "members present"),
	ANSWER("member_name", TEXT, AS_TEXT, "name of the member"),
	ANSWER("sits_as", CK_WORD, AS_TEXT, "position of the member"),
	ANSWER("attended", CK_YESNO, CK_AS_YESNO, "was the member present?"),
	ANSWER("vote_cast", CK_WORD, AS_TEXT, "what the member voted"),
	ANSWER("corrects", CK_COUNT, CK_AS_COUNT, "the event that this one corrects"),
	ANSWER("reason_told", TEXT, AS_TEXT, "the reason given"),
	ANSWER("recommendation", CK_WORD, AS_TEXT, "what the commission recommends: grant, refuse, or empty"),
	ANSWER("votes_for", CK_COUNT, CK_AS_COUNT, "votes for"),
	ANSWER("votes_against", CK_COUNT, CK_AS_COUNT, "votes against"),
	ANSWER("votes_abstained", CK_COUNT, CK_AS_COUNT, "abstentions"),
	ANSWER("votes_interested", CK_COUNT, CK_AS_COUNT, "members who had no vote because of their own interest"),
	ANSWER("signed_by", CK_WORDS, AS_TEXT, "members who signed the minutes"),

	/* -- the sign of organisations of people with disabilities -- */
	ANSWER("application_status", CK_WORD, AS_TEXT, "draft, sent, approved, rejected or error"),
	ANSWER("sent", CK_TIMESTAMP, AS_TEXT, "when the application was sent"),
	ANSWER("answered", CK_TIMESTAMP, AS_TEXT, "when it was answered"),
	ANSWER("sign", CK_YESNO, CK_AS_YESNO, "has the organisation the sign?"),
	ANSWER("sign_until", CK_TIMESTAMP, AS_TEXT, "when the sign is gone"),
	ANSWER("reaches", CK_YESNO, CK_AS_YESNO, "are the thresholds of that day reached?"),
	ANSWER("people", CK_COUNT, CK_AS_COUNT, "employees"),
	ANSWER("people_disabled", CK_COUNT, CK_AS_COUNT, "employees with disabilities"),
	ANSWER("share_staff", CK_WORD, AS_TEXT, "people with disabilities of all, a fraction"),
	ANSWER("share_staff_permille", CK_COUNT, CK_AS_COUNT, "the same in whole per mille, rounded down"),
	ANSWER("pay_all", CK_MONEY, CK_AS_MONEY, "pay of all employees"),
	ANSWER("pay_disabled", CK_MONEY, CK_AS_MONEY, "pay of the employees with disabilities"),
	ANSWER("share_pay", CK_WORD, AS_TEXT, "their pay of all pay, a fraction of tiyn"),
	ANSWER("share_pay_permille", CK_COUNT, CK_AS_COUNT, "the same in whole per mille, rounded down"),
	ANSWER("threshold_staff", CK_WORD, AS_TEXT, "the least share of staff"),
	ANSWER("threshold_pay", CK_WORD, AS_TEXT, "the least share of pay; empty: none is asked"),
	ANSWER("threshold_source", TEXT, AS_TEXT, "the act that sets the thresholds"),
	ANSWER("cause", TEXT, AS_TEXT, "why the application is in error, or rejected"),
	ANSWER("disabled", CK_YESNO, CK_AS_YESNO, "is it a person with a disability?"),
	ANSWER("pay", CK_MONEY, CK_AS_MONEY, "pay by this employer"),
	ANSWER("orgs", CK_COUNT, CK_AS_COUNT, "how many organisations"),
	ANSWER("persons", CK_COUNT, CK_AS_COUNT, "how many people"),
	ANSWER("snapshot", CK_COUNT, CK_AS_COUNT, "number of the snapshot"),
	ANSWER("snapshot_day", CK_DATE, AS_TEXT, "the day whose state the snapshot shows"),

	/* -- special workplaces -- */
	ANSWER("profession_named", CK_WORD, AS_TEXT, "the profession of the workplaces"),
	ANSWER("places_agreed", CK_COUNT, CK_AS_COUNT, "workplaces of the contract"),
	ANSWER("places_filled", CK_COUNT, CK_AS_COUNT, "workplaces at which somebody works"),
	ANSWER("cost_agreed", CK_MONEY, CK_AS_MONEY, "subsidy for one workplace"),
	ANSWER("wage_agreed", CK_MONEY, CK_AS_MONEY, "subsidy of wages for one place and month"),
	ANSWER("months_agreed", CK_COUNT, CK_AS_COUNT, "months of the contract"),
	ANSWER("agreed_total", CK_MONEY, CK_AS_MONEY, "the most that the contract can cost"),
	ANSWER("paid_total", CK_MONEY, CK_AS_MONEY, "paid so far"),
	ANSWER("finding_kind", CK_WORD, AS_TEXT, "what needs looking after: report-missing, place-empty, contract-ends"),
	ANSWER("month_of", CK_WORD, AS_TEXT, "the month it is about"),

	/* -- why a due time is what it is -- */
	ANSWER("limit_value", CK_COUNT, CK_AS_COUNT, "how many units the limit gives"),
	ANSWER("limit_unit", CK_WORD, AS_TEXT, "the limit's unit"),
	ANSWER("limit_bound", CK_WORD, AS_TEXT, "max or min"),
	ANSWER("counted_from", CK_WORD, AS_TEXT, "what the limit counts from"),
	ANSWER("counted_at", CK_TIMESTAMP, AS_TEXT, "when that was"),
	ANSWER("extended_for", CK_WORD, AS_TEXT, "the extension granted to it"),
	ANSWER("term_day", CK_DATE, AS_TEXT, "a day that the term touches"),
	ANSWER("weekday", CK_WORD, AS_TEXT, "day of the week"),
	ANSWER("counted", CK_COUNT, CK_AS_COUNT, "the how-manieth unit this day is; 0: it does not count"),
	ANSWER("worked", CK_YESNO, CK_AS_YESNO, "is it a working day?"),
	ANSWER("day_note", TEXT, AS_TEXT, "what the day means to the term"),
	ANSWER("reason_off", TEXT, AS_TEXT, "why the day is off, or worked"),
	ANSWER("source_off", TEXT, AS_TEXT, "the act that made it so"),
	ANSWER("ends", CK_TIMESTAMP, AS_TEXT, "when the limit ends"),

	/* -- batches, and the verdicts of --dry-run -- */
	ANSWER("command_name", CK_WORD, AS_TEXT, "the command that wrote the batch"),
	ANSWER("source_name", TEXT, AS_TEXT, "name of the source"),
	ANSWER("digest", CK_WORD, AS_TEXT, "SHA-256 of the source"),
	ANSWER("records_read", CK_COUNT, CK_AS_COUNT, "records read"),
	ANSWER("records_written", CK_COUNT, CK_AS_COUNT, "records written"),
	ANSWER("records_replayed", CK_COUNT, CK_AS_COUNT, "records that had been written before"),
	ANSWER("records_refused", CK_COUNT, CK_AS_COUNT, "records refused"),
	ANSWER("cases_written", CK_COUNT, CK_AS_COUNT, "cases imported"),
	ANSWER("events_written", CK_COUNT, CK_AS_COUNT, "their events"),
	ANSWER("warnings", CK_COUNT, CK_AS_COUNT, "values that were taken with a warning"),
	ANSWER("values_repaired", CK_COUNT, CK_AS_COUNT, "values whose letters were repaired"),
	ANSWER("near_duplicates", CK_COUNT, CK_AS_COUNT, "pairs of one name whose numbers differ in the digit that is not checked"),
	ANSWER("rule", CK_WORD, AS_TEXT, "what the row of a mapping is: column, value, constant, ignore, skip, empty, unknown"),
	ANSWER("theirs", TEXT, AS_TEXT, "a column of the file, or a value in it"),
	ANSWER("ours", CK_WORD, AS_TEXT, "the column of casekit"),
	ANSWER("means", TEXT, AS_TEXT, "the value of casekit"),
	ANSWER("pattern", TEXT, AS_TEXT, "how dates or sums are written"),
	ANSWER("evidence", TEXT, AS_TEXT, "what speaks for it"),
	ANSWER("record_source", TEXT, AS_TEXT, "the source of the record"),
	ANSWER("record_line", CK_COUNT, CK_AS_COUNT, "the line on which the record begins"),
	ANSWER("verdict", CK_WORD, AS_TEXT, "accepted, replayed or refused"),
	ANSWER("verdict_reason", TEXT, AS_TEXT, "why the record is refused"),

	/* -- care of the store -- */
	ANSWER("part", CK_WORD, AS_TEXT, "the part of the store: engine, ledger, file, people, case"),
	ANSWER("fault", TEXT, AS_TEXT, "what is wrong"),
	ANSWER("chains_read", CK_COUNT, CK_AS_COUNT, "chains of events verified"),
	ANSWER("events_read", CK_COUNT, CK_AS_COUNT, "events verified"),
	ANSWER("broken", CK_COUNT, CK_AS_COUNT, "chains that are broken"),
	ANSWER("batches_read", CK_COUNT, CK_AS_COUNT, "batches exported"),
	ANSWER("files_read", CK_COUNT, CK_AS_COUNT, "attached files exported"),
	ANSWER("store_path", TEXT, AS_TEXT, "path of the store"),
	ANSWER("version_before", CK_COUNT, CK_AS_COUNT, "version of the store as it was found"),
	ANSWER("version_now", CK_COUNT, CK_AS_COUNT, "version of the store now"),

	/* -- the catalogue listed -- */
	ANSWER("valid_from", CK_DATE, AS_TEXT, "the first day in force"),
	ANSWER("valid_until", CK_DATE, AS_TEXT, "the first day no longer in force"),
	ANSWER("repealed_by", TEXT, AS_TEXT, "the act that ended it"),
	ANSWER("act_title", TEXT, AS_TEXT, "the act with its numbers and dates"),
	ANSWER("title_kk", TEXT, AS_TEXT, "title in Kazakh"),
	ANSWER("title_ru", TEXT, AS_TEXT, "title in Russian"),
	ANSWER("title_en", TEXT, AS_TEXT, "title in English"),
	ANSWER("variants", CK_WORDS, AS_TEXT, "its variants"),
	ANSWER("channels", CK_WORDS, AS_TEXT, "its channels"),
	ANSWER("refusable", CK_YESNO, CK_AS_YESNO, "does the procedure know a refusal?"),
	ANSWER("annex", CK_WORD, AS_TEXT, "number of the annex"),
	ANSWER("provider", TEXT, AS_TEXT, "who provides the service"),
	ANSWER("form", CK_WORDS, AS_TEXT, "electronic, paper"),
	ANSWER("default_variant", CK_WORD, AS_TEXT, "the variant taken when none is given"),
	ANSWER("applicant_kind", CK_WORDS, AS_TEXT, "whose numbers it takes: iin, bin"),
	ANSWER("substitute_until", CK_DATE, AS_TEXT, "until when another number may stand for the IIN"),
	ANSWER("result_text", TEXT, AS_TEXT, "what the act calls the result"),
	ANSWER("seed", TEXT, AS_TEXT, "the file of the act's text"),
	ANSWER("word", CK_WORD, AS_TEXT, "the word by which a result, ground, document or fact is named"),
	ANSWER("extension", CK_WORD, AS_TEXT, "name of the extension"),
	ANSWER("from_step", CK_WORD, AS_TEXT, "first step of the repetition"),
	ANSWER("to_step", CK_WORD, AS_TEXT, "last step of the repetition"),
	ANSWER("until_fact", CK_WORD, AS_TEXT, "the fact that ends the repetition"),
	ANSWER("fault_file", TEXT, AS_TEXT, "the file at fault"),
	ANSWER("fault_line", CK_COUNT, CK_AS_COUNT, "its line"),
	ANSWER("fault_column", CK_WORD, AS_TEXT, "the column at fault"),

	/* -- filters -- */
	ANSWER("id_valid", CK_YESNO, CK_AS_YESNO, "is it a right IIN or BIN?"),
	ANSWER("id_kind", CK_WORD, AS_TEXT, "iin or bin"),
	ANSWER("id_date", CK_WORD, AS_TEXT, "birth date of an IIN, month of registration of a BIN"),
	ANSWER("id_warning", TEXT, AS_TEXT, "what is odd or wrong about it"),
};
#define COLUMNS (sizeof dictionary / sizeof dictionary[0])

const struct ck_column *ck_column_find(const char *name)
{
	for (size_t i = 0; i < COLUMNS; i++)
		if (dictionary[i].name[0] == name[0] && strcmp(dictionary[i].name, name) == 0)
			return &dictionary[i];
	return NULL;
}

const struct ck_column *ck_column_at(size_t i)
{
	return i < COLUMNS ? &dictionary[i] : NULL;
}

bool ck_column_is_passable(const char *name)
{
	if (strncmp(name, "x_", 2) == 0)
		return true;
	const struct ck_column *c = ck_column_find(name);
	return c != NULL && c->use != CK_ORDER;
}

/* -- the types: each gives NULL, or what is wrong. No value is repeated: it may be a person's. -- */

static const char *wrong_word(const char *value)
{
	if (value[0] == '-')
		return "not a word: it begins with -";
	for (const char *s = value; *s; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f)
			return "not a single word";
	return NULL;
}

static const char *wrong_words(const char *value)
{
	if (value[0] == ' ' || value[strlen(value) - 1] == ' ' || strstr(value, "  ") != NULL)
		return "not words separated by single spaces";
	for (const char *s = value; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return "not words separated by single spaces";
	return NULL;
}

/* An imported case keeps its own number, which may hold blanks; so only the form of one line is asked. */
static const char *wrong_case_number(const char *value)
{
	for (const char *s = value; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return "not the number of a case";
	return value[0] == ' ' || value[strlen(value) - 1] == ' ' ? "not the number of a case" : NULL;
}

static const char *wrong_time(const char *value)
{
	ck_time t;
	struct ck_error e;
	ck_day day;
	size_t n = strlen(value);
	bool has_time = n > 10 && (value[10] == 'T' || value[10] == ' ');

	/* Without an offset the zone decides, and that is not known yet: the form is tried as if it were UTC. */
	char probe[CK_TIME_TEXT];
	if (!has_time)
		return ck_day_parse(value, &day) ? NULL : "not a time (ISO 8601, as 2019-03-18T10:00 or 2019-03-18)";
	bool has_offset = value[n - 1] == 'Z' || (n > 6 && (value[n - 6] == '+' || value[n - 6] == '-'));
	if (n + 2 < sizeof probe) {
		memcpy(probe, value, n + 1);
		if (!has_offset)
			memcpy(probe + n, "Z", 2);
		if (ck_time_parse(probe, NULL, &t, &e) == CK_OK)
			return NULL;
	}
	return "not a time (ISO 8601, as 2019-03-18T10:00 or 2019-03-18T10:00:00+06:00)";
}

static const char *wrong_date(const char *value)
{
	ck_day day;
	return ck_day_parse(value, &day) ? NULL : "not a date (YYYY-MM-DD)";
}

static const char *wrong_count(const char *value)
{
	int64_t n;
	return ck_text_number(value, &n) && n >= 0 ? NULL : "not a whole number";
}

static const char *wrong_money(const char *value)
{
	int64_t tiyn;
	return ck_text_money(value, &tiyn) ? NULL : "not a sum in tenge (as 1234.56 or 1 234,56)";
}

static const char *wrong_yesno(const char *value)
{
	return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0 ? NULL : "neither yes nor no";
}

static const char *wrong_identity(const char *value)
{
	return ck_identity_read(value).fault;
}

static const char *wrong_office(const char *value)
{
	size_t n = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	return value[n] == '\0' && n >= 2 && n <= 8 ? NULL : "not the code of an office (2 to 8 of A-Z and 0-9)";
}

static const char *wrong_path(const char *value)
{
	struct stat st;

	if (access(value, R_OK) != 0 || stat(value, &st) != 0 || S_ISDIR(st.st_mode))
		return "not a file that can be read";
	return NULL;
}

enum ck_code ck_column_check(const struct ck_column *c, const char *value, struct ck_error *e)
{
	static const char *(*const wrong[])(const char *value) = {
		[CK_TEXT_VALUE] = NULL,
		[CK_WORD] = wrong_word,
		[CK_WORDS] = wrong_words,
		[CK_CASE_NUMBER] = wrong_case_number,
		[CK_TIMESTAMP] = wrong_time,
		[CK_DATE] = wrong_date,
		[CK_COUNT] = wrong_count,
		[CK_MONEY] = wrong_money,
		[CK_YESNO] = wrong_yesno,
		[CK_IDENTITY] = wrong_identity,
		[CK_OFFICE] = wrong_office,
		[CK_PATH] = wrong_path,
	};
	if (ck_text_is_empty(value) || wrong[c->type] == NULL)
		return CK_OK;
	const char *fault = wrong[c->type](value);
	if (fault == NULL)
		return CK_OK;
	ck_fail(e, CK_BADDATA, "%s", fault);
	return ck_fail_column(e, c->name);
}
