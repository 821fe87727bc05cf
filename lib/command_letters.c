/* command_letters: what the bytes of a source say, where they are not what was expected. */
#include "command_priv.h"

#include <string.h>
#include <sys/stat.h>

#define MOST_SEEN ((int64_t)64 << 20)

enum ck_code ck_stream_look(const struct ck_run *run, const char *raw, size_t length, struct ck_error *e)
{
	const char *said = run->given.encoding;

	if (said == NULL || ck_encoding_is_built_in(said) || !ck_letters_are_utf8(raw, length))
		return CK_OK;
	return ck_fail(e, CK_BADDATA, "the line is UTF-8, not %s as --encoding says", said);
}

static void tell_letter(void *to, unsigned char byte, const char *rk1048, const char *pt154, const char *cp1251, int64_t count)
{
	if (strcmp(rk1048, pt154) != 0 || strcmp(rk1048, cp1251) != 0)
		ck_report_line(to, "byte %02X, %lld time%s: %s in RK1048, %s in PT154, %s in CP1251", byte, (long long)count,
		               count == 1 ? "" : "s", rk1048, pt154, cp1251);
}

/* Lines from the beginning of the file, be it that fewer were read. A line longer than a block is seen in pieces. */
static void see_lines(FILE *from, struct ck_letters *letters)
{
	static char block[1 << 16];
	size_t n, used, held = 0;

	while (letters->bytes < MOST_SEEN && (n = fread(block + held, 1, sizeof block - held, from)) > 0) {
		const char *end = memrchr(block, '\n', held += n);

		used = end != NULL ? (size_t)(end - block) + 1 : held == sizeof block ? held : 0;
		ck_letters_see(letters, block, used);
		memmove(block, block + used, held -= used);
	}
	ck_letters_see(letters, block, letters->bytes < MOST_SEEN ? held : 0);
}

void ck_stream_tell_encoding(struct ck_run *run, const char *name)
{
	static struct ck_letters letters;
	struct ck_verdict verdict;
	struct stat st;
	FILE *again = run->given.inputs == 1 && stat(name, &st) == 0 && S_ISREG(st.st_mode) ? fopen(name, "re") : NULL;

	if (again == NULL)
		return;
	see_lines(again, &letters);
	fclose(again);
	verdict = ck_letters_judge(&letters);
	if (strncmp(verdict.encoding, "UTF", 3) == 0 || letters.of[0] > 0)
		return;
	ck_report_line(run, "%s: %s%lld lines, %lld of them with letters that are no UTF-8; by its letters it is %s%s%s", name,
	               letters.bytes < MOST_SEEN ? "" : "the first ", (long long)letters.lines, (long long)letters.broken_lines,
	               verdict.encoding[0] != '\0' ? verdict.encoding : "undecided", verdict.second[0] != '\0' ? ", or " : "",
	               verdict.second);
	if (verdict.mixed)
		ck_report_line(run, "%s: other lines are UTF-8: the file mixes encodings by line", name);
	ck_letters_each(&letters, tell_letter, run);
}

/* An encoding was named in which whatever bytes there are have letters: are they the right ones? */
void ck_stream_doubt_encoding(struct ck_run *run, const char *name, const struct ck_letters *letters)
{
	struct ck_verdict verdict = ck_letters_judge(letters);
	const char *said = ck_encoding_name(run->given.encoding);

	if (!ck_word_in("RK1048 PT154 CP1251", said) || verdict.evidence <= 0 || verdict.encoding[0] == '\0' || strncmp(verdict.encoding, "UTF", 3) == 0 ||
	    strcmp(verdict.encoding, said) == 0 || run->given.quiet)
		return;
	ck_report_line(run, "warning: %s: by its letters it is %s rather than %s", name, verdict.encoding, said);
	ck_letters_each(letters, tell_letter, run);
}
