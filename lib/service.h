/* service: the catalogue in a store: editions loaded, listed, shown. An edition that a case uses is never changed; a new
 * one supersedes it from its day on. */
#ifndef CK_SERVICE_H
#define CK_SERVICE_H

#include "catalogue.h"
#include "store.h"

/* Writes a catalogue's rows into the store: the vocabulary (words may be added, those in use never change their meaning)
 * and every edition that the store has not yet. An edition that is there with the very same rows is passed by; with
 * other rows it is replaced while no case uses it, and CK_REFUSED once one does. CK_CONFIG with file and line where the
 * rows are wrong or an edition overlaps another. *loaded counts editions written. Needs a transaction. */
enum ck_code ck_service_load(struct ck_store *s, const struct ck_rows *rows, int *loaded, struct ck_error *e);
/* ck_rows_read and ck_service_load of a whole folder (store-init). */
enum ck_code ck_service_load_folder(struct ck_store *s, const char *folder, struct ck_error *e);

/* All rows of one edition, or the vocabulary's (regulation ""), as the store has them. */
enum ck_code ck_service_rows(struct ck_store *s, const char *regulation, const char *edition, struct ck_rows *rows,
                             struct ck_error *e);
/* All rows of one part, of the editions in the order of their names and days. */
enum ck_code ck_service_part(struct ck_store *s, enum ck_part part, struct ck_rows *rows, struct ck_error *e);

/* One call for each edition: regulation edition authority valid_from valid_until repealed_by act_title title_kk title_ru
 * title_en variants channels refusable. regulation NULL = all; on CK_NODAY = all, else those in force that day. */
enum ck_code ck_service_list(struct ck_store *s, const char *regulation, ck_day on,
                             enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                             struct ck_error *e);

#endif
