/* native: records that casekit exported (export.h), taken as they are: the same events with the same hashes. Every chain is
 * proven before it is taken, and must come whole, from its first event on. An event that is there already is passed by; a
 * chain that goes on where it ended here goes on; one that is there with other events is refused. What casekit makes from
 * events (cases, offices, staff, registers) is made from them again. All of it stands in the caller's transaction. */
#ifndef CK_NATIVE_H
#define CK_NATIVE_H

#include "desk.h"

struct ck_native;
struct ck_native_counts {
	int64_t records, cases, events, again;  /* read; taken; events that were there before */
};
struct ck_native *ck_native_new(void);
void ck_native_free(struct ck_native *n);  /* NULL is allowed */

/* The names of the columns, in any order. CK_BADDATA: one is missing, or unknown. */
enum ck_code ck_native_header(struct ck_native *n, const char *const *names, size_t count, struct ck_error *e);
/* Before the first record. */
void ck_native_begin(struct ck_native *n, struct ck_desk *d);
/* The next record; line: where it stands. Records wait until there are many; a refusal may be of one that came before:
 * ck_native_line says on which line it stood. After a refusal nothing more is taken. */
enum ck_code ck_native_record(struct ck_native *n, const char *const *values, size_t line, struct ck_error *e);
size_t ck_native_line(const struct ck_native *n);
/* The whole of a folder: its manifest, what that says of each file, and then their contents. Every so many records told
 * hears how many are done, of how many. */
enum ck_code ck_native_folder(struct ck_native *n, const char *folder, void (*told)(void *to, int64_t done, int64_t of),
                              void *to, struct ck_error *e);
/* Everything is written and made. CK_BADDATA: the record that sums up is missing: the others were cut off. */
enum ck_code ck_native_end(struct ck_native *n, struct ck_native_counts *counts, struct ck_error *e);

#endif
