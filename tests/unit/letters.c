/* letters: the layouts are held against iconv's; verdicts and repairs against texts as they come. */
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>

#include "letters.h"
#include "unit.h"

/* The text in another encoding. */
static size_t encoded(const char *to, const char *text, char *out, size_t room)
{
	iconv_t cd = iconv_open(to, "UTF-8");
	char *in = (char *)text, *at = out;
	size_t left = strlen(text), space = room;

	if (cd == (iconv_t)-1 || iconv(cd, &in, &left, &at, &space) == (size_t)-1)
		return 0;
	iconv_close(cd);
	return room - space;
}

static struct ck_verdict judged(const char *encoding, const char *text)
{
	char bytes[4000];
	struct ck_letters l = {0};

	ck_letters_see(&l, bytes, encoded(encoding, text, bytes, sizeof bytes));
	return ck_letters_judge(&l);
}

static const char *layout_fault;
static void hold_against_iconv(void *to, unsigned char byte, const char *rk1048, const char *pt154, const char *cp1251,
                               int64_t count)
{
	static const char *const names[] = {"RK1048", "PT154", "CP1251"};
	const char *const ours[] = {rk1048, pt154, cp1251};

	(void)to;
	for (int i = 0; i < 3; i++) {
		iconv_t cd = iconv_open("UTF-8", names[i]);
		char in[2] = {(char)byte, 0}, out[8] = "", *from = in, *at = out;
		size_t left = 1, room = sizeof out - 1;

		if (iconv(cd, &from, &left, &at, &room) == (size_t)-1)
			out[0] = '\0';
		iconv_close(cd);
		if (strcmp(out, ours[i]) != 0 || count != 1)
			layout_fault = names[i];
	}
}

static const char *repaired(const char *text)
{
	static struct ck_buffer b;

	ck_buffer_empty(&b);
	ck_letters_repair(&b, text);
	return b.text == NULL ? "" : b.text;
}

static const char *composed(const char *text)
{
	static struct ck_buffer b;

	ck_buffer_empty(&b);
	ck_letters_compose(&b, text);
	return b.text == NULL ? "" : b.text;
}

static bool damaged(const char *text)
{
	int letters;
	return ck_letters_damaged(text, &letters);
}

int main(void)
{
	static const char kazakh[] = "Әбдірахманова Ұлпан\nҚазақстан Республикасы\nӨтініш, Ғалым Ңұр\n";
	struct ck_letters all = {0}, mixed = {0}, none = {0};
	char bytes[128], half[4000];
	int letters;

	for (int i = 0; i < 128; i++)
		bytes[i] = (char)(i + 128);
	ck_letters_see(&all, bytes, sizeof bytes);
	ck_letters_each(&all, hold_against_iconv, NULL);
	CHECK(layout_fault == NULL);

	CHECK_TEXT(judged("RK1048", kazakh).encoding, "RK1048");
	CHECK_TEXT(judged("PT154", kazakh).encoding, "PT154");
	CHECK_TEXT(judged("UTF-8", kazakh).encoding, "UTF-8");
	CHECK_TEXT(judged("UTF-16LE", kazakh).encoding, "UTF-16");
	CHECK_TEXT(judged("CP1251", "Заявление Иванова, ЁЖИК").encoding, "RK1048"); /* the same letters in both */
	CHECK(judged("CP1251", "Заявление Иванова").evidence == 0);
	CHECK_TEXT(judged("CP1251", "Заява Їжакевич Євген, ґанок").encoding, "CP1251");
	CHECK(judged("RK1048", kazakh).evidence > 0);
	CHECK_TEXT(ck_letters_judge(&none).encoding, "UTF-8");

	ck_letters_see(&mixed, kazakh, sizeof kazakh - 1);
	ck_letters_see(&mixed, half, encoded("RK1048", kazakh, half, sizeof half));
	CHECK(ck_letters_judge(&mixed).mixed && mixed.utf8_lines == 3 && mixed.broken_lines == 3 && mixed.lines == 6);

	CHECK(mixed.of[0xD1] == 0 && mixed.of[0xA3] > 0); /* letters of the lines that are no UTF-8 alone */

	CHECK(ck_letters_are_utf8("Әбд,1", strlen("Әбд,1")) && ck_letters_are_utf8("\xEF\xBB\xBF" "a", 4));
	CHECK(!ck_letters_are_utf8("№ 5", strlen("№ 5")) && !ck_letters_are_utf8("abc", 3) && !ck_letters_are_utf8("", 0));
	CHECK(!ck_letters_are_utf8(half, encoded("RK1048", kazakh, half, sizeof half)));

	CHECK(ck_letters_damaged("Ќазаќстан", &letters) && letters == 2);
	CHECK_TEXT(repaired("Ќазаќстан"), "Қазақстан");
	CHECK_TEXT(repaired("Јбдірахманова Ўлпан"), "Әбдірахманова Ұлпан");
	CHECK(damaged("Јбдірахманова Ўлпан"));
	CHECK(!damaged("Їжакевич Євген") && !damaged("Быкаў Васіль"));
	CHECK(!damaged("Қазаќстан")); /* both kinds: nobody knows what happened to it */
	CHECK(!damaged("Иванов") && !damaged(""));

	CHECK(ck_letters_mixed_scripts("Aбай") && ck_letters_mixed_scripts("Асқар Тoлеген"));
	CHECK(!ck_letters_mixed_scripts("Абай Smith") && !ck_letters_mixed_scripts("Асқар 2-й"));

	CHECK_TEXT(composed("Абай"), "Абай");
	CHECK_TEXT(composed("Сергеи\xCC\x86 Алe\xCC\x88"), "Сергей Ал\xC3\xAB");
	CHECK_TEXT(composed("ЖШС «Көктем» №3"), "ЖШС «Көктем» №3");
	return unit_end();
}
