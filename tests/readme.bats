#!/usr/bin/env bats
# The README is held to its word: every command in it is run, in order, and must print what stands there.
load lib

@test "the README's first day and its pipe print what the README says" {
	ln -s "$ROOT/share" share
	ln -s "$(dirname "${CASEKIT_BIN:-$ROOT/build/bin}")" build
	unset CASEKIT_STORE CASEKIT_DATA
	awk '/^```console$/ { on = 1; next } /^```$/ { on = 0 } on' "$ROOT/README.md" > expected
	[ "$(grep -c '^\$ ' expected)" -gt 20 ]
	# "$ " begins a command and "> " goes on with it; each is repeated before its output, as on a terminal.
	sed 's/^\$ /\n&/' expected | awk '/^\$ / { printf "cat <<\"ECHO\"\n%s\n", $0; command = substr($0, 3); open = 1; next }
		open && /^> / { print; command = command "\n" substr($0, 3); next }
		open { printf "ECHO\n%s\n", command; open = 0 }
		END { if (open) printf "ECHO\n%s\n", command }' > day.sh
	bash day.sh 2>&1 | sed -e 's/ *$//' -e '/^$/d' > printed
	diff printed expected
}
