# indexer train-people and train-topics, and the models in use.

# Thirty small articles of made-up names in the columns of CoNLL.
labelled() {
  local each
  for each in Tembrick Ullstag Fennario Gromback Sandelo Priwitz; do
    for given in Zorvan Quilla Brenk Ostrid Malvo; do
      printf '%s O\n' -DOCSTART- && echo
      printf '%s\n' 'Talks O' 'go O' 'on O' ''
      printf '%s\n' 'Minister O' "$given B-PER" "$each I-PER" 'spoke O' 'in O' 'Oslo B-LOC' '. O' ''
      printf '%s\n' "$each B-PER" 'left O' '. O' ''
    done
  done
}

test_a_model_is_trained_and_told_of() {
  labelled >labelled.conll
  expect 0 "$indexer" train-people labelled.conll -o people.model --description 'made up'
  is_empty out
  contains err 'learnt from 60 names in 30 articles'
  [[ -s people.model ]] || fail 'there is no model'
  contains people.model 'made up'
}

test_the_same_input_gives_the_same_model() {
  labelled >labelled.conll
  expect 0 "$indexer" train-people labelled.conll -o one.model
  expect 0 "$indexer" train-people labelled.conll -o two.model
  cmp -s one.model two.model || fail 'the models differ'
}

test_input_that_cannot_be_learnt_from_exits_with_2() {
  expect 2 "$indexer" train-people missing.conll -o people.model
  contains err 'missing.conll'
  printf 'Anna B-PER\nLindh\n' >bad.conll
  expect 2 "$indexer" train-people bad.conll -o people.model
  contains err 'bad.conll:2:'
  printf 'nobody O\n' >empty.conll
  expect 2 "$indexer" train-people empty.conll -o people.model
  labelled >labelled.conll
  expect 2 "$indexer" train-people labelled.conll
  contains err '--output is required'
  [[ ! -e people.model ]] || fail 'a model was written'
}

test_a_model_that_cannot_be_written_exits_with_5() {
  labelled >labelled.conll
  expect 5 "$indexer" train-people labelled.conll -o missing/people.model
  contains err 'missing/people.model'
}

# Sixty articles about ships, crops or nothing, with their topics.
with_topics() {
  local n
  for n in {1..20}; do
    printf '{"headline":"Ship %d sails","body":"The vessel left the harbour with cargo and crew.","language":"en","topics":["sea"]}\n' "$n"
    printf '{"headline":"Wheat lot %d","body":"Farmers bring in the harvest of barley and maize.","language":"en","topics":["Farm / Crops"]}\n' "$n"
    printf '{"headline":"Notice %d","body":"The office is closed on Monday.","language":"en","topics":[]}\n' "$n"
  done
}
ship='{"id":"s","headline":"Cargo vessel in harbour","body":"The crew of the vessel is well.","language":"en"}'

test_topics_are_learned_and_found_again() {
  with_topics >labelled.jsonl
  echo '{"headline":"Ship","body":"Of this one nothing is said."}' >>labelled.jsonl
  expect 0 "$indexer" train-topics labelled.jsonl -o desk.model
  contains out '2 topics of 60 articles; not learned from, as their topics are not given: 1 article'
  contains out 'farm/crops'
  expect 0 "$indexer" annotate - --topics desk.model <<<"$ship"
  contains out '"topics":["sea"]'
  expect 0 "$indexer" add index labelled.jsonl --topics desk.model
  expect 0 "$query_tool" facets index topic
  contains out "$(printf 'sea\t21')"
}

test_the_report_on_topics_can_be_json() {
  with_topics >labelled.jsonl
  expect 0 "$indexer" train-topics labelled.jsonl -o desk.model --report json
  contains out '{"articles":60,"unlabelled":0,"micro_f1":'
  same "$(wc -l <out)" 1
}

test_the_same_articles_give_the_same_model() {
  with_topics >labelled.jsonl
  expect 0 "$indexer" train-topics labelled.jsonl -o one.model --threads 1
  expect 0 "$indexer" train-topics - -o other.model --threads 3 <labelled.jsonl
  cmp -s one.model other.model || fail 'the models differ'
}

test_several_models_give_the_topics_of_all() {
  with_topics >labelled.jsonl
  expect 0 "$indexer" train-topics labelled.jsonl -o desk.model
  printf 'crew\tThe crew\tcrew|vessel|cargo|harbour\n' >table.tsv
  expect 0 "$indexer" annotate - --topics desk.model --topics table.tsv --topics default <<<"$ship"
  contains out '"sea"'
  contains out '"crew"'
}

test_topics_that_nobody_labelled_exit_with_2() {
  echo '{"headline":"Ship","body":"Nothing is said."}' >plain.jsonl
  expect 2 "$indexer" train-topics plain.jsonl -o desk.model
  contains err 'none of the articles says what it is about'
  [[ ! -e desk.model ]] || fail 'a model was made'
  expect 2 "$indexer" train-topics plain.jsonl
}

test_a_model_that_is_missing_damaged_or_none_is_told() {
  expect 2 "$indexer" annotate - --topics missing.model <<<"$ship"
  contains err missing.model
  with_topics >labelled.jsonl
  expect 0 "$indexer" train-topics labelled.jsonl -o desk.model
  head -c 200 desk.model >cut.model
  expect 3 "$indexer" annotate - --topics cut.model <<<"$ship"
  contains err 'cut.model: the topic model is damaged'
  expect 3 "$indexer" add index labelled.jsonl --topics labelled.jsonl
  contains err 'labelled.jsonl: neither a topic model nor a table of topics'
  [[ ! -e index ]] || fail 'an index was made'
}

test_bad_records_do_not_end_the_training() {
  with_topics >labelled.jsonl
  echo '{"headline":' >>labelled.jsonl
  expect 1 "$indexer" train-topics labelled.jsonl -o desk.model
  contains err 'record 61: rejected'
  contains out '2 topics of 60 articles'
}

test_a_trained_model_finds_people() {
  labelled >labelled.conll
  expect 0 "$indexer" train-people labelled.conll -o people.model
  echo '{"headline":"Visit","body":"Minister Zorvan Tembrick spoke in Oslo."}' >visit.jsonl
  expect 0 "$indexer" annotate visit.jsonl --people-model people.model
  contains out '"people":["Zorvan Tembrick"]'
  expect 0 "$indexer" add index visit.jsonl --people-model people.model
  expect 0 "$query_tool" facets index person
  contains out 'zorvan-tembrick'
  expect 2 "$indexer" annotate visit.jsonl --people-model missing.model
  contains err 'missing.model'
  expect 2 "$indexer" annotate visit.jsonl --people-model .
  contains err 'is a folder'
  expect 3 "$indexer" annotate visit.jsonl --people-model visit.jsonl
  contains err 'visit.jsonl'
}

test_options_that_find_nothing_are_refused_without_annotation() {
  echo '{"headline":"Visit"}' >visit.jsonl
  expect 2 "$indexer" add index visit.jsonl --no-annotate --topics default
  contains err '--topics has no effect with --no-annotate'
  expect 2 "$indexer" add index visit.jsonl --no-annotate --people-model x.model
  contains err '--people-model has no effect with --no-annotate'
  [[ ! -e index ]] || fail 'an index was made'
}

test_a_model_never_overwrites_what_it_learns_from() {
  labelled >labelled.conll
  with_topics >labelled.jsonl
  cp labelled.conll kept.conll
  cp labelled.jsonl kept.jsonl
  expect 2 "$indexer" train-people labelled.conll -o labelled.conll
  contains err 'would be overwritten'
  expect 2 "$indexer" train-topics labelled.jsonl -o ./labelled.jsonl
  contains err 'would be overwritten'
  cmp -s labelled.conll kept.conll && cmp -s labelled.jsonl kept.jsonl || fail 'the input has changed'
}
