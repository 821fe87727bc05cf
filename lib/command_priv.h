/* command_priv: a run of a command, as the parts of the command layer share it. */
#ifndef CK_COMMAND_PRIV_H
#define CK_COMMAND_PRIV_H

#include <stdio.h>

#include "command.h"
#include "digest.h"
#include "letters.h"
#include "record.h"
#include "spool.h"

/* A column that the command reads, and what the command line says of it. */
struct ck_slot {
	const struct ck_column *column;
	enum ck_need need;
	const char *help;
	const char *given;         /* the option's value; NULL = not given */
	size_t differed;           /* records that said otherwise */
};

/* The command line as it was given; absent texts are NULL. */
struct ck_given {
	const char *store, *by, *format, *columns, *encoding, *rejects, *wait, *complete;
	bool no_header, ignore_unknown, dry_run, keep_going, quiet, describe;
	bool dash;                 /* the operand - */
	const char **operand;
	size_t operands;
	const char **input;        /* --input, in order */
	size_t inputs;
	const char **option;       /* one for each of the command's options that are no columns */
};

/* One record on its way: merged with the options, or the reason why it cannot be taken. */
struct ck_item {
	enum ck_code code;
	struct ck_error error;
	struct ck_fields in;       /* borrowed texts */
	const char *source;        /* the file's name; NULL: operands or options */
	size_t file;               /* the how-manieth input, from 0 */
	size_t line;
	const char *raw;
	size_t raw_length;
};

/* A source of records that are read. */
struct ck_input_file {
	const char *name;
	FILE *stream;
	struct ck_reader *reader;
	int *slot_of;              /* of each column of the header: the slot it fills, or -1 */
	char *header;              /* the header line's own bytes */
	size_t header_length;
};

struct ck_progress {
	int64_t began, drawn;      /* milliseconds of the clock that never goes back; drawn 0 = nothing stands there */
	bool draws;
};

struct ck_run {
	const struct ck_command *command;
	struct ck_arena *arena;
	struct ck_slot *slot;
	size_t slots;
	int key;                   /* the slot that operands fill, or -1 */
	struct ck_given given;
	/* settled from command line, environment and configuration */
	const char *config_store, *config_format, *config_by;
	const char *store_path, *os_user, *data, *spool_dir;
	enum ck_format format;
	int wait;
	/* input */
	struct ck_input_file *file;
	size_t files;
	struct ck_spool *records;
	const char **value;        /* scratch: one for each slot */
	struct ck_buffer piece;
	struct ck_sha256 digest;
	/* the store */
	struct ck_store *store;
	struct ck_desk *desk;
	struct ck_notes notes;
	const char *actor;         /* login in the record that wrote first; NULL: the desk's default */
	char batch[40];
	/* output */
	const char *prints;        /* the command's, or what ck_run_columns chose */
	struct ck_output *output;  /* NULL until it is known what is printed */
	struct ck_fields combined; /* a filter's record: its input and what it adds */
	struct ck_rejects *rejects;
	/* what came of it */
	struct ck_item hand;       /* the record in hand */
	const struct ck_item *item;  /* it, while it is worked on; NULL: messages name no record */
	bool replay;               /* the record in hand was answered with replayed=yes */
	bool unreadable;           /* a source could not be read to its end */
	bool no;                   /* the answer is no */
	int64_t part_read, part_refused;  /* of a stream's part: rows */
	bool mute;                 /* what is printed now is of a part that is not written, and so is not */
	size_t total, refused, replayed, written;
	struct ck_progress progress;
	enum ck_code worst;
};

/* -- command_options.c: the tables of the command line -- */
/* Fills slots from the command's tables. CK_BUG: a column that the dictionary does not have. */
enum ck_code ck_options_prepare(struct ck_run *run, struct ck_error *e);
void ck_options_parse(struct ck_run *run, int argc, char **argv);  /* exits on --help and on a wrong command line */
void ck_options_describe(const struct ck_run *run);                /* --describe */
bool ck_options_give_records(const struct ck_run *run);            /* they supply all that is needed */

/* -- command_complete.c -- */
void ck_complete(struct ck_run *run, const char *asked);           /* --complete=COLUMN:PREFIX */

/* -- command_config.c: environment and configuration; the only reader of both -- */
enum ck_code ck_settings_read(struct ck_run *run, struct ck_error *e);
const char *ck_settings_clock(const struct ck_run *run);           /* CASEKIT_NOW, or NULL */
bool ck_settings_know_user(struct ck_run *run);                    /* is the user known without name services? */

/* -- command_place.c -- */
const char *ck_place_data(const struct ck_run *run);               /* beside the program; NULL = none there */
const char *ck_place_twin(const struct ck_run *run);               /* beside the program, else the installed one; NULL
                                                                      where the program itself stands for it */

/* -- command_twin.c -- */
/* Does not come back if the twin takes over. CK_UNAVAILABLE: it is needed and cannot be run. */
enum ck_code ck_twin_take_over(struct ck_run *run, char **argv, struct ck_error *e);

/* -- command_input.c: from operands, files and options to records -- */
typedef enum ck_code ck_take(struct ck_run *run, struct ck_item *item, struct ck_error *e);
/* Opens what is to be read; of a filter also the header lines. */
enum ck_code ck_input_open(struct ck_run *run, struct ck_error *e);
/* Reads a file's header line. One at fault is reported, and the file not usable. */
enum ck_code ck_input_header(struct ck_run *run, struct ck_input_file *file, bool *usable, struct ck_error *e);
/* Calls take for every record, good or bad, in order. Header lines at fault are reported here. */
enum ck_code ck_input_each(struct ck_run *run, ck_take *take, struct ck_error *e);
void ck_input_close(struct ck_run *run);
/* Do the records come from files or standard input? */
bool ck_input_is_read(const struct ck_run *run);
/* Records set aside, and back. */
enum ck_code ck_item_spool(struct ck_run *run, struct ck_item *item, struct ck_error *e);
enum ck_code ck_item_next(struct ck_run *run, struct ck_item *item, bool *any, struct ck_error *e);

/* -- command_report.c: messages and rejects -- */
void ck_report(const struct ck_run *run, const struct ck_item *item, const struct ck_error *e);
void ck_report_line(const struct ck_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* FILE and FILE.errors.tsv. The existence of either is an error (CK_IO): nothing is overwritten. */
enum ck_code ck_rejects_open(struct ck_run *run, struct ck_error *e);
enum ck_code ck_rejects_put(struct ck_run *run, const struct ck_item *item, const struct ck_error *why,
                            struct ck_error *e);
enum ck_code ck_rejects_end(struct ck_run *run, struct ck_error *e);  /* closes, and checks that all was written */
void ck_rejects_free(struct ck_run *run, bool keep);  /* keep false: the run failed, so its files go, too */

/* -- command_output.c: what is printed -- */
/* Does nothing if it is open. */
enum ck_code ck_printer_open(struct ck_run *run, struct ck_error *e);
enum ck_code ck_printer_verdict(struct ck_run *run, const struct ck_item *item, const struct ck_error *why,
                                struct ck_error *e);

/* -- command_run.c: the phases -- */
enum ck_code ck_run_all(struct ck_run *run, struct ck_error *e);
enum ck_code ck_run_open(struct ck_run *run, enum ck_store_mode mode, struct ck_error *e);  /* store, transaction, desk */
enum ck_code ck_run_close_batch(struct ck_run *run, struct ck_error *e);
enum ck_code ck_run_refuse(struct ck_run *run, const struct ck_item *item, const struct ck_error *why, struct ck_error *e);
bool ck_run_is_batch(struct ck_run *run);
/* A failure is reported where it ends the run. */
enum ck_code ck_run_told(const struct ck_run *run, enum ck_code code, const struct ck_error *e);

/* -- command_stream.c -- */
enum ck_code ck_stream_run(struct ck_run *run, struct ck_error *e);

/* -- command_folder.c -- */
/* Is the source that is named a folder, and would the command take it as one? */
bool ck_folder_is_given(struct ck_run *run);
enum ck_code ck_folder_run(struct ck_run *run, struct ck_error *e);

/* -- command_progress.c: on a terminal, unless --quiet, and at most twice a second -- */
void ck_progress_begin(struct ck_run *run);
void ck_progress_draw(struct ck_run *run, size_t rows, double share);  /* share of the whole; 0 = not known */
void ck_progress_end(struct ck_run *run);                              /* before anything else is said: the line is cleared */

/* -- command_letters.c -- */
/* CK_BADDATA: the line is UTF-8, though the command line names an encoding that has a byte for a letter. */
enum ck_code ck_stream_look(const struct ck_run *run, const char *raw, size_t length, struct ck_error *e);
/* Of a file that was not in its encoding: what its letters speak for, and which they are. */
void ck_stream_tell_encoding(struct ck_run *run, const char *name);
/* Of a source that was read in the encoding named: a warning if its letters speak for another. */
void ck_stream_doubt_encoding(struct ck_run *run, const char *name, const struct ck_letters *letters);

#endif
