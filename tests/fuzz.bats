#!/usr/bin/env bats
# fuzz.bats: a short run of what tests/fuzz/run.sh does at length; and that it finds something where something is wrong.
load lib

prepare() {
	export FUZZ_BUILD
	FUZZ_BUILD=$(dirname "${CASEKIT_BIN:-$ROOT/build/bin}")/fuzz
}

@test "no input out of 10,000 disturbs the reader of records" {
	check 0 "$ROOT/tests/fuzz/run.sh" 10000 1 records
	printed 'records: 10000 inputs of seed 1: nothing found'
	said ''
}

@test "no input out of 10,000 disturbs the reader of mappings" {
	check 0 "$ROOT/tests/fuzz/run.sh" 10000 2 mapping
	printed 'mapping: 10000 inputs of seed 2: nothing found'
	said ''
}

@test "no input out of 200,000 disturbs the readers of dates and numbers" {
	check 0 "$ROOT/tests/fuzz/run.sh" 200000 3 values
	printed 'values: 200000 inputs of seed 3: nothing found'
	said ''
}

@test "what is found is told with its seed, its number and the input itself" {
	cat > wrong.c <<-'END'
		#include "fuzz.h"
		static void one(void)
		{
			char *copy = malloc(fuzz.length + 1);
			FUZZ_MUST(copy != NULL && memcpy(copy, fuzz.input, fuzz.length) == copy);
			copy[fuzz.length + (fuzz.number == 17)] = 0; /* one byte too far, once */
			free(copy);
		}
		int main(int argc, char **argv) { return fuzz_run(argc, argv, 1, one); }
	END
	gcc -D_GNU_SOURCE -g -fsanitize=address,undefined -I"$ROOT/tests/fuzz" -o wrong wrong.c
	check 1 ./wrong 100 5 "$ROOT/tests/fuzz/corpus/values"
	said_part 'heap-buffer-overflow'
	said_part 'fuzz: input 17 of seed 5: '
	check 1 ./wrong 1 5 "$ROOT/tests/fuzz/corpus/values" 17
	said_part 'fuzz: input 17 of seed 5: '
	check 0 ./wrong 10 5 "$ROOT/tests/fuzz/corpus/values"
	printed '10 inputs of seed 5: nothing found'
}
