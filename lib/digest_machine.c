/* digest_machine: SHA-256 blocks by the processor's own instructions, where it has them: one message, so what no lanes help. */
#include "digest_priv.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <sys/platform/x86.h>

bool ck_sha256_machine(void)
{
	return CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSE4_1);
}

/* The instructions want the state as ABEF and CDGH, highest lane first, and do two rounds at once. */
__attribute__((target("sha,sse4.1"))) void ck_sha256_compress(uint32_t state[8], const unsigned char *bytes, size_t blocks)
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	__m128i dcba = _mm_shuffle_epi32(_mm_loadu_si128((const void *)&state[0]), 0xb1);
	__m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const void *)&state[4]), 0x1b);
	__m128i abef = _mm_alignr_epi8(dcba, hgfe, 8), cdgh = _mm_blend_epi16(hgfe, dcba, 0xf0);

	for (; blocks > 0; blocks--, bytes += 64) {
		const __m128i abef_before = abef, cdgh_before = cdgh;
		__m128i w[4];

#pragma GCC unroll 16
		for (int i = 0; i < 16; i++) {
			__m128i words;

			if (i < 4) {
				w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const void *)(bytes + 16 * i)), swap);
			} else {
				const __m128i before = w[(i + 3) & 3];

				words = _mm_sha256msg1_epu32(w[i & 3], w[(i + 1) & 3]);
				words = _mm_add_epi32(words, _mm_alignr_epi8(before, w[(i + 2) & 3], 4));
				w[i & 3] = _mm_sha256msg2_epu32(words, before);
			}
			words = _mm_add_epi32(w[i & 3], _mm_loadu_si128((const void *)&ck_sha256_constants[4 * i]));
			cdgh = _mm_sha256rnds2_epu32(cdgh, abef, words);
			abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(words, 0x0e));
		}
		abef = _mm_add_epi32(abef, abef_before);
		cdgh = _mm_add_epi32(cdgh, cdgh_before);
	}
	abef = _mm_shuffle_epi32(abef, 0x1b);
	cdgh = _mm_shuffle_epi32(cdgh, 0xb1);
	_mm_storeu_si128((void *)&state[0], _mm_blend_epi16(abef, cdgh, 0xf0));
	_mm_storeu_si128((void *)&state[4], _mm_alignr_epi8(cdgh, abef, 8));
}
#else
bool ck_sha256_machine(void)
{
	return false;
}

void ck_sha256_compress(uint32_t state[8], const unsigned char *bytes, size_t blocks)
{
	(void)state, (void)bytes, (void)blocks; /* without the instructions nobody comes here */
}
#endif
