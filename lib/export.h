/* export: what a store holds, as records from which another store can be made (casekit-export(5)): the events of whole
 * chains, each proven before it is given, then the batches they came in, and at the end a record that sums them up, by which
 * a stream that was cut off is known. A folder holds these records as a file, the tables beside the ledger, and the
 * attached files. */
#ifndef CK_EXPORT_H
#define CK_EXPORT_H

#include "event.h"
#include "store.h"

/* The columns of a record, in order. What an event has in the ledger, as text: its chain by its number, times with the
 * offset in which they were written, data as it is hashed, hashes in hexadecimal. */
#define CK_EXPORT_COLUMNS \
	"chain seq happened recorded step_done acts_done done_role done_by done_for done_office done_os batch key data prev hash"
enum ck_export_value {
	CK_EXPORT_CHAIN, CK_EXPORT_SEQ, CK_EXPORT_HAPPENED, CK_EXPORT_RECORDED, CK_EXPORT_STEP, CK_EXPORT_ACTS,
	CK_EXPORT_ROLE, CK_EXPORT_BY, CK_EXPORT_DONE_FOR, CK_EXPORT_OFFICE, CK_EXPORT_OS_USER, CK_EXPORT_BATCH,
	CK_EXPORT_KEY, CK_EXPORT_DATA, CK_EXPORT_PREV, CK_EXPORT_HASH, CK_EXPORT_VALUES
};
/* The acts of a record that is no event but a batch; its data are the batch's columns. */
#define CK_EXPORT_BATCH_ACT "batch"
#define CK_EXPORT_BATCH_FACTS "command source digest read written replayed refused"

struct ck_selection {                  /* {0}: the whole store */
	const struct ck_case_filter *cases;  /* NULL = no filter */
	const ck_chain *chains;        /* these alone, in any order */
	size_t count;
	bool named;                    /* only those, be there none */
	bool alone;                    /* without the journals of all offices */
};
struct ck_export_counts {
	int64_t chains, events, batches;
	int64_t files;                 /* attached files that the events name */
};
typedef enum ck_code ck_export_put(void *to, const char *const *values, struct ck_error *e);
/* One call of put for each record. CK_UNAVAILABLE: a chain is broken. CK_BADDATA: as ck_store_cases. */
enum ck_code ck_export_records(struct ck_store *s, const struct ck_selection *selection, ck_export_put *put, void *to,
                               struct ck_export_counts *counts, struct ck_error *e);
/* All of it into a folder that is made for it, the manifest last. CK_REFUSED: there is such a file or folder; it is left
 * alone. What was made goes away where the export fails. */
enum ck_code ck_export_folder(struct ck_store *s, const struct ck_selection *selection, const char *folder,
                              struct ck_export_counts *counts, struct ck_error *e);

/* -- the form of the folder, for who reads one -- */
#define CK_EXPORT_VERSION 1
#define CK_EXPORT_MANIFEST "manifest"
#define CK_EXPORT_MANIFEST_COLUMNS "file version records digest"
#define CK_EXPORT_EVENTS "event"
#define CK_EXPORT_FILES "file"                  /* the list of attached files; they lie in the folder of that name's plural */
#define CK_EXPORT_FILES_COLUMNS "digest size"
#define CK_EXPORT_FILES_FOLDER "files"
#define CK_EXPORT_SETTINGS "setting"
struct ck_export_table {               /* a table beside the ledger, as it is */
	const char *name;              /* also its file's */
	const char *columns;           /* words */
	const char *types;             /* of each: t text, i a number, n a number or none */
	enum ck_sql read, put, same;
};
enum { CK_EXPORT_TABLES = 6 };
extern const struct ck_export_table ck_export_tables[CK_EXPORT_TABLES];
#define CK_EXPORT_WIDEST 8             /* columns of a table */

/* A file of a folder as it is written: TSV, hashed on its way. */
struct ck_tsv;
enum ck_code ck_tsv_create(const char *folder, const char *name, const char *columns, struct ck_tsv **t,
                           struct ck_error *e);
enum ck_code ck_tsv_row(struct ck_tsv *t, const char *const *values, struct ck_error *e);
/* Writes it through; *records and digest say what it is. Frees it in any case. */
enum ck_code ck_tsv_close(struct ck_tsv *t, int64_t *records, unsigned char digest[CK_DIGEST], struct ck_error *e);

#endif
