# From one command's --describe (kind name need type meta help) its three completion files: bash, zsh, fish.
BEGIN {
	# Values that are always the same.
	words["format"] = "table tsv csv json jsonl excel"
	words["encoding"] = "UTF-8 UTF-16 RK1048 CP1251 PT154"
	words["decision"] = "grant refuse"
	words["delivery"] = "in-person post portal"
	words["channel"] = "office corporation corporation-system portal"
	words["status"] = name ~ /^permit-/ ? "valid not-yet-valid expired replaced revoked" : \
		"open registered assigned under-review referred decided signed issued withdrawn refused-at-entry lapsed"
	words["vote"] = "for against abstain interested present absent"
	words["position"] = "chair deputy-chair secretary member"
	words["outcome"] = "granted refused"
	words["order"] = "number name due"
	words["field"] = "applicant name representative"
	words["unit"] = "minute hour same-day working-day day month"
	words["bound"] = "max min"
	words["office-kind"] = "city division centre section"
	# Values that the store knows: the column to ask for.
	n = split("case batch permit session office parent login by to responsible regulation service fact ground result document act role roles", \
		asked, " ")
	for (i = 1; i <= n; i++)
		store[asked[i]] = asked[i]
	store["next-act"] = "act"
	store["next-role"] = "role"
	store["commission"] = "role"
	store["chain-of"] = "permit"
}

$1 == "kind" { next }
$1 == "prints" { printed = printed (printed == "" ? "" : " ") $2; next }
$1 == "operand" { operand = $2; operand_meta = $5; next }
{
	option = $2
	gsub("_", "-", option)
	if (option in seen)
		next
	seen[option] = 1
	count++
	names[count] = option
	types[count] = $4
	kinds[count] = $1
	metas[count] = $5 == "" ? "VALUE" : $5
	helps[count] = $6
}

# What may stand for the value: flag, file, list (with commas), words, ask (the store), text
function source(i)
{
	if (types[i] == "flag") return "flag"
	if (names[i] == "columns" || names[i] == "group-by") return "list"
	if (names[i] in words || types[i] == "yesno") return "words"
	if (names[i] in store) return "ask"
	return types[i] == "path" ? "file" : "text"
}
function values(i,    kind)
{
	kind = source(i)
	if (kind == "list") return printed
	if (kind == "words") return types[i] == "yesno" ? "yes no" : words[names[i]]
	return kind == "ask" ? store[names[i]] : ""
}
# A text between single quotes, for a shell; fish wants its own form.
function quoted(text)
{
	gsub("'", "'\\''", text)
	return "'" text "'"
}
function fish_quoted(text)
{
	gsub(/\\/, "\\\\\\\\", text)
	gsub("'", "\\'", text)
	return "'" text "'"
}

function write_bash(    i, variable)
{
	variable = name
	gsub("-", "_", variable)
	print "# bash completion for " name ", made by completions/generate.sh" > bash
	print "declare -F _casekit > /dev/null || . \"${BASH_SOURCE[0]%/*}/_casekit\"" > bash
	print "_casekit_options_" variable "='" (operand in store ? " ask " store[operand] : "") > bash
	for (i = 1; i <= count; i++)
		print "--" names[i] " " source(i) (values(i) == "" ? "" : " " values(i)) > bash
	print "'" > bash
	print "complete -F _casekit " name > bash
}

function zsh_spec(i,    text, kind, repeated)
{
	text = helps[i]
	gsub(/\\|\[|\]|:/, "\\\\&", text)
	kind = source(i)
	repeated = names[i] == "input" || types[i] == "words" || kinds[i] == "option" && kind != "flag"
	text = (repeated ? "*" : "") "--" names[i] (kind == "flag" ? "" : "=") "[" text "]"
	if (kind != "flag") text = text ":" metas[i] ":"
	if (kind == "file") text = text "_files"
	if (kind == "words") text = text "(" values(i) ")"
	if (kind == "list") text = text "_values -s , column " values(i)
	if (kind == "ask") text = text " _casekit_values " values(i)
	return quoted(text)
}
function write_zsh(    i)
{
	print "#compdef " name > zsh
	print "# made by completions/generate.sh" > zsh
	printf "_arguments" > zsh
	for (i = 1; i <= count; i++)
		printf " \\\n\t%s", zsh_spec(i) > zsh
	if (operand in store)
		printf " \\\n\t%s", quoted("*:" operand_meta ": _casekit_values " store[operand]) > zsh
	print "" > zsh
}

function write_fish(    i, kind, line)
{
	print "# fish completion for " name ", made by completions/generate.sh" > fish
	while ((getline line < helper) > 0)
		print line > fish
	print "complete -c " name " -f" (operand in store ? " -a '(__casekit_offers " store[operand] ")'" : "") > fish
	for (i = 1; i <= count; i++) {
		kind = source(i)
		line = "complete -c " name " -l " names[i] " -d " fish_quoted(helps[i])
		if (kind == "file") line = line " -r -F"
		else if (kind != "flag") line = line " -x"
		if (kind == "words") line = line " -a '" values(i) "'"
		if (kind == "list") line = line " -a '(__fish_complete_list , \"string split \\\" \\\" \\\"" values(i) "\\\"\")'"
		if (kind == "ask") line = line " -a '(__casekit_offers " values(i) ")'"
		print line > fish
	}
}

END {
	write_bash()
	write_zsh()
	write_fish()
}
