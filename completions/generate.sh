#!/bin/sh
# usage: generate.sh BIN FOLDER   writes completions for every command in BIN: FOLDER/bash, FOLDER/zsh, FOLDER/fish.
# Each command says itself what it reads, prints and takes (--describe), and what its store knows (--complete).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=$1 to=$2
mkdir -p "$to/bash" "$to/zsh" "$to/fish"
cp "$here/_casekit.bash" "$to/bash/_casekit"
cp "$here/_casekit_values.zsh" "$to/zsh/_casekit_values"

for command in "$bin"/*; do
	name=$(basename "$command")
	described=$("$command" --describe)
	echo "$described" | awk -F'\t' -v name="$name" -v bash="$to/bash/$name" -v zsh="$to/zsh/_$name" \
		-v fish="$to/fish/$name.fish" -v helper="$here/_casekit_offers.fish" -f "$here/generate.awk"
done
