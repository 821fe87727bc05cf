#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "notice.h"

static enum ck_code read_template(const char *path, struct ck_buffer *text, struct ck_error *e)
{
	FILE *f = fopen(path, "re");
	char block[4096];
	size_t n;

	if (f == NULL)
		return ck_fail(e, CK_CONFIG, "cannot open the template %s: %s", path, strerror(errno));
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		ck_buffer_put(text, block, n);
	if (ferror(f))
		ck_fail(e, CK_IO, "cannot read the template %s", path);
	n = ferror(f) ? 1 : 0;
	fclose(f);
	return n == 0 ? CK_OK : CK_IO;
}

/* One {{name}} or {{name:-text}}; inside has length bytes between the braces. */
static enum ck_code fill_one(const char *path, const char *inside, size_t length, const struct ck_fields *fields,
                             const char *known, struct ck_buffer *out, struct ck_error *e)
{
	char name[40];
	const char *otherwise = memmem(inside, length, ":-", 2);
	size_t n = otherwise == NULL ? length : (size_t)(otherwise - inside);
	const char *value;

	snprintf(name, sizeof name, "%.*s", (int)n, inside);
	if (n >= sizeof name || !ck_word_in(known, name))
		return ck_fail(e, CK_CONFIG, "the template %s asks for {{%s}}, which there is not", path, name);
	value = ck_fields_get(fields, name);
	if (value != NULL)
		ck_buffer_text(out, value);
	else if (otherwise != NULL)
		ck_buffer_put(out, otherwise + 2, length - n - 2);
	return CK_OK;
}

enum ck_code ck_notice_fill(const char *template_path, const struct ck_fields *fields, const char *known,
                            struct ck_buffer *out, struct ck_error *e)
{
	struct ck_buffer text = {0};
	enum ck_code code = read_template(template_path, &text, e);
	const char *at = text.text;

	while (code == CK_OK && at != NULL && *at != '\0') {
		const char *open = strstr(at, "{{"), *close = open == NULL ? NULL : strstr(open, "}}");

		if (close == NULL) {
			ck_buffer_text(out, at);
			break;
		}
		ck_buffer_put(out, at, (size_t)(open - at));
		code = fill_one(template_path, open + 2, (size_t)(close - open) - 2, fields, known, out, e);
		at = close + 2;
	}
	ck_buffer_free(&text);
	return code;
}
