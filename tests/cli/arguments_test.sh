# Usage errors, help, and where INDEX comes from.

set_up() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --no-annotate
}

test_help_and_version_go_to_standard_output() {
  local program
  for program in "$indexer" "$query_tool"; do
    expect 0 "$program" --help
    contains out 'Commands:'
    contains out 'Examples:'
    is_empty err
    expect 0 "$program" --version
    contains out '(Dateline) 0.'
  done
}

test_every_command_has_help_with_examples() {
  local command
  for command in add annotate remove check compact stats train-people; do
    expect 0 "$indexer" "$command" --help
    contains out "Usage: indexer $command"
    contains out 'Examples:'
  done
  for command in search batch show similar suggest facets shell; do
    expect 0 "$query_tool" "$command" --help
    contains out "Usage: query-tool $command"
    contains out 'Examples:'
  done
}

test_arguments_that_mean_nothing_exit_with_2() {
  local index=$shared/index
  expect 2 "$indexer"
  expect 2 "$indexer" reindex "$index"
  contains err "unknown command 'reindex'"
  expect 2 "$indexer" --nonsense
  expect 2 "$indexer" add "$index"
  contains err 'INPUT is required'
  expect 2 "$indexer" remove "$index"
  expect 2 "$query_tool"
  expect 2 "$query_tool" search
  expect 2 "$query_tool" search "$index"
  contains err 'QUERY is required'
  expect 2 "$query_tool" search "$index" '-gas price'
  contains err "what follows -- is never an option"
  expect 2 "$query_tool" search "$index" gas price
  contains err "quote"
  expect 2 "$query_tool" search "$index" gas --nonsense
  expect 2 "$query_tool" search "$index" gas --limit few
  expect 2 "$query_tool" search "$index" gas --limit=-1
  expect 2 "$query_tool" search "$index" gas --limit
  contains err '--limit needs a value'
  expect 2 "$query_tool" search "$index" gas --match every
  contains err 'all|most|any'
  expect 2 "$query_tool" search "$index" gas --from 2007-13
  contains err '2007-02-22'
  expect 2 "$query_tool" search "$index" gas --from 2008 --to 2007
  expect 2 "$query_tool" search "$index" gas --facets person,colour
  contains err 'person, country, topic'
  expect 2 "$query_tool" facets "$index" colour
  expect 2 "$query_tool" batch "$index"
  contains err '--queries is required'
  expect 2 "$query_tool" batch "$index" --queries missing.tsv
}

test_usage_errors_leave_standard_output_empty() {
  expect 2 "$query_tool" search
  is_empty out
  expect 2 "$indexer" add index missing.txt
  is_empty out
}

test_a_profile_that_there_is_not_is_refused() {
  expect 2 "$indexer" add index "$input/articles.jsonl" --profile slim
  contains err 'lean'
  [[ ! -e index ]] || fail 'an index was made'
}

test_an_index_keeps_the_profile_that_it_was_made_with() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --profile full --no-annotate
  expect 2 "$indexer" add index "$input/articles.jsonl" --profile lean --no-annotate
  contains err "'indexer rebuild --profile lean'"
  expect 0 "$indexer" add index "$input/articles.jsonl" --no-annotate
  expect 0 "$indexer" stats index --json
  contains out '"profile":"full"'
  expect 0 "$indexer" rebuild index --profile lean
  expect 0 "$indexer" add index "$input/articles.jsonl" --profile lean --no-annotate
  expect 0 "$indexer" stats index
  contains out 'profile lean'
  expect 0 "$indexer" add other "$input/articles.jsonl" --no-annotate
  expect 0 "$indexer" stats other --json
  contains out '"profile":"lean"'
}

test_options_may_stand_anywhere_after_the_command() {
  local index=$shared/index
  expect 0 "$query_tool" search "$index" gas --format ids --limit 2
  cp out after
  expect 0 "$query_tool" search --format ids "$index" --limit=2 gas
  cmp -s out after || fail 'the place of options changes the answer'
}

test_the_last_of_an_option_given_twice_counts() {
  expect 0 "$query_tool" search "$shared/index" '*' --format ids --limit 5 --limit 1
  same "$(wc -l <out)" 1
}

test_two_hyphens_end_the_options() {
  local index=$shared/index
  expect 2 "$query_tool" search "$index" -gas
  expect 0 "$query_tool" search "$index" --format ids --limit 100 -- '-gas *'
  lacks out gas-1
  contains out 'rail 4'
}

test_an_at_sign_stands_for_the_environment_variable() {
  DATELINE_INDEX=$shared/index expect 0 "$query_tool" search @ gas --format ids
  contains out gas-1
  expect 2 "$query_tool" search @ gas
  contains err DATELINE_INDEX
  DATELINE_INDEX='' expect 2 "$query_tool" search @ gas
}

test_a_query_may_be_the_name_of_a_command() {
  expect 0 "$query_tool" search "$shared/index" search --format ids
  expect 0 "$query_tool" search "$shared/index" show --format ids
}

test_a_missing_index_exits_with_3_and_is_not_made() {
  local command
  for command in "search missing gas" "show missing x" "similar missing x" "suggest missing p" \
    "facets missing topic" "shell missing" "batch missing --queries $input/queries.tsv"; do
    expect 3 "$query_tool" $command </dev/null
    contains err missing
    is_empty out
  done
  for command in "remove missing x" "check missing" "compact missing" "stats missing"; do
    expect 3 "$indexer" $command
    contains err missing
  done
  [[ ! -e missing ]] || fail 'the index was made'
}

test_a_damaged_index_exits_with_3() {
  cp -r "$shared/index" index
  local file
  for file in index/db.*/*.glass; do
    printf 'no longer a database, and not empty either' >"$file"
  done
  expect 3 "$query_tool" search index gas
  expect 3 "$indexer" stats index
}

test_a_language_that_is_no_code_exits_with_2() {
  local code
  for code in english x en- 12 '' 'e n' en-verylongsubtag xx xx-US; do
    expect 2 "$query_tool" search "$shared/index" gas --language "$code"
    contains err 'ISO 639'
    expect 2 "$query_tool" batch "$shared/index" --queries "$input/queries.tsv" --language "$code"
    expect 2 "$indexer" add index "$input/articles.jsonl" --language "$code"
    contains err 'ISO 639'
    contains err 'https://'
    [[ ! -e index ]] || fail 'an index was made'
  done
  for code in en DE deu pt_BR zh-Hant-TW; do
    expect 0 "$query_tool" search "$shared/index" gas --language "$code"
  done
  # Languages without a stemmer: words are found as they are.
  expect 0 "$indexer" add index "$input/articles.jsonl" --language cs
  expect 0 "$query_tool" search index gas --language ces
}
