# indexer annotate.

test_each_article_is_a_line_with_every_key_in_order() {
  golden annotate.jsonl "$indexer" annotate "$input/articles.jsonl"
}

test_spans_are_byte_ranges_of_the_same_object() {
  printf '%s\n' '{"id":"s","headline":"Visit","body":"Zürich is calm. Moscow is not, says Pavel Orlenko."}' >one.jsonl
  golden annotate_spans.jsonl "$indexer" annotate one.jsonl --spans
}

test_an_authority_file_gives_spans_its_keys_and_leaves_the_names() {
  printf 'Pavel V. Orlenko\tPavel Orlenko\n' >people.tsv
  printf '%s\n' '{"id":"s","headline":"Visit","body":"Moscow is not calm, says Pavel Orlenko."}' >one.jsonl
  expect 0 "$indexer" annotate one.jsonl --spans --people people.tsv
  contains out '"people":["Pavel Orlenko"]'
  contains out '"value":"pavel-v-orlenko"'
  expect 2 "$indexer" annotate one.jsonl --people missing.tsv
  is_empty out
}

test_lines_come_in_input_order_whatever_the_number_of_threads() {
  expect 0 "$indexer" annotate "$root/examples/archive" --threads 1
  cp out one
  expect 0 "$indexer" annotate "$root/examples/archive" --threads 4
  cmp -s one out || fail 'the lines differ'
  same "$(wc -l <out)" 61
}

test_bad_records_exit_with_1_and_leave_the_other_lines() {
  expect 1 "$indexer" annotate "$input/bad.jsonl" --rejects rejects.jsonl
  same "$(wc -l <out)" 2
  same "$(wc -l <rejects.jsonl)" 2
}

test_the_inputs_of_several_arguments_follow_each_other() {
  expect 0 "$indexer" annotate "$input/articles.jsonl" - < <(echo '{"id":"last","body":"x"}')
  same "$(wc -l <out)" 7
  contains <(tail -n 1 out) '{"id":"last",'
}

test_a_missing_input_exits_with_2() {
  expect 2 "$indexer" annotate missing.txt
  is_empty out
}

test_output_that_nobody_reads_ends_quietly() {
  "$indexer" annotate "$root/examples/archive" 2>err | head -n 1 >out
  is_empty err
}

test_output_that_cannot_be_written_exits_with_5() {
  [[ -c /dev/full ]] || return 0
  code=0
  "$indexer" annotate "$input/articles.jsonl" >/dev/full 2>err || code=$?
  same "$code" 5
  contains err 'standard output'
}
