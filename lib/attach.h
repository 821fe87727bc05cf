/* attach: a file that goes with an event: its content is kept in the store once, under its digest. */
#ifndef CK_ATTACH_H
#define CK_ATTACH_H

#include "fields.h"
#include "store.h"

/* Takes the file into the store; data says its name, digest and size (file file_digest file_size). CK_NOINPUT,
 * CK_IO, or CK_BADDATA: no plain file, or too large; column file. */
enum ck_code ck_attach_file(struct ck_store *s, const char *path, struct ck_fields *data, struct ck_error *e);

#endif
