# indexer add: inputs, rejects, duplicates, reports.

count() {
  "$query_tool" search "$1" '*' --limit 0 --format json --facets none | sed -E 's/.*"total":([0-9]+).*/\1/'
}

test_several_inputs_become_one_index() {
  expect 0 "$indexer" add index "$input/articles.jsonl" "$root/examples/archive/blog"
  is_empty out
  contains err '9 added, 0 replaced, 0 skipped, 0 rejected'
  same "$(count index)" 9
}

test_the_sample_archive_is_read_whole() {
  expect 0 "$indexer" add index "$root/examples/archive"
  contains err '61 added'
  same "$(count index)" 61
  expect 0 "$indexer" check index
}

test_a_hyphen_is_standard_input() {
  expect 0 "$indexer" add index - <"$input/articles.jsonl"
  contains err '6 added'
  expect 2 "$indexer" add index - -
}

test_an_input_that_does_not_exist_exits_with_2_before_anything_is_written() {
  expect 2 "$indexer" add index "$input/articles.jsonl" missing.jsonl
  contains err missing.jsonl
  [[ ! -e index ]] || fail 'an index was made'
}

test_a_format_can_be_named() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --format jsonl --no-annotate
  contains err '6 added'
  expect 2 "$indexer" add index "$input/articles.jsonl" --format pdf
  contains err jsonl
}

test_bad_records_are_told_and_the_others_added() {
  expect 1 "$indexer" add index "$input/bad.jsonl"
  contains err "$input/bad.jsonl: record 2: rejected"
  contains err "$input/bad.jsonl: record 3: rejected"
  contains err '2 added, 0 replaced, 0 skipped, 2 rejected'
  same "$(count index)" 2
}

test_rejects_are_written_whole() {
  expect 1 "$indexer" add index "$input/bad.jsonl" --rejects rejects.jsonl
  same "$(wc -l <rejects.jsonl)" 2
  contains rejects.jsonl "{\"file\":\"$input/bad.jsonl\",\"record\":2,\"reason\":"
  contains rejects.jsonl '"raw":"{\"id\":\"bad-2\",\"headline\":\"An open record\",\"body\":'
  sed -n '2s/.*"raw_base64":"\([^"]*\)".*/\1/p' rejects.jsonl | base64 -d >raw
  head -c "$(stat -c %s raw)" <(sed -n 3p "$input/bad.jsonl") | cmp -s - raw ||
    fail 'the bytes of the bad record are not those of the file'
}

test_a_rejects_file_that_cannot_be_written_exits_with_5() {
  expect 5 "$indexer" add index "$input/bad.jsonl" --rejects missing/rejects.jsonl
  contains err missing/rejects.jsonl
  [[ ! -e index ]] || fail 'an index was made'
}

test_duplicates_are_replaced_skipped_or_rejected() {
  expect 0 "$indexer" add index "$input/articles.jsonl"
  expect 0 "$indexer" add index "$input/articles.jsonl"
  contains err '0 added, 6 replaced'
  expect 0 "$indexer" add index "$input/articles.jsonl" --on-duplicate skip
  contains err '0 added, 0 replaced, 6 skipped'
  expect 1 "$indexer" add index "$input/articles.jsonl" --on-duplicate error
  contains err '6 rejected'
  contains err gas-1
  same "$(count index)" 6
}

test_ids_get_a_prefix() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --id-prefix mail:
  expect 0 "$query_tool" show index mail:gas-1
  expect 1 "$query_tool" show index gas-1
}

test_values_stay_as_given_without_annotation() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --no-annotate
  expect 0 "$query_tool" facets index country
  contains out "$(printf 'Russia\t1')"
  expect 0 "$indexer" add annotated "$input/articles.jsonl"
  expect 0 "$query_tool" facets annotated country
  lacks out "$(printf 'Russia\t1')"
  contains out "$(printf 'RU\t2')"
}

test_the_report_can_be_json() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --report json --no-annotate
  contains out '{"added":6,"replaced":0,"skipped":0,"rejected":0,'
  contains out '"stage_seconds":{"read":'
  contains out '"merge":'
  contains out '"waiting_seconds":{"read":'
  contains out '"threads":'
  same "$(wc -l <out)" 1
  is_empty err
}

test_the_number_of_threads_changes_nothing() {
  expect 0 "$indexer" add one "$root/examples/archive" --threads 1
  expect 0 "$indexer" add many "$root/examples/archive" --threads 4
  "$query_tool" search one '*' --limit 100 --sort oldest --format json >one.json
  "$query_tool" search many '*' --limit 100 --sort oldest --format json >many.json
  diff <(sed 's/"took_us":[0-9]*//' one.json) <(sed 's/"took_us":[0-9]*//' many.json) >difference ||
    fail "the answers differ: $(head -c 600 difference)"
}

test_an_input_without_articles_is_told() {
  mkdir empty
  expect 0 "$indexer" add index empty
  contains err 'no article'
  same "$(count index)" 0
}

test_a_folder_that_holds_something_else_is_not_written_into() {
  mkdir other
  echo precious >other/file
  run "$indexer" add other "$input/articles.jsonl"
  [[ $code != 0 ]] || fail 'it was written into'
  same "$(ls -A other)" file
}

test_rejects_never_overwrite_an_input() {
  cp "$input/articles.jsonl" a.jsonl
  cp a.jsonl before.jsonl
  ln -s a.jsonl link.jsonl
  for rejects in a.jsonl ./a.jsonl link.jsonl; do
    expect 2 "$indexer" add index a.jsonl --rejects "$rejects"
    contains err "$rejects"
    expect 2 "$indexer" annotate a.jsonl --rejects "$rejects"
  done
  expect 2 "$indexer" add index - --rejects a.jsonl <a.jsonl
  cmp a.jsonl before.jsonl || fail 'the input was changed'
  [[ ! -e index ]] || fail 'an index was made'
}

test_what_the_run_itself_writes_is_no_article() {
  mkdir archive
  cp "$input/bad.jsonl" archive
  for _ in first second; do
    expect 1 "$indexer" add archive/index archive --rejects archive/rejects.jsonl
    contains err '2 rejected'
  done
  same "$(count archive/index)" 2
  expect 1 "$indexer" annotate archive --rejects archive/rejects.jsonl
  same "$(wc -l <out)" 2
}

test_a_refused_record_is_kept_whole() {
  printf '{"id":"z","headline":"one"}\n{"id":"z","headline":"two","source":"AP"}\n' >two.jsonl
  expect 1 "$indexer" add index two.jsonl --on-duplicate error --rejects rejects.jsonl
  contains rejects.jsonl '"raw":"{\"id\":\"z\",\"headline\":\"two\",\"source\":\"AP\"}"'
}

test_an_interrupt_while_waiting_for_input_rejects_nothing() {
  mkfifo fifo
  exec 3<>fifo
  # A background command of a script ignores SIGINT; SIGTERM does the same.
  printf '{"id":"one"}\n{"id":"cut' >&3
  "$indexer" add index - --rejects rejects.jsonl <fifo >out 2>err &
  # The index is made when interrupts are caught.
  until [[ -e index/XAPIANDB ]] || ! kill -0 $! 2>/dev/null; do sleep 0.1; done
  kill -TERM $!
  code=0
  wait $! || code=$?
  exec 3>&-
  same "$code" 130
  contains err '0 replaced, 0 skipped, 0 rejected'
  is_empty rejects.jsonl
  expect 0 "$indexer" check index
}
