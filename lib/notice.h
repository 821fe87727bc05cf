/* notice: papers for people, made from templates under share/notices. */
#ifndef CK_NOTICE_H
#define CK_NOTICE_H

#include "fields.h"

/* Appends the template with every {{name}} replaced by that field, and {{name:-text}} by text where the field is absent.
 * CK_CONFIG: the template is not there, or names a field that known (words) does not hold. */
enum ck_code ck_notice_fill(const char *template_path, const struct ck_fields *fields, const char *known,
                            struct ck_buffer *out, struct ck_error *e);

#endif
