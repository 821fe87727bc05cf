/* identity: IIN and BIN, the twelve-digit numbers of persons and organisations (Government decrees 565 of 2003 and 406
 * of 2007; facts: check digit by weights 1..11, then 3..11,1,2). */
#ifndef CK_IDENTITY_H
#define CK_IDENTITY_H

#include <stdbool.h>
#include "clock.h"

enum ck_id_kind { CK_ID_NONE, CK_ID_IIN, CK_ID_BIN };

struct ck_identity {
	bool valid;            /* twelve digits and a right check digit */
	enum ck_id_kind kind;  /* by the fifth digit: 0..3 IIN, 4..6 BIN */
	char date[11];         /* IIN: the birth date YYYY-MM-DD as the number tells; BIN: YYYY-MM of registration; or "" */
	const char *fault;     /* why it is not valid, in words without the number itself; NULL if valid */
	const char *warning;   /* valid, but odd (a date that no calendar has, an unknown kind); or NULL */
};

/* Never fails: text that is no number at all is an identity with valid = false. NULL counts as "". */
struct ck_identity ck_identity_read(const char *text);
const char *ck_id_kind_name(enum ck_id_kind kind); /* "iin", "bin", "" */

#endif
