# indexer add --people, stats --people, and searches by alias.

articles() {
  printf '%s\n' \
    '{"id":"1","headline":"One","body":"Words.","people":["Moammar el-Qaddafi"]}' \
    '{"id":"2","headline":"Two","body":"Words.","people":["Kadhafi, Muammar"]}' \
    '{"id":"3","headline":"Three","body":"Words.","people":["reagan"]}' \
    '{"id":"4","headline":"Four","body":"Words.","people":["Reagan, Ronald"]}' \
    '{"id":"5","headline":"Five","body":"Words.","people":["The Gipper"]}' \
    '{"id":"6","headline":"Six","body":"Words.","people":["Baker, James A.","bush"]}' \
    '{"id":"7","headline":"Seven","body":"Words.","people":["james-baker","George W. Bush"]}' \
    '{"id":"8","headline":"Eight","body":"Words.","people":["James A. Baker III","George H. W. Bush"]}'
}

# ids NAME: of the articles that a search for the person finds.
ids() {
  expect 0 "$query_tool" search index '*' --person "$1" --sort oldest --format ids
  sort out | paste -sd' '
}

test_spellings_and_forms_of_a_name_are_one_value_without_any_file() {
  articles >articles.jsonl
  expect 0 "$indexer" add index articles.jsonl
  same "$(ids Qaddafi)" '1 2'
  same "$(ids 'Muammar Khadafy')" '1 2'
  same "$(ids 'James Baker')" '6 7 8'
  same "$(ids james-baker)" '6 7 8'
  same "$(ids 'George W. Bush')" '7'
  same "$(ids 'George H. W. Bush')" '8'
  same "$(ids Reagan)" '3 4'
  same "$(ids 'President Reagan')" '3 4'
  same "$(ids reagan)" '3'
  expect 0 "$indexer" check index
}

test_aliases_of_a_file_are_one_person_for_later_runs_too() {
  articles >articles.jsonl
  printf '# who is who\nRonald W. Reagan\treagan|The Gipper\tQ9960\n' >people.tsv
  head -n 4 articles.jsonl >first.jsonl
  tail -n 4 articles.jsonl >rest.jsonl
  expect 0 "$indexer" add index first.jsonl --people people.tsv
  expect 0 "$indexer" add index rest.jsonl
  same "$(ids 'The Gipper')" '3 4 5'
  same "$(ids Q9960)" '3 4 5'
  expect 0 "$query_tool" facets index person ronald
  contains out 'Ronald W. Reagan'
  expect 0 "$indexer" check index
}

test_ambiguous_names_are_told() {
  articles >articles.jsonl
  printf 'Anna Berg\tAnnie\nAmy Brown\tAnnie\n' >people.tsv
  expect 0 "$indexer" add index articles.jsonl --people people.tsv
  contains err "'annie' is claimed by Anna Berg, Amy Brown"
  expect 0 "$indexer" stats index --people
  contains out 'ambiguous'
  contains out 'amy-brown, anna-berg'
  expect 0 "$indexer" stats index --people --json
  same "$(wc -l <out)" 1
  contains out '{"alias":"bush","candidates":["george-bush","george-h-w-bush"],"articles":1}'
  contains out '{"alias":"annie","candidates":["amy-brown","anna-berg"],"articles":0}'
}

test_a_file_that_cannot_be_read_exits_with_2_before_anything_is_written() {
  articles >articles.jsonl
  expect 2 "$indexer" add index articles.jsonl --people missing.tsv
  contains err missing.tsv
  printf 'Anna Berg\tAnnie\n\tAmy\n' >bad.tsv
  expect 2 "$indexer" add index articles.jsonl --people bad.tsv
  contains err 'bad.tsv, line 2: the name is missing'
  expect 2 "$indexer" add index articles.jsonl --people bad.tsv --no-annotate
  [[ ! -e index ]] || fail 'an index was made'
}
