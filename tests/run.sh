#!/bin/bash
# run.sh [--no-lint] [BUILD [FILE...]]: every test there is, or the bats files and unit tests named, two at a time; the
# programs are those in BUILD/bin (default: build/bin). The last line counts; the exit code is 0 if nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
lint=yes
[ "${1:-}" != --no-lint ] || { lint=no; shift; }
build=$(realpath "${1:-build}")
shift $(($# > 0))
export CASEKIT_BIN="$build/bin" build
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work

# tap NAME COMMAND...: runs what prints TAP; says one line, and of what failed everything
tap() {
	local name=$1 out=$work/${1//\//_} code=0 ok bad plan
	shift
	timeout 900 "$@" > "$out.tap" 2> "$out.err" || code=$?
	ok=$(grep -c '^ok ' "$out.tap")
	bad=$(grep -c '^not ok ' "$out.tap")
	plan=$(sed -n 's/^1\.\.\([0-9][0-9]*\).*/\1/p' "$out.tap" | head -n 1)
	# What was planned and never came has failed; so has a program that says all is well and exits otherwise.
	[ "$((ok + bad))" -ge "${plan:-0}" ] || bad=$((plan - ok))
	[ -n "$plan" ] && { [ "$code" -eq 0 ] || [ "$bad" -gt 0 ]; } || bad=$((bad + 1))
	echo "$ok $bad" > "$out.count"
	report "$name" "$ok" "$bad" "$out"
}

# quiet NAME COMMAND...: runs a check that counts as one; whatever it says is its fault
quiet() {
	local name=$1 out=$work/${1//\//_} ok=1
	shift
	"$@" > "$out.tap" 2> "$out.err" || ok=0
	[ ! -s "$out.tap" ] && [ ! -s "$out.err" ] || ok=0
	echo "$ok $((1 - ok))" > "$out.count"
	report "$name" "$ok" "$((1 - ok))" "$out"
}

# One write, so that two jobs do not mix their lines.
report() {
	local text
	if [ "$3" -eq 0 ]; then
		text=$(printf 'ok      %-34s %4d' "$1" "$2")
	else
		text=$(printf 'FAILED  %-34s %4d of %d\n' "$1" "$3" "$(($2 + $3))"; grep -v '^ok ' "$4.tap"; cat "$4.err")
	fi
	printf '%s\n' "$text"
}

scripts() { git ls-files -co --exclude-standard 2> /dev/null || find . -type f -not -path './build*' -not -path './.git/*'; }
lint_shell() {
	scripts | while read -r file; do
		[ -f "$file" ] || continue
		case $file in
		*.bats | *.sh | *.bash) echo "$file" ;;
		*) head -n 1 "$file" | grep -aqE '^#!/bin/(ba)?sh' && echo "$file" ;;
		esac
	done | xargs -r shellcheck --external-sources --source-path=SCRIPTDIR
}
lint_c() {
	cppcheck --enable=warning,performance,portability --error-exitcode=1 --inline-suppr --quiet --std=c17 -Ilib -I"$build/lib" \
		-j 2 lib cmd
}
lint_man() { mandoc -T lint -W warning man/*.[157]; }

one() {
	case $1 in
	shellcheck) quiet shellcheck lint_shell ;;
	cppcheck) quiet cppcheck lint_c ;;
	mandoc) quiet mandoc lint_man ;;
	*.bats) tap "$1" bats --tap "$1" ;;
	*) tap "tests/unit/$(basename "$1").c" "$1" ;;
	esac
}
export -f tap quiet report scripts lint_shell lint_c lint_man one

list() {
	[ "$lint" = no ] || printf '%s\n' cppcheck shellcheck mandoc
	find tests -name '*.bats' | sort
	for unit in tests/unit/*.c; do
		echo "$build/unit/$(basename "$unit" .c)"
	done
}
if [ $# -gt 0 ]; then
	chosen=$(printf '%s\n' "$@")
else
	chosen=$(list)
fi
echo "$chosen" | xargs -d '\n' -P 2 -I {} bash -c 'one "$1"' one {}

cat "$work"/*.count 2> /dev/null | awk '{ ok += $1; bad += $2 } END { printf "%d passed, %d failed\n", ok, bad; exit bad > 0 || ok == 0 }'
