#!/usr/bin/env bats
# session-pipe: a commission's whole session from its calling to its signed minutes, by pipes.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

# permits COUNT: applications of a firm, so many, before the step "publish"
# shellcheck disable=SC2154 # asks: cases.bash
permits() {
	seq -f '080440005158,f-%03g' 1 "$1" | sed '1i applicant,key' | case-register --service=foreign-labour-permit --variant=issue \
		--by=s.reg --quiet "${asks[@]}" --columns=case > papers.tsv
	case-assign --to=a.bek --by=h.head --quiet --input=papers.tsv --columns=case |
		case-record --act=notify --by=s.reg --columns=case | case-refer --by=s.reg --columns=case |
		case-record --act=examine --by=m.migr --columns=case |
		case-record --act=accept --by=m.migr --document=confirming-papers --columns=case > /dev/null
}

# all_votes: every member votes on every case: all for, but m2 to m6 against each fifth; m7 abstains
all_votes() {
	awk -F'\t' -v OFS='\t' '
		NR == 1 { print "case", "member", "vote"; next }
		{ for (m = 1; m <= 7; m++) print $1, "m" m, (m == 7 ? "abstain" : (NR - 1) % 5 == 0 && m > 1 ? "against" : "for") }' papers.tsv
}

@test "200 cases: published, voted on from one file, concluded, prepared and decided; a vote corrected; the minutes signed" {
	seat
	permits 200
	session=$(call_session 2019-03-29T10:00)
	check 0 bash -c "case-list --next-act=publish | session-publish --session=$session --by=m.migr - | case-refer --by=m.migr --columns=case --no-header"
	is '200' "${#lines[@]}"
	now 2019-03-29T11:00:00+06:00
	all_votes > votes.tsv
	is '1401' "$(wc -l < votes.tsv)"
	check 0 session-vote --session="$session" --by=k.comm --input=votes.tsv --columns=case,replayed --no-header
	said ''
	is '1400' "${#lines[@]}"
	is '1' "$(batch-list --no-header --columns=source_name | grep -cx votes.tsv)"

	# The same file again: nothing is done twice.
	check 0 session-vote --session="$session" --by=k.comm --input=votes.tsv --columns=replayed --no-header
	is 'yes' "$(sort -u <<< "$output")"

	check 0 bash -c "session-close $session --by=k.comm --columns=case,recommendation | case-record --act=prepare --by=m.migr --columns=case --no-header"
	is '200' "${#lines[@]}"
	is '160 grant
40 refuse' "$(session-show --agenda "$session" --columns=recommendation --no-header | sort | uniq -c | sed 's/^ *//')"
	is 'finding=positive; session=ALM-2019-S000001; recommendation=grant; votes=6:0:1' "$(past ALMAUE-2019-000001 details | grep votes)"
	is 'finding=negative; session=ALM-2019-S000001; recommendation=refuse; votes=1:5:1' "$(past ALMAUE-2019-000005 details | grep votes)"

	# One vote corrected afterwards: a new event, both visible, the recommendation stays.
	now 2019-03-29T11:30:00+06:00
	check 0 session-vote "$session" --case=ALMAUE-2019-000001 --member=m6 --vote=against --reason=misheard --by=k.comm \
		--columns=vote_cast,corrects,reason_told --no-header
	is 'm6 | for | 
m6 | against | 8' "$(ballots "$session" member,vote_cast,corrects --case=ALMAUE-2019-000001 | grep m6)"
	is '1401' "$(session-show --votes "$session" --no-header | wc -l)"
	is "ALMAUE-2019-000001 | grant | 5 | 1 | 1" \
		"$(agenda "$session" case,recommendation,votes_for,votes_against,votes_abstained | head -n 1)"

	# The minutes are signed by who was there; the head decides as was recommended.
	check 0 bash -c "session-show --members $session | session-sign --by=k.comm --columns=replayed --no-header"
	is '7' "${#lines[@]}"
	session-show --agenda "$session" --format=tsv | awk -F'\t' -v OFS='\t' 'NR == 1 { print "case", "decision", "ground" }
		NR > 1 { print $2, $4, $4 == "refuse" ? "paragraph-10" : "" }' > decisions.tsv
	check 0 case-decide --by=h.head --input=decisions.tsv --columns=outcome --no-header
	is '160 granted
40 refused' "$(sort <<< "$output" | uniq -c | sed 's/^ *//')"
	check 0 store-check
	check 0 ledger-verify
}

@test "a session one day too early, no quorum, a relative's case: refused with clause, and nothing has changed" {
	seat 6
	member-add --member=kin --name=Kin --position=member --commission=permit-commission --office=ALM --since=2018-01-01 \
		--interests=080440005158 --by=k.comm > /dev/null
	one=$(told)
	session=$(call_session 2019-03-26T10:00)
	session_refuses 1 "session-publish: $session: it meets at 2019-03-26T10:00:00+06:00, but published now it may not meet before 2019-03-27T09:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		session-publish "$session" --case="$one" --by=m.migr
	session=$(call_session 2019-03-27T10:00)
	put "$session" "$one"
	now 2019-03-27T11:00:00+06:00
	session_refuses 1 "session-vote: $session: member: kin has no vote on $one: the applicant is among the member's interests (casekit's default, the documents are silent: no rule on members with an interest is named; load the office's own act in its place)" \
		session-vote "$session" --case="$one" --member=kin --vote=for --by=k.comm
	votes "$session" "$one" for for for for
	session_refuses 1 "session-close: $session: no quorum: 4 of 7 members are present, 2/3 must be (casekit's default, the documents are silent: no quorum is named; load the office's own act in its place)" \
		session-close "$session" --by=k.comm
	check 0 session-vote "$session" --case="$one" --member=kin --vote=interested --by=k.comm --columns=vote_cast --no-header
	check 0 session-close "$session" --by=k.comm --columns=recommendation,votes_interested --no-header
	printed 'grant	1'
}
