# shellcheck shell=bash
# _casekit: what every casekit command shares. A command's completion file gives it one line an option: --name, where
# its values come from (flag, file, list, words, ask, text), and the values, or the column to ask the store for. The
# line without a name is the operand's.

# _casekit_ask COMMAND COLUMN PREFIX: the values the store knows; the line's own --store counts
_casekit_ask() {
	local store=()
	[[ $COMP_LINE =~ [[:space:]](--store=[^[:space:]]+) ]] && store=("${BASH_REMATCH[1]}")
	"$1" "${store[@]}" --complete="$2:$3" 2> /dev/null | cut -f 1
}

# _casekit_offer COMMAND SOURCE VALUES PREFIX: fills COMPREPLY
_casekit_offer() {
	local before=
	case $2 in
	file)
		compopt -o filenames 2> /dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$4")
		;;
	words) mapfile -t COMPREPLY < <(compgen -W "$3" -- "$4") ;;
	list)
		[[ $4 == *,* ]] && before=${4%,*},
		compopt -o nospace 2> /dev/null
		mapfile -t COMPREPLY < <(compgen -P "$before" -W "$3" -- "${4##*,}")
		;;
	ask) mapfile -t COMPREPLY < <(_casekit_ask "$1" "$3" "$4") ;;
	esac
}

_casekit() {
	local command=$1 name=${1##*/} line=${COMP_LINE:0:COMP_POINT} option='' value word last
	local variable=_casekit_options_${name//-/_} row='' source values
	word=${line##*[[:space:]]}
	line=${line%"$word"}
	read -r -a last <<< "$line"
	COMPREPLY=()
	value=$word
	if [[ $word == --*=* ]]; then
		option=${word%%=*} value=${word#*=}
	elif [[ $word != -* && ${#last[@]} -gt 1 && ${last[-1]} == --* && ${last[-1]} != *=* ]]; then
		option=${last[-1]}
		grep -q -x -- "$option flag" <<< "${!variable}" && option=
	fi
	if [[ -z $option && $word == -* ]]; then
		mapfile -t COMPREPLY < <(awk -v word="$word" 'index($1, word) == 1 { print $1 ($2 == "flag" ? "" : "=") }' \
			<<< "${!variable}")
		[[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
		return
	fi
	row=$(grep -m 1 -- "^$option " <<< "${!variable}") || return
	read -r source values <<< "${row#"$option "}"
	_casekit_offer "$command" "$source" "$values" "$value"
	# Bash replaces what stands behind the last of its word breaks; where = is none of them, that is the whole word.
	if [[ $word == --*=* && $COMP_WORDBREAKS != *=* ]]; then
		COMPREPLY=("${COMPREPLY[@]/#/$option=}")
	fi
}
