# tests/lib.bash: what every bats file loads. Each test runs in a folder of its own with a store of its own.
bats_require_minimum_version 1.5.0
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

setup() {
	export PATH="${CASEKIT_BIN:-$ROOT/build/bin}:$PATH"
	export LC_ALL=C.UTF-8 TZ=UTC HOME="$BATS_TEST_TMPDIR" XDG_DATA_HOME="$BATS_TEST_TMPDIR" XDG_CONFIG_HOME="$BATS_TEST_TMPDIR"
	export CASEKIT_STORE="$BATS_TEST_TMPDIR/store.db" CASEKIT_DATA="$ROOT/share"
	unset CASEKIT_FORMAT CASEKIT_NOW
	cd "$BATS_TEST_TMPDIR" || return 1
	if declare -F prepare >/dev/null; then prepare; fi
}

# now TIME: what the rehearsal store's clock says from here on
now() { export CASEKIT_NOW="$1"; }

# rehearse [TIME]: a rehearsal store with offices ALM (city) and ALMAUE (its division), AST, MAM and staff for every role
rehearse() {
	now "${1:-2019-03-18T10:00:00+06:00}"
	store-init --rehearsal --quiet
	office-add --quiet < "$ROOT/tests/fixtures/offices.tsv" >/dev/null
	staff-add --quiet < "$ROOT/tests/fixtures/staff.tsv" >/dev/null
}

# check EXIT COMMAND...: runs it with stdout and stderr apart; fails unless it exits so
check() {
	local want="$1"
	shift
	run --separate-stderr "$@"
	# shellcheck disable=SC2154 # bats' run sets status, output and stderr
	if [ "$status" -ne "$want" ]; then
		printf 'exit %s, not %s: %s\n--- stdout\n%s\n--- stderr\n%s\n' "$status" "$want" "$*" "$output" "$stderr"
		return 1
	fi
}

# printed TEXT / said TEXT: standard output / standard error is exactly that
printed() { [ "$output" = "$1" ] || { printf -- '--- stdout was\n%s\n--- not\n%s\n' "$output" "$1"; return 1; }; }
said() { [ "$stderr" = "$1" ] || { printf -- '--- stderr was\n%s\n--- not\n%s\n' "$stderr" "$1"; return 1; }; }
# printed_part TEXT / said_part TEXT: it holds that text
printed_part() { [[ "$output" == *"$1"* ]] || { printf -- '--- stdout was\n%s\n--- without\n%s\n' "$output" "$1"; return 1; }; }
said_part() { [[ "$stderr" == *"$1"* ]] || { printf -- '--- stderr was\n%s\n--- without\n%s\n' "$stderr" "$1"; return 1; }; }

# column NAME: the values of one column of TSV on standard input, a line each
column() {
	awk -F'\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; if (!c) exit 3; next } { print $c }'
}
