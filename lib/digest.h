/* digest: SHA-256 (FIPS 180-4), our own so that no command needs libcrypto at its start (DESIGN 3); the tests hold it
 * against OpenSSL's. */
#ifndef CK_DIGEST_H
#define CK_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CK_DIGEST 32

struct ck_sha256 {
	uint32_t h[8];
	uint64_t bytes;
	unsigned char block[64];
	bool machine;        /* by the processor's own instructions */
};
void ck_sha256_start(struct ck_sha256 *s);
void ck_sha256_start_plainly(struct ck_sha256 *s);  /* without them; the same digest (the tests compare) */
void ck_sha256_put(struct ck_sha256 *s, const void *bytes, size_t n);
void ck_sha256_end(struct ck_sha256 *s, unsigned char out[CK_DIGEST]);

void ck_digest(unsigned char out[CK_DIGEST], const void *bytes, size_t n);
/* Many messages at once, several in the lanes of one core where the processor has them (AVX2, AVX-512), one by one where it
 * has not; the digests are the same. */
struct ck_message {
	const void *at;
	size_t n;
	unsigned char *out;  /* CK_DIGEST bytes */
};
void ck_digest_many(struct ck_message *messages, size_t count);
/* The lanes that this processor has, not more than most: 16, 8 or 1. And the same digests in that many lanes (the tests hold
 * every width against the others). */
int ck_digest_lanes(int most);
void ck_digest_many_in(int lanes, struct ck_message *messages, size_t count);
void ck_digest_hex(char out[2 * CK_DIGEST + 1], const unsigned char digest[CK_DIGEST]);

#endif
