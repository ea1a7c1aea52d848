# indexer remove, check, compact, stats; locks; interrupts.

set_up() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --no-annotate
}

test_articles_are_removed_and_unknown_ids_exit_with_1() {
  cp -r "$shared/index" index
  expect 0 "$indexer" remove index gas-1
  expect 1 "$query_tool" show index gas-1
  expect 1 "$indexer" remove index no-such-id 'rail 4'
  contains err no-such-id
  expect 1 "$query_tool" show index 'rail 4'
  expect 0 "$query_tool" show index gas-2
}

test_an_id_in_brackets_is_one_id() {
  cp -r "$shared/index" index
  expect 1 "$indexer" remove index '[gas-1,gas-2]' '{}'
  expect 0 "$query_tool" show index gas-1
}

test_a_sound_index_passes_the_check() {
  expect 0 "$indexer" check "$shared/index"
  is_empty out
  contains err '6 articles'
}

test_one_of_a_kind_is_counted_in_the_singular() {
  printf '{"id":"one","body":"all there is"}\n' | expect 0 "$indexer" add index - --no-annotate
  expect 0 "$indexer" check index
  contains err 'sound, 1 article'
  lacks err '1 articles'
  rm index/segments/*
  expect 3 "$indexer" check index
  contains err '1 problem in 1 article;'
  expect 0 "$indexer" rebuild index
  contains err '1 article, segments'
}

test_a_damaged_index_fails_the_check() {
  cp -r "$shared/index" index
  local file
  for file in index/db.*/postlist.glass; do
    head -c "$(stat -c %s "$file")" /dev/zero | tr '\0' x >"$file.new"
    mv "$file.new" "$file"
  done
  expect 3 "$indexer" check index
}

test_compacting_changes_no_answer() {
  cp -r "$shared/index" index
  expect 0 "$query_tool" search index gas --format ids
  cp out before
  expect 0 "$indexer" compact index
  expect 0 "$query_tool" search index gas --format ids
  cmp -s before out || fail 'in place: the hits differ'
  expect 0 "$indexer" compact index copy
  expect 0 "$query_tool" search copy gas --format ids
  cmp -s before out || fail 'the copy: the hits differ'
  expect 2 "$indexer" compact index copy
}

test_statistics_are_text_or_json() {
  expect 0 "$indexer" stats "$shared/index"
  contains out articles
  contains out unmapped
  contains out "stored articles $(stat -c %s "$shared"/index/db.*/docdata.glass) bytes ("
  expect 0 "$indexer" stats "$shared/index" --json
  same "$(wc -l <out)" 1
  contains out '{"articles":6,"terms":'
  contains out '"first_date":"2007-02-12","last_date":"2007-03-09"'
  contains out '"facets":{"person":{"articles":3,"values":2,'
  contains out '"parts":{"stored articles":'
}

# wait_for COMMAND...: until it succeeds, ten seconds at most.
wait_for() {
  local try
  for ((try = 0; try < 100; ++try)); do
    "$@" && return 0
    sleep 0.1
  done
  fail "waited in vain for: $*"
}

test_a_second_writer_exits_with_3() {
  cp -r "$shared/index" index
  mkfifo slow
  "$indexer" add index - <slow 2>/dev/null &
  local writer=$!
  exec {feed}>slow
  head -n 1 "$input/articles.jsonl" >&$feed
  sleep 0.5
  expect 3 "$indexer" remove index gas-2
  contains err index
  exec {feed}>&-
  wait $writer
  expect 0 "$indexer" remove index gas-2
}

test_an_interrupt_commits_what_was_read() {
  local signal
  for signal in INT TERM; do
    mkfifo "slow$signal"
    (
      sleep 0.2
      for number in {1..200}; do
        printf '{"id":"n%s","body":"one of many"}\n' "$number"
      done
      sleep 20
    ) >"slow$signal" &
    local feeder=$!
    "$indexer" add "index$signal" - <"slow$signal" 2>err &
    local writer=$!
    wait_for test -e "index$signal"
    sleep 0.7
    kill -$signal $writer
    code=0
    wait $writer || code=$?
    same "$code" 130
    contains err interrupted
    expect 0 "$indexer" check "index$signal"
    { kill $feeder && wait $feeder; } 2>/dev/null
  done
}

test_what_has_no_key_is_counted_as_unmapped() {
  printf '{"id":"1","body":"x","people":["Mira Lund","???"],"countries":["Norway","Atlantis"],"topics":["Arts","!"]}\n' |
    expect 0 "$indexer" add index -
  expect 0 "$indexer" stats index --json
  contains out '"person":{"articles":1,"values":2,"unmapped":1}'
  contains out '"country":{"articles":1,"values":2,"unmapped":1}'
  contains out '"topic":{"articles":1,"values":2,"unmapped":1}'
}

test_the_default_language_counts_as_an_explicit_one() {
  printf '%s\n' '{"id":"1","body":"Die Fähren"}' '{"id":"2","body":"Die Fähre","language":"DE"}' |
    expect 0 "$indexer" add index - --no-annotate --language De
  expect 0 "$query_tool" facets index language
  same "$(cat out)" $'de\t2'
}

test_an_index_that_may_not_be_written_is_checked_without_the_lock() {
  cp -r "$shared/index" index
  chmod -R a-w,a+rX index
  local as_other=()
  if ((EUID == 0)); then
    command -v setpriv >/dev/null || return 0
    chmod a+rx "$folder" .
    as_other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    # The programs may be root's alone.
    "${as_other[@]}" test -x "$indexer" || return 0
  fi
  run "${as_other[@]}" "$indexer" check index
  chmod -R u+w index
  same "$code" 0
  contains err 'without the lock'
  contains err '6 articles'
}

test_compacting_in_place_leaves_one_database_and_says_its_size() {
  cp -r "$shared/index" index
  expect 0 "$indexer" compact index
  same "$(ls -d index/db.*)" index/db.2
  contains err "$(cat index/db.2/* index/segments/* index/XAPIANDB index/lock | wc -c) bytes"
}

test_a_missing_segment_is_warned_of_and_made_again() {
  cp -r "$shared/index" index
  expect 0 "$query_tool" search index gas --format json
  contains out '"warnings":[]'
  rm index/segments/*
  expect 0 "$query_tool" search index gas --format json
  contains out 'is missing'
  contains out 'indexer rebuild'
  expect 0 "$indexer" stats index
  contains out 'not in use'
  expect 3 "$indexer" check index
  contains out 'is missing'
  contains err "'indexer rebuild' mends the index"
  expect 0 "$indexer" rebuild index
  contains err '6 articles'
  expect 0 "$indexer" check index
  expect 0 "$query_tool" search index gas --format json
  contains out '"warnings":[]'
}

test_a_flipped_byte_in_a_segment_fails_the_check() {
  cp -r "$shared/index" index
  local file
  file=$(ls index/segments/*)
  printf 'x' | dd of="$file" bs=1 seek=$(($(stat -c %s "$file") / 2)) conv=notrunc 2>/dev/null
  expect 3 "$indexer" check index
  contains out 'is damaged'
  expect 0 "$indexer" rebuild index
  expect 0 "$indexer" check index
}

test_rebuild_wants_an_index() {
  expect 3 "$indexer" rebuild no-such-index
  expect 2 "$indexer" rebuild
  test ! -e no-such-index || fail 'it made a folder'
}

test_statistics_tell_the_size_of_segments_and_text() {
  expect 0 "$indexer" stats "$shared/index" --json
  contains out '"segments":{"count":1,"bytes":'
  contains out '"problem":null'
  contains out '"text_bytes":'
  expect 0 "$indexer" stats "$shared/index"
  contains out segments
}
