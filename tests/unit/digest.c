#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "digest.h"
#include "unit.h"

static const char *hex(const void *bytes, size_t n)
{
	static char out[2 * CK_DIGEST + 1];
	unsigned char digest[CK_DIGEST];

	ck_digest(digest, bytes, n);
	ck_digest_hex(out, digest);
	return out;
}

/* The same bytes put in parts of every size from 1 to 130 give the same digest. */
static bool parts_agree(const unsigned char *bytes, size_t n)
{
	unsigned char whole[CK_DIGEST], parts[CK_DIGEST];
	bool agree = true;

	ck_digest(whole, bytes, n);
	for (size_t part = 1; part <= 130; part++) {
		struct ck_sha256 s;

		ck_sha256_start(&s);
		for (size_t from = 0; from < n; from += part)
			ck_sha256_put(&s, bytes + from, n - from < part ? n - from : part);
		ck_sha256_put(&s, NULL, 0);
		ck_sha256_end(&s, parts);
		agree = agree && memcmp(whole, parts, CK_DIGEST) == 0;
	}
	return agree;
}

/* With the processor's own instructions, if it has them, and without. */
static bool machine_agrees(const unsigned char *bytes)
{
	unsigned char one[CK_DIGEST], other_one[CK_DIGEST];
	bool agree = true;

	for (size_t n = 0; n < 1000; n++) {
		struct ck_sha256 s;

		ck_digest(one, bytes, n);
		ck_sha256_start_plainly(&s);
		ck_sha256_put(&s, bytes, n);
		ck_sha256_end(&s, other_one);
		agree = agree && memcmp(one, other_one, CK_DIGEST) == 0;
	}
	return agree;
}

/* What another implementation says of the first n bytes of the file at path; "" if it says nothing. */
static const char *other(const char *tool, const char *path, size_t n)
{
	static char line[200];
	char command[300];
	FILE *answer;

	snprintf(command, sizeof(command), "head -c %zu %s | %s", n, path, tool);
	answer = popen(command, "r");
	if (answer == NULL || fgets(line, sizeof(line), answer) == NULL)
		line[0] = '\0';
	if (answer == NULL || pclose(answer) != 0)
		line[0] = '\0';
	line[strcspn(line, " \n")] = '\0';
	return line;
}

static bool agrees_with(const char *tool, const char *path, const unsigned char *bytes)
{
	static const size_t further[] = {1000, 4095, 4096, 4097, 65536, 99999};
	bool agree = true;

	for (size_t n = 0; n <= 130; n++)
		agree = agree && strcmp(other(tool, path, n), hex(bytes, n)) == 0;
	for (size_t i = 0; i < sizeof(further) / sizeof(*further); i++)
		agree = agree && strcmp(other(tool, path, further[i]), hex(bytes, further[i])) == 0;
	return agree;
}

/* Messages of every length up to two and a half blocks and some longer, in groups that fill the lanes and that do not. */
static bool lanes_agree(const unsigned char *bytes, int lanes)
{
	unsigned char many[40][CK_DIGEST], one[CK_DIGEST];
	struct ck_message message[40];

	for (size_t round = 0; round < 200; round++) {
		const size_t count = round % 40 + 1;

		for (size_t i = 0; i < count; i++)
			message[i] = (struct ck_message){bytes + i, i % 3 == 0 ? round : (round * 7 + i * 131) % 700, many[i]};
		ck_digest_many_in(lanes, message, count);
		for (size_t i = 0; i < count; i++) {
			ck_digest(one, message[i].at, message[i].n);
			if (memcmp(one, many[i], CK_DIGEST) != 0)
				return false;
		}
	}
	return true;
}

int main(void)
{
	static unsigned char bytes[1000000];
	char path[] = "/tmp/casekit-digest-XXXXXX";
	int file = mkstemp(path);
	uint32_t x = 1;

	/* FIPS 180-4's examples */
	CHECK_TEXT(hex("", 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	CHECK_TEXT(hex("abc", 3), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	CHECK_TEXT(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56),
	           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	memset(bytes, 'a', sizeof(bytes));
	CHECK_TEXT(hex(bytes, sizeof(bytes)), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	for (size_t i = 0; i < 100000; i++) {
		x = x * 1664525 + 1013904223;
		bytes[i] = (unsigned char)(x >> 24);
	}
	CHECK(parts_agree(bytes, 1000));
	CHECK(machine_agrees(bytes));
	CHECK(ck_digest_lanes(1) == 1 && ck_digest_lanes(8) <= 8);
	for (int most = 1; most <= 16; most++)
		CHECK(lanes_agree(bytes, ck_digest_lanes(most)));
	CHECK(file >= 0 && write(file, bytes, 100000) == 100000 && close(file) == 0);
	CHECK(agrees_with("sha256sum", path, bytes));
	if (system("command -v openssl >/dev/null") == 0)
		CHECK(agrees_with("openssl dgst -sha256 -r", path, bytes));
	CHECK(unlink(path) == 0);
	return unit_end();
}
