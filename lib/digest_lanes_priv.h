/* digest_lanes_priv: the blocks of WIDTH messages compressed side by side, one message a lane. No guard: digest_lanes.c
 * includes it once for each width, with WIDTH, LANES (the function's name) and TARGET (the processor's feature) defined. */

__attribute__((target(TARGET))) static void LANES(const struct ck_lane lane[WIDTH], uint32_t out[WIDTH][8])
{
	typedef uint32_t vector __attribute__((vector_size(4 * WIDTH)));
	uint32_t words[16][WIDTH], alive[WIDTH];  /* filled lane by lane; then each row is a vector */
	vector state[8], w[16];
	size_t most = 0;

	for (int i = 0; i < 8; i++)
		state[i] = (vector){0} + ck_sha256_initial[i];
	for (int l = 0; l < WIDTH; l++)
		most = lane[l].blocks > most ? lane[l].blocks : most;
	for (size_t block = 0; block < most; block++) {
		vector a = state[0], b = state[1], c = state[2], d = state[3];
		vector e = state[4], f = state[5], g = state[6], h = state[7], going;

		for (int l = 0; l < WIDTH; l++) {
			const unsigned char *from = block_of(&lane[l], block);

			alive[l] = block < lane[l].blocks ? UINT32_MAX : 0;
			for (int i = 0; i < 16; i++)
				words[i][l] = big_endian(from + 4 * i);
		}
		memcpy(&going, alive, sizeof going);
		memcpy(w, words, sizeof w);
#pragma GCC unroll 64
		for (int i = 0; i < 64; i++) {
			vector t;

			if (i >= 16) {
				const vector two = w[(i + 14) & 15], fifteen = w[(i + 1) & 15];

				w[i & 15] += (TURN(fifteen, 7) ^ TURN(fifteen, 18) ^ fifteen >> 3) + w[(i + 9) & 15] +
				             (TURN(two, 17) ^ TURN(two, 19) ^ two >> 10);
			}
			t = h + (TURN(e, 6) ^ TURN(e, 11) ^ TURN(e, 25)) + (g ^ (e & (f ^ g))) + ck_sha256_constants[i] + w[i & 15];
			h = g, g = f, f = e, e = d + t;
			t += (TURN(a, 2) ^ TURN(a, 13) ^ TURN(a, 22)) + ((a & b) | (c & (a | b)));
			d = c, c = b, b = a, a = t;
		}
		state[0] += a & going, state[1] += b & going, state[2] += c & going, state[3] += d & going;
		state[4] += e & going, state[5] += f & going, state[6] += g & going, state[7] += h & going;
	}
	for (int l = 0; l < WIDTH; l++)
		for (int i = 0; i < 8; i++)
			out[l][i] = state[i][l];
}
#undef WIDTH
#undef LANES
#undef TARGET
