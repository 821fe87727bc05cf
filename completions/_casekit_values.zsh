#autoload
# _casekit_values COLUMN: what the command's store knows for the value being typed; the line's own --store counts
local -a lines offers store
local line value
store=(${(M)words:#--store=*})
lines=(${(f)"$(_call_program values ${(q)words[1]} ${(q)store} --complete=${(q)1}:${(q)PREFIX} 2> /dev/null)"})
for line in $lines; do
	value=${line%%$'\t'*}
	offers+=("${value//:/\\:}:${line#*$'\t'}")
done
_describe -t values "${1//_/ }" offers
