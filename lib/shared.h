/* shared: what the C library gives only to a program into which it can load shared modules. Every command is linked twice
 * (Makefile): bin/NAME is static, since that starts in half the time, and has nothing of this; its twin
 * libexec/casekit/NAME has it all. Whoever needs it hands over to the twin before it begins (command_twin.c).
 * All in which the two programs differ is in shared.c and shared_none.c: the one or the other is linked. */
#ifndef CK_SHARED_H
#define CK_SHARED_H

#include <iconv.h>
#include <pwd.h>
#include <stdbool.h>

bool ck_shared_is_here(void);
/* iconv_open from that encoding to UTF-8. */
iconv_t ck_shared_converter(const char *encoding);
/* What the name services say of a user; NULL = they know none. */
const struct passwd *ck_shared_user(uid_t user);
/* A library, and a function of it; NULL = not to be had. */
void *ck_shared_library(const char *name);
void *ck_shared_function(void *library, const char *name);

#endif
