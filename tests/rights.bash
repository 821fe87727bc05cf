# tests/rights.bash: for tests of what may not be read or written. Root may everything, so root's rights go first.

# without_rights COMMAND...: as the owner of the files, to whom their permissions mean something
without_rights() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --bounding-set=-dac_override,-dac_read_search -- "$@"
	else
		"$@"
	fi
}
