/* digest_priv: what SHA-256 one by one and in lanes share. Included by lib/digest*.c only. */
#ifndef CK_DIGEST_PRIV_H
#define CK_DIGEST_PRIV_H

#include <stdbool.h>
#include "digest.h"

extern const uint32_t ck_sha256_constants[64];
extern const uint32_t ck_sha256_initial[8];

/* Has the processor instructions of its own for SHA-256? And blocks of 64 bytes compressed with them. */
bool ck_sha256_machine(void);
void ck_sha256_compress(uint32_t state[8], const unsigned char *bytes, size_t blocks);

#define CK_LANES_MOST 16

/* A message cut into blocks of 64 bytes: whole ones where it lies, then the last with its padding (FIPS 180-4, 5.1.1). */
struct ck_lane {
	const unsigned char *at;
	size_t whole, blocks;
	unsigned char tail[128];
};

#endif
