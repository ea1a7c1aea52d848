# query-tool shell, piped.

set_up() {
  expect 0 "$indexer" add index "$input/articles.jsonl" --no-annotate
}

# shell LINES ARGUMENT...
shell() {
  local lines=$1
  shift
  code=0
  printf '%b' "$lines" | "$query_tool" shell "$shared/index" "$@" >out 2>err || code=$?
  same "$code" 0
}

test_a_session_can_be_piped() {
  printf '%s\n' 'gas price' ':next' ':show 2' ':country UA' ':facets topic' ':clear' ':quit' 'never read' >lines
  golden shell.txt "$query_tool" shell "$shared/index" --limit 1 --facets none <lines
}

test_no_prompt_is_printed_into_a_pipe() {
  shell 'gas\n'
  is_empty err
  lacks out 'dateline>'
}

test_the_end_of_input_ends_the_session() {
  shell 'gas'
  contains out 'Envoys meet'
}

test_a_line_that_means_nothing_gets_a_message_and_the_session_goes_on() {
  shell ':nonsense\n:show 7\n:sort colour\n:facets colour\nice\n'
  contains err ':nonsense'
  contains err 'number of a hit'
  contains err 'newest'
  contains out 'price of ice'
}

test_what_narrows_the_search_can_be_taken_away() {
  shell '*\n:person Irina Vasko\n:topic economy\n:clear\n' --facets none --limit 0
  same "$(grep -c '^6 articles' out)" 2
  same "$(grep -c '^2 articles' out)" 1
  same "$(grep -c '^1 article ' out)" 1
}
