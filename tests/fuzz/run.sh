#!/bin/bash
# run.sh [COUNT [SEED [READER...]]]: COUNT inputs (10,000,000) each for the readers of records, mappings, and dates and numbers,
# with every address and every undefined step watched. What is found is told with its seed and number: the program itself
# takes COUNT SEED FOLDER FIRST, so that one input can be had again. FUZZ_BUILD: where it is built (build/fuzz).
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-10000000}
seed=${2:-1}
shift $(($# < 2 ? $# : 2))
readers=("$@")
[ ${#readers[@]} -gt 0 ] || readers=(records mapping values)
build=${FUZZ_BUILD:-build/fuzz}
watch='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
# What these readers stand on, and nothing else of the library.
needs=(clock clock_zone digest digest_lanes digest_machine fields identity letters mapping mapping_bind mapping_guess mapping_value mapping_word
	record record_encoding record_folder shared status text text_name text_utf8 text_word)

objects=("${needs[@]/#/$build/lib/}")
objects=("${objects[@]/%/.o}")
make --no-print-directory -s B="$build" CFLAGS='-O1 -g' SAN="$watch" "${objects[@]}"
# Blocks of 64 bytes, so that short inputs go over their borders, too.
grep -q '^#define BLOCK (' lib/record_line.c
sed 's/^#define BLOCK (.*/#define BLOCK ((size_t)64)/' lib/record_line.c > "$build/small_blocks.c"
for reader in "${readers[@]}"; do
	# shellcheck disable=SC2086 # several words
	gcc -std=c17 -Wall -Wextra -Wconversion -Werror -D_GNU_SOURCE -O1 -g $watch -Ilib -Itests/fuzz -o "$build/$reader" \
		"tests/fuzz/$reader.c" "$build/small_blocks.c" "${objects[@]}" -lcsv -lunistring
done
for reader in "${readers[@]}"; do
	echo "$reader: $("$build/$reader" "$count" "$seed" "tests/fuzz/corpus/$reader")"
done
