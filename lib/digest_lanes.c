/* digest_lanes: SHA-256 of many messages, side by side in the lanes of the processor's vectors. A chain of events cannot be
 * hashed so, but many chains can, each with its next event in a lane of its own. */
#include <string.h>

#include "digest_priv.h"

static inline uint32_t big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline const unsigned char *block_of(const struct ck_lane *lane, size_t block)
{
	if (block < lane->whole)
		return lane->at + 64 * block;
	return lane->tail + (block < lane->blocks ? 64 * (block - lane->whole) : 0);
}

#define TURN(x, n) ((x) >> (n) | (x) << (32 - (n)))

#if defined(__x86_64__)
#define WIDTH 8
#define LANES hash_8
#define TARGET "avx2"
#include "digest_lanes_priv.h"

#define WIDTH 16
#define LANES hash_16
#define TARGET "avx512f"
#include "digest_lanes_priv.h"

int ck_digest_lanes(int most)
{
	if (most >= 16 && __builtin_cpu_supports("avx512f"))
		return 16;
	return most >= 8 && __builtin_cpu_supports("avx2") ? 8 : 1;
}

static void hash(int width, const struct ck_lane *lanes, uint32_t (*out)[8])
{
	if (width == 16)
		hash_16(lanes, out);
	else
		hash_8(lanes, out);
}
#else
int ck_digest_lanes(int most)
{
	(void)most;
	return 1;
}

static void hash(int width, const struct ck_lane *lanes, uint32_t (*out)[8])
{
	(void)width, (void)lanes, (void)out; /* with one lane nobody comes here */
}
#endif

static void cut(struct ck_lane *lane, const struct ck_message *m)
{
	size_t rest = m->n % 64;
	uint64_t bits = (uint64_t)m->n * 8;
	unsigned char *end;

	lane->at = m->at;
	lane->whole = m->n / 64;
	lane->blocks = lane->whole + (rest < 56 ? 1 : 2);
	memset(lane->tail, 0, sizeof lane->tail);
	if (rest > 0)
		memcpy(lane->tail, lane->at + 64 * lane->whole, rest);
	lane->tail[rest] = 0x80;
	end = lane->tail + 64 * (lane->blocks - lane->whole);
	for (int i = 1; i <= 8; i++, bits >>= 8)
		end[-i] = (unsigned char)bits;
}

static void put(unsigned char out[CK_DIGEST], const uint32_t state[8])
{
	for (int i = 0; i < 8; i++)
		for (int k = 0; k < 4; k++)
			out[4 * i + k] = (unsigned char)(state[i] >> (24 - 8 * k));
}

/* Lanes without a message repeat the first one's blocks; nobody reads what they come to. */
static void hash_group(int width, const struct ck_message *messages, size_t count)
{
	struct ck_lane lane[CK_LANES_MOST];
	uint32_t state[CK_LANES_MOST][8];

	for (size_t l = 0; l < (size_t)width; l++)
		cut(&lane[l], &messages[l < count ? l : 0]);
	hash(width, lane, state);
	for (size_t l = 0; l < count; l++)
		put(messages[l].out, state[l]);
}

void ck_digest_many_in(int width, struct ck_message *messages, size_t count)
{
	size_t i = 0;

	for (; width > 1 && i < count; i += (size_t)width)
		hash_group(width, messages + i, count - i < (size_t)width ? count - i : (size_t)width);
	for (; i < count; i++)
		ck_digest(messages[i].out, messages[i].at, messages[i].n);
}

void ck_digest_many(struct ck_message *messages, size_t count)
{
	ck_digest_many_in(ck_digest_lanes(CK_LANES_MOST), messages, count);
}
