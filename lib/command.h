/* command: from a table of columns to a program. A command in cmd/ is one struct ck_command and, mostly, one function;
 * everything else — options and --help (argp), operands, files, standard input, encodings, types, batches, replay of
 * refused records, the store, output, exit code — happens here, the same for all (records(7), casekit(7)).
 *
 *   static const struct ck_input reads[] = {{"case", CK_NEEDED, NULL}, {"to", CK_NEEDED, "login of the executor"}, {0}};
 *   static enum ck_code assign(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
 *   {
 *           struct ck_fields out = {0};
 *           enum ck_code code = ck_case_act(ck_run_desk(run), "assign", in, &out, e);
 *           return code == CK_OK ? ck_run_print(run, &out, e) : code;   (freeing left out)
 *   }
 *   int main(int argc, char **argv) { return ck_command_main(&command, argc, argv); }
 *
 * Used by cmd/ only. */
#ifndef CK_COMMAND_H
#define CK_COMMAND_H

#include "column.h"
#include "desk.h"

enum ck_mode {
	CK_PLAIN,   /* no store (id-check, service-check, store-init itself) */
	CK_FILTERS, /* no store needed; reads and prints record by record, memory does not grow; passes input columns through */
	CK_READS,   /* opens the store for reading; its transaction ends before anything is printed */
	CK_WRITES,  /* three phases: read and check all, apply in one transaction, print (records(7), "Batches") */
	CK_STREAMS  /* writes while it reads, row by row, in one transaction or in parts; the columns are somebody else's */
};
enum ck_need { CK_OPTIONAL, CK_NEEDED };

struct ck_input {             /* a column that the command reads, and so an option --name=VALUE */
	const char *column;   /* in the dictionary (column.h) */
	enum ck_need need;
	const char *help;     /* NULL = the dictionary's */
};
struct ck_option {            /* an option that is no column: --slip, --within=2d, the filters of a list */
	const char *name;
	const char *meta;     /* NULL = a flag */
	const char *help;
};

struct ck_run;
struct ck_stream_row {        /* a row of a source that streams */
	const char *const *values;  /* in the header's order */
	size_t count, line;
	bool full;            /* the part has its rows; */
	int64_t expected;     /* rows of the whole part, as far as can be told from what was read; 0 = it cannot */
	bool skipped;         /* answers: it is no record; */
	bool again;           /* it was there before; */
	bool opens;           /* it begins what is taken or refused as one: a case of several rows; */
	bool next;            /* it begins such, and is not taken, since it is of the next part: it will come again; */
	bool enough;          /* nothing more need be read */
};
struct ck_command {
	const char *name;                  /* "case-assign" */
	const char *purpose;               /* one line, as in the man page's .Nd */
	const char *examples;              /* shown at the end of --help; several lines */
	enum ck_mode mode;
	const char *key;                   /* the column that operands fill: "case"; NULL = no operands */
	const struct ck_input *reads;      /* ended by {0}; NULL = reads no records */
	const char *prints;                /* columns in order, separated by spaces; NULL = prints no records */
	const struct ck_option *options;   /* ended by {0}; or NULL */
	bool asks;                         /* a list: runs once without input, unless operands, --input or - are given */
	bool card;                         /* as a table, one record is a card of lines */
	bool no_desk;                      /* CK_READS/CK_WRITES that need the store only, no staff (store-check) */
	bool whole;                        /* a part of the records would tell a lie: there is no --keep-going */
	/* CK_WRITES: once, when all is read and no store is held yet: here who is outside is asked, and nobody waits for it. */
	enum ck_code (*before)(struct ck_run *run, struct ck_error *e);
	/* Once for every record; for asks without input once with empty fields. CK_REFUSED or CK_BADDATA refuse the
	 * record; any other code ends the run. */
	enum ck_code (*each)(struct ck_run *run, const struct ck_fields *in, struct ck_error *e);
	/* After the last record, before anything is committed or printed; may be NULL. CK_REFUSED = the answer is no. */
	enum ck_code (*finish)(struct ck_run *run, struct ck_error *e);
	/* CK_STREAMS: does it only look, without a store (NULL: never); the header line; each part of the source (in one transaction); a row of it; its end. */
	bool (*looks)(struct ck_run *run);
	enum ck_code (*header)(struct ck_run *run, const char *const *names, size_t count, struct ck_error *e);
	enum ck_code (*start)(struct ck_run *run, struct ck_error *e);
	enum ck_code (*row)(struct ck_run *run, struct ck_stream_row *row, struct ck_error *e);
	enum ck_code (*end)(struct ck_run *run, struct ck_error *e);
	/* CK_STREAMS: is what is written no batch of its own (NULL: never)? Then zero bytes are no source either. */
	bool (*unbatched)(struct ck_run *run);
	/* The same: a source that is a folder, between start and end, all of it in one transaction; NULL: there is none. */
	enum ck_code (*folder)(struct ck_run *run, const char *path, struct ck_error *e);
	void *state;                       /* the command's own, if it must remember something between records */
};

/* Runs the program and gives its exit code. */
int ck_command_main(const struct ck_command *c, int argc, char **argv);

/* -- what a command may ask of its run -- */
struct ck_desk *ck_run_desk(struct ck_run *run);
struct ck_store *ck_run_store(struct ck_run *run);
const char *ck_run_store_path(struct ck_run *run);        /* as chosen by --store, CASEKIT_STORE, configuration */
bool ck_run_store_is_default(const struct ck_run *run);   /* none of the three named one */
const char *ck_run_option(const struct ck_run *run, const char *name);  /* NULL = not given; a flag gives "yes"; given
                                                              several times: the values joined by single spaces */
int ck_run_wait(const struct ck_run *run);                /* --wait in seconds */
const char *ck_run_source(const struct ck_run *run);      /* the file that the record in hand came from, "standard input"; NULL =
                                                             operands or options */
void *ck_run_state(struct ck_run *run);
/* The refusal that follows is of that line of the source, though another one is in hand. */
void ck_run_at(struct ck_run *run, size_t line);
bool ck_run_dry(const struct ck_run *run);                /* --dry-run */
bool ck_run_divides(const struct ck_run *run);            /* --keep-going or --rejects: some records may be taken without others */
/* For `before`: opens the store for reading, calls each for every record, and closes it again. Nothing is told: whom it
 * refuses is passed over, and will be refused when it is applied. */
enum ck_code ck_run_foresee(struct ck_run *run,
                            enum ck_code (*each)(struct ck_run *run, const struct ck_fields *in, struct ck_error *e),
                            struct ck_error *e);
/* A folder's, while it is taken: how many records are done, of how many. */
void ck_run_done(struct ck_run *run, int64_t done, int64_t of);
/* CK_STREAMS, at the end of a part: its rows, and those of them that were refused. */
void ck_run_part(const struct ck_run *run, int64_t *read, int64_t *refused);
/* Other columns than the table says, chosen before anything was printed (case-list --group-by); no card then. */
enum ck_code ck_run_columns(struct ck_run *run, const char *columns, struct ck_error *e);
enum ck_code ck_run_print(struct ck_run *run, const struct ck_fields *out, struct ck_error *e);
/* Text for people instead of records (a receipt slip): printed where records would be, in the same order. */
enum ck_code ck_run_say(struct ck_run *run, const char *text, struct ck_error *e);
/* The answer is no (exit 1), though nothing was refused: case-due with something overdue, id-check with a bad number. */
void ck_run_answer_no(struct ck_run *run);
/* A warning on standard error, after program and the current record's file and line. */
void ck_run_warn(struct ck_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Where casekit's data files are: $CASEKIT_DATA, else the build's share folder, else the installed one. */
const char *ck_run_data(const struct ck_run *run);
const char *ck_run_os_user(const struct ck_run *run);
/* The store's clock for a store that does not exist yet (store-init --rehearsal): CASEKIT_NOW or the machine's. */
enum ck_code ck_run_now(struct ck_run *run, bool rehearsal, ck_time *now, struct ck_error *e);

#endif
