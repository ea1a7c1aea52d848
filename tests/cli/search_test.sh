# query-tool search, in every format.

set_up() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --no-annotate
}

# search ARGUMENT...: on the shared index.
search() {
  expect 0 "$query_tool" search "$shared/index" "$@"
}

test_json_has_every_key_in_order() {
  golden search.json "$query_tool" search "$shared/index" 'gas price' --format json \
    --facets person,country,topic,source,section,byline,language,year --timeline month
}

test_json_without_hits_has_every_key_too() {
  golden search_nothing.json "$query_tool" search "$shared/index" zebra --format json
  golden search_no_facets.json "$query_tool" search "$shared/index" zebra --format json --facets none
}

test_json_has_null_for_what_is_unknown() {
  golden search_unknown.json "$query_tool" search "$shared/index" ice --format json --facets topic
}

test_text_is_for_a_person() {
  golden search.txt "$query_tool" search "$shared/index" 'gas price' --timeline month
}

test_text_has_no_colour_where_standard_output_is_no_terminal() {
  search gas
  lacks out $'\x1b'
}

test_colour_is_for_terminals_and_obeys_no_color() {
  if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    echo "no terminal can be made here, so colour is not tested"
    return 0
  fi
  script -qec "'$query_tool' search '$shared/index' gas" /dev/null >out </dev/null
  contains out $'\x1b[1m'
  NO_COLOR=1 script -qec "'$query_tool' search '$shared/index' gas" /dev/null >out </dev/null
  lacks out $'\x1b['
}

test_trec_lines_have_six_columns_and_ranks_over_all_pages() {
  golden search.trec "$query_tool" search "$shared/index" '*' --format trec --sort oldest
  search '*' --format trec --sort oldest --offset 2 --limit 1
  same "$(cut -d' ' -f1,2,4,6 out)" '1 Q0 3 dateline'
  search gas --format trec --limit 1
  grep -Eq '^1 Q0 gas-[0-9] 1 [0-9]+\.[0-9]{10,} dateline$' out || fail "score in: $(cat out)"
}

test_ids_stand_alone() {
  search '*' --format ids --sort oldest
  same "$(cat out)" $'gas-1\ngas-2\nde-6\ngas-3\nrail 4\nold-5'
}

test_filters_of_one_facet_are_alternatives_and_different_facets_add_up() {
  search '*' --format ids --sort oldest --country UA --country DE
  same "$(cat out)" $'gas-1\ngas-2\nde-6\ngas-3'
  search '*' --format ids --country UA --person 'Irina Vasko'
  same "$(cat out)" gas-2
  search '*' --format ids --sort oldest --topic economy
  same "$(cat out)" $'gas-1\ngas-2\nde-6\ngas-3'
  search '*' --format ids --topic politics/diplomacy
  same "$(cat out)" gas-1
}

test_dates_include_the_whole_period() {
  search '*' --format ids --sort oldest --from 2007-02-22 --to 2007-03
  same "$(cat out)" $'gas-2\nde-6\ngas-3\nrail 4'
  search '*' --format ids --sort oldest --to 2007-02
  same "$(cat out)" $'gas-1\ngas-2\nde-6'
  search '*' --format ids --from 2007 --to 2007 --limit 0
  is_empty out
}

test_match_says_how_many_words_are_needed() {
  search 'gas train' --match all --format ids
  is_empty out
  search 'gas train' --match any --format ids --sort oldest
  same "$(cat out)" $'gas-1\ngas-2\nrail 4'
}

test_a_relaxed_search_says_so() {
  search 'gas train' --format ids
  contains out 'rail 4'
  [[ -s err ]] || fail 'there is no warning'
  search 'gas train' --format json
  is_empty err
  lacks out '"warnings":[]'
}

test_a_syntax_error_is_a_warning_unless_strict() {
  search '(gas' --format ids
  contains out gas-1
  [[ -s err ]] || fail 'there is no warning'
  search '(gas' --format json
  is_empty err
  lacks out '"warnings":[]'
  expect 4 "$query_tool" search "$shared/index" '(gas' --strict
  is_empty out
  [[ -s err ]] || fail 'there is no message'
  search '(gas' --strict --plain
  contains out gas
}

test_plain_has_no_operators() {
  search 'gas -pipeline' --format ids
  is_empty out
  search 'gas -pipeline' --plain --format ids --sort oldest
  same "$(cat out)" $'gas-1\ngas-2'
}

test_limit_0_still_counts() {
  search gas --limit 0 --format json
  contains out '"hits":[]'
  contains out '"total":2'
}

test_an_explanation_is_given_when_asked_for() {
  search gas --explain --format json
  contains out '"explanation":"'
  search gas --format json
  lacks out explanation
}

test_control_characters_of_an_article_do_not_reach_the_terminal() {
  printf '{"id":"c","headline":"Red \\u001b[31malert","body":"A bell \\u0007 rings."}\n' >one.jsonl
  expect 0 "$indexer" add index one.jsonl
  expect 0 "$query_tool" search index bell
  lacks out $'\x1b'
  lacks out $'\x07'
}

test_output_that_nobody_reads_ends_quietly() {
  "$query_tool" search "$shared/index" '*' 2>err | true
  is_empty err
}

test_output_that_cannot_be_written_exits_with_5() {
  [[ -c /dev/full ]] || return 0
  code=0
  "$query_tool" search "$shared/index" gas >/dev/full 2>err || code=$?
  same "$code" 5
}

# One article each, with ids that would break a line or a column.
odd_ids() {
  printf '%s\n' '{"id":"a\nb","body":"tin","date":"2007-01-01"}' '{"id":"c\td","body":"tin","date":"2007-01-02"}' \
    '{"id":"e f%20g","body":"tin","date":"2007-01-03"}' '{"id":"h\u2028i\u0085j\u007f","body":"tin","date":"2007-01-04"}' \
    '{"id":"k\u001bl\u00a0m","body":"tin","date":"2007-01-05"}' |
    expect 0 "$indexer" add index - --no-annotate
}

test_an_id_is_one_line_of_ids_and_one_column_of_trec() {
  odd_ids
  expect 0 "$query_tool" search index tin --format ids --sort oldest
  same "$(cat out)" $'a%0Ab\nc%09d\ne f%2520g\nh%E2%80%A8i%C2%85j%7F\nk%1Bl\xc2\xa0m'
  expect 0 "$query_tool" search index tin --format trec --sort oldest
  same "$(cut -d' ' -f3 out)" $'a%0Ab\nc%09d\ne%20f%2520g\nh%E2%80%A8i%C2%85j%7F\nk%1Bl%C2%A0m'
  printf 'q\x01 50%%\ttin\n' >queries
  expect 0 "$query_tool" batch index --queries queries --format ids --sort oldest --limit 1
  same "$(cat out)" $'q%01 50%25\ta%0Ab'
  expect 0 "$query_tool" batch index --queries queries --format trec --sort oldest --limit 1
  same "$(cut -d' ' -f1,3 out)" 'q%01%2050%25 a%0Ab'
}
