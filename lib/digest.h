/* digest: SHA-256 (FIPS 180-4), our own so that no command needs libcrypto at its start (DESIGN 3); the tests hold it
 * against OpenSSL's. */
#ifndef CK_DIGEST_H
#define CK_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define CK_DIGEST 32

struct ck_sha256 {
	uint32_t h[8];
	uint64_t bytes;
	unsigned char block[64];
};
void ck_sha256_start(struct ck_sha256 *s);
void ck_sha256_put(struct ck_sha256 *s, const void *bytes, size_t n);
void ck_sha256_end(struct ck_sha256 *s, unsigned char out[CK_DIGEST]);

void ck_digest(unsigned char out[CK_DIGEST], const void *bytes, size_t n);
void ck_digest_hex(char out[2 * CK_DIGEST + 1], const unsigned char digest[CK_DIGEST]);

#endif
