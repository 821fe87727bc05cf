# tests/workplaces.bash: what the tests of the workplace-* commands share beside lib.bash and cases.bash. Its variable
# number is the case; each of its stages does all before it.
# shellcheck disable=SC2034 # the tests'
ANNA=720113301121 BOLAT=701111301109 CAMILLA=610202401010

prepare() { rehearse 2023-07-03T10:00:00+06:00; }

# quietly COMMAND...: without its record
quietly() { "$@" > /dev/null; }

# shellcheck disable=SC2120 # some tests give options
# applied [OPTION...]: the application of an employer for two places, in $office
applied() {
	number=$(workplace-register --quiet --columns=case --no-header --office="${office:-ALM}" \
		--applicant=080440005158 --name='ЖШС «Көктем»' --places=2 --profession=5411 --cost=900000 --by=e.rel \
		"$@")
}
granted() {
	# shellcheck disable=SC2119 # as it stands
	applied
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-approve "$number" --decision=grant --list=12 --by=h.head
}
# drafted [OPTION...]: the contract's own options may be changed, the last one counts
drafted() {
	local months=12 wage=60000 from=2023-08-01 more=() option
	for option; do
		case $option in
		--months=*) months=${option#*=} ;;
		--wage=*) wage=${option#*=} ;;
		--from=*) from=${option#*=} ;;
		*) more+=("$option") ;;
		esac
	done
	granted
	quietly workplace-contract "$number" --wage="$wage" --months="$months" --from="$from" --by=e.rel "${more[@]}"
}
signed() {
	drafted "$@"
	quietly workplace-sign "$number" --by=h.head
	quietly workplace-sign "$number" --by=e.rel
}
# worked: the work was done and paid: the monthly reports begin
worked() {
	signed "$@"
	[[ $CASEKIT_NOW > 2023-07-20 ]] || now 2023-07-20T10:00:00+06:00
	quietly workplace-report "$number" --document=work-report --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-pay "$number" --amount=1800000 --by=h.head
}
# month YYYY-MM AMOUNT [OPTION...]: a month reported on its last day, reviewed, and paid with that amount
month() {
	local month="$1" amount="$2"
	shift 2
	now "$(date -d "$month-01 +1 month -1 day" +%F)T17:00:00+06:00"
	quietly workplace-report "$number" --month="$month" --by=e.rel "$@"
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-pay "$number" --month="$month" --amount="$amount" --by=h.head
}
# sent IIN DAY: a person is sent to a place from that day on
sent() { quietly workplace-refer "$number" --employee="$1" --from="$2" --by=e.rel; }

# found: what the monitor says of the case: kind and month, a line each
found() { workplace-monitor "$number" --format=tsv --no-header --columns=finding_kind,month_of | sed 's/\t/ | /g'; }
