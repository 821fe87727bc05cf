/* letters: what the bytes of old Kazakh files say about their encoding, and the damage of one kind that can be undone: RK1048
 * that was once read as CP1251, so that "Қазақстан" stands there as "Ќазаќстан". Nothing is changed without evidence. */
#ifndef CK_LETTERS_H
#define CK_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text.h"

/* -- what encoding is it? -- */
struct ck_letters {                /* {0} has seen nothing */
	int64_t bytes, lines, high;    /* high: bytes from 0x80 on */
	int64_t utf8_lines, broken_lines;  /* lines with high bytes that are UTF-8, that are not */
	int64_t of[256];               /* how often each byte; those from 0x80 on only in lines that are no UTF-8 */
};
void ck_letters_see(struct ck_letters *l, const char *bytes, size_t n);  /* whole lines, of one file in turn */

/* Are they UTF-8 with three letters or more beyond ASCII, or with its mark? Text of bytes, of which letters are each one, hardly
 * ever reads so. */
bool ck_letters_are_utf8(const char *bytes, size_t n);

struct ck_verdict {
	const char *encoding;          /* UTF-8, RK1048, PT154, CP1251, UTF-16; "" = undecided */
	const char *second;            /* the next best, or "" */
	bool mixed;                    /* lines of UTF-8 and lines of another encoding in one file */
	int64_t evidence;              /* letters that speak for it and against the second */
};
struct ck_verdict ck_letters_judge(const struct ck_letters *l);
/* One call for each high byte that occurs: what letter it is in each candidate, and how often. */
void ck_letters_each(const struct ck_letters *l,
                     void (*each)(void *to, unsigned char byte, const char *rk1048, const char *pt154, const char *cp1251,
                                  int64_t count), void *to);

/* -- repair -- */
/* Does the text (UTF-8) show RK1048 read as CP1251? Evidence: the nine pairs of letters (Ќќ Єє Ґґ Ўў Її Јј Ѕѕ Ћћ …) where Kazakh
 * has its own, at least one of those that no neighbour writes either (Ќ Ћ Ј Ѕ: Є Ї Ґ are Ukrainian, Ў Belarusian), and none of the right Kazakh letters; a
 * text whose letters are Ukrainian or Belarusian alone is left as it is. *letters: how many would be changed. */
bool ck_letters_damaged(const char *text, int *letters);
void ck_letters_repair(struct ck_buffer *b, const char *text);

/* Does one word of a name mix Latin and Cyrillic letters ("Aбай" with a Latin A)? */
bool ck_letters_mixed_scripts(const char *text);
/* Appends the text with letters and their combining marks composed (NFC) for the scripts of the office: й ё ў ї and their
 * like, Latin letters with one mark. */
void ck_letters_compose(struct ck_buffer *b, const char *text);

#endif
