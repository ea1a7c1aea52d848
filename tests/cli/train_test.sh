# indexer train-people.

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
