#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "status.h"
#include "text.h"

/* A message is one line of well-formed UTF-8, whatever values it quotes and wherever it was cut. */
static void tidy(char *text, bool cut)
{
	size_t length = strlen(text), good = 0;

	while ((good += ck_utf8_valid(text + good, length - good)) < length) {
		if (cut && length - good < 4)
			text[length = good] = '\0';
		else
			text[good] = '?';
	}
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == '\x7f')
			*text = ' ';
}

/* Through a buffer of its own: an argument may well be the text that is being replaced. */
static void __attribute__((format(printf, 3, 0))) fill(char *out, size_t room, const char *format, va_list arguments)
{
	char line[sizeof((struct ck_error *)0)->text];
	int length = vsnprintf(line, room < sizeof(line) ? room : sizeof(line), format, arguments);

	if (length < 0)
		strcpy(line, "a message that cannot be written");
	tidy(line, length >= (int)room);
	memcpy(out, line, strlen(line) + 1);
}

enum ck_code ck_fail(struct ck_error *e, enum ck_code code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill(e->text, sizeof(e->text), format, arguments);
	va_end(arguments);
	e->column[0] = '\0';
	e->clause[0] = '\0';
	return e->code = code;
}

enum ck_code ck_fail_at(struct ck_error *e, enum ck_code code, const char *column, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill(e->text, sizeof(e->text), format, arguments);
	va_end(arguments);
	e->clause[0] = '\0';
	e->code = code;
	return ck_fail_column(e, column);
}

enum ck_code ck_fail_column(struct ck_error *e, const char *column)
{
	size_t length = strnlen(column, sizeof(e->column) - 1);

	memmove(e->column, column, length);
	e->column[length] = '\0';
	return e->code;
}

enum ck_code ck_fail_clause(struct ck_error *e, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill(e->clause, sizeof(e->clause), format, arguments);
	va_end(arguments);
	return e->code;
}

void ck_error_clear(struct ck_error *e)
{
	e->code = CK_OK;
	e->column[0] = e->text[0] = e->clause[0] = '\0';
}

/* How heavy a code weighs: answers first, then bad input, then what stands in the way, then what is broken. */
static int weight(enum ck_code code)
{
	static const enum ck_code rising[] = {CK_OK,     CK_REFUSED, CK_BADDATA,     CK_USAGE,  CK_NOINPUT, CK_BUSY,
	                                      CK_DENIED, CK_CONFIG,  CK_UNAVAILABLE, CK_IO,     CK_BUG};
	int i = 0, count = sizeof(rising) / sizeof(*rising);

	while (i < count && rising[i] != code)
		i++;
	return i;
}

enum ck_code ck_worse(enum ck_code a, enum ck_code b)
{
	return weight(b) > weight(a) ? b : a;
}

void ck_note(const struct ck_notes *notes, const char *format, ...)
{
	struct ck_error line;
	va_list arguments;

	if (notes == NULL || notes->say == NULL)
		return;
	va_start(arguments, format);
	fill(line.text, sizeof(line.text), format, arguments);
	va_end(arguments);
	notes->say(notes->to, line.text);
}
