# query-tool batch.

set_up() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --no-annotate
}

test_json_lines_begin_with_the_id_and_keep_input_order() {
  golden batch.jsonl "$query_tool" batch "$shared/index" --queries "$input/queries.tsv" --format json --facets country
}

test_trec_names_the_query_in_every_line() {
  golden batch.trec "$query_tool" batch "$shared/index" --queries "$input/queries.tsv" --format trec
}

test_ids_stand_behind_the_query() {
  expect 0 "$query_tool" batch "$shared/index" --queries "$input/queries.tsv" --format ids --match all
  contains out $'q 2\trail 4'
}

test_queries_come_from_standard_input() {
  expect 0 "$query_tool" batch "$shared/index" --queries - --format ids < <(printf '\xef\xbb\xbfx\tice\r\n')
  same "$(cat out)" $'x\told-5'
}

test_a_line_that_is_no_query_exits_with_1_and_the_others_are_answered() {
  printf 'no tab here\ny\tice\n' >queries
  expect 1 "$query_tool" batch "$shared/index" --queries queries --format ids
  contains err queries:1
  same "$(cat out)" $'y\told-5'
}

test_a_syntax_error_under_strict_exits_with_4_and_the_others_are_answered() {
  printf 'x\t(ice\ny\tice\n' >queries
  expect 4 "$query_tool" batch "$shared/index" --queries queries --format ids --strict
  contains err 'query x'
  same "$(cat out)" $'y\told-5'
}

test_batch_and_search_give_the_same_object() {
  printf 'x\tgas price\n' >queries
  "$query_tool" batch "$shared/index" --queries queries --format json |
    sed -E 's/"id":"x",//; s/"took_us":[0-9]+//' >batch
  "$query_tool" search "$shared/index" 'gas price' --format json | sed -E 's/"took_us":[0-9]+//' >search
  cmp -s batch search || fail 'they differ'
}
