#include <string.h>

#include "digest_priv.h"

const uint32_t ck_sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

const uint32_t ck_sha256_initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static inline uint32_t turn(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static inline uint32_t big_endian(const unsigned char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof(x));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	x = __builtin_bswap32(x);
#endif
	return x;
}

/* One round, with the eight working variables named in turn instead of moved. */
#define ROUND(a, b, c, d, e, f, g, h, i) \
	do { \
		uint32_t t = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (g ^ (e & (f ^ g))); \
		t += ck_sha256_constants[i] + w[i]; \
		d += t; \
		h = t + (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) | (c & (a | b))); \
	} while (0)

static void compress_plainly(uint32_t state[8], const unsigned char *bytes, size_t blocks)
{
	uint32_t w[64];

	for (; blocks > 0; blocks--, bytes += 64) {
		uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
		uint32_t e = state[4], f = state[5], g = state[6], h = state[7];

		for (int i = 0; i < 16; i++)
			w[i] = big_endian(bytes + 4 * i);
		for (int i = 16; i < 64; i++)
			w[i] = w[i - 16] + (turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 7] +
			       (turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10);
		for (int i = 0; i < 64; i += 8) {
			ROUND(a, b, c, d, e, f, g, h, i);
			ROUND(h, a, b, c, d, e, f, g, i + 1);
			ROUND(g, h, a, b, c, d, e, f, i + 2);
			ROUND(f, g, h, a, b, c, d, e, i + 3);
			ROUND(e, f, g, h, a, b, c, d, i + 4);
			ROUND(d, e, f, g, h, a, b, c, i + 5);
			ROUND(c, d, e, f, g, h, a, b, i + 6);
			ROUND(b, c, d, e, f, g, h, a, i + 7);
		}
		state[0] += a, state[1] += b, state[2] += c, state[3] += d;
		state[4] += e, state[5] += f, state[6] += g, state[7] += h;
	}
}

static void compress(struct ck_sha256 *s, const unsigned char *bytes, size_t blocks)
{
	if (s->machine)
		ck_sha256_compress(s->h, bytes, blocks);
	else
		compress_plainly(s->h, bytes, blocks);
}

void ck_sha256_start_plainly(struct ck_sha256 *s)
{
	*s = (struct ck_sha256){0};
	memcpy(s->h, ck_sha256_initial, sizeof s->h);
}

void ck_sha256_start(struct ck_sha256 *s)
{
	ck_sha256_start_plainly(s);
	s->machine = ck_sha256_machine();
}

void ck_sha256_put(struct ck_sha256 *s, const void *bytes, size_t n)
{
	const unsigned char *from = bytes;
	size_t held = s->bytes % 64, taken;

	if (n == 0)
		return;
	s->bytes += n;
	if (held > 0) {
		taken = n < 64 - held ? n : 64 - held;
		memcpy(s->block + held, from, taken);
		from += taken;
		n -= taken;
		if (held + taken < 64)
			return;
		compress(s, s->block, 1);
	}
	compress(s, from, n / 64);
	if (n % 64 > 0)
		memcpy(s->block, from + n / 64 * 64, n % 64);
}

void ck_sha256_end(struct ck_sha256 *s, unsigned char out[CK_DIGEST])
{
	size_t held = s->bytes % 64;
	uint64_t bits = s->bytes * 8;

	s->block[held++] = 0x80;
	if (held > 56) {
		memset(s->block + held, 0, 64 - held);
		compress(s, s->block, 1);
		held = 0;
	}
	memset(s->block + held, 0, 56 - held);
	for (int i = 0; i < 8; i++)
		s->block[56 + i] = (unsigned char)(bits >> (56 - 8 * i));
	compress(s, s->block, 1);
	for (int i = 0; i < CK_DIGEST; i++)
		out[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void ck_digest(unsigned char out[CK_DIGEST], const void *bytes, size_t n)
{
	struct ck_sha256 s;

	ck_sha256_start(&s);
	ck_sha256_put(&s, bytes, n);
	ck_sha256_end(&s, out);
}

void ck_digest_hex(char out[2 * CK_DIGEST + 1], const unsigned char digest[CK_DIGEST])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < CK_DIGEST; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[2 * CK_DIGEST] = '\0';
}
