# query-tool show, similar, suggest, facets.

set_up() {
  expect 0 "$indexer" add index "$input/articles.jsonl"
}

test_an_article_is_shown_whole() {
  golden show.json "$query_tool" show "$shared/index" 'rail 4' --format json
  golden show.txt "$query_tool" show "$shared/index" gas-1
}

test_an_unknown_id_exits_with_1() {
  expect 1 "$query_tool" show "$shared/index" nothing
  contains err nothing
  is_empty out
  expect 1 "$query_tool" similar "$shared/index" nothing
  contains err nothing
}

test_similar_articles_are_found_without_the_article_itself() {
  expect 0 "$query_tool" similar "$shared/index" gas-1 --format ids
  same "$(head -n 1 out)" gas-2
  lacks out gas-1
  expect 0 "$query_tool" similar "$shared/index" gas-1 --format json
  contains out '{"similar_to":"gas-1","query":null,"total":'
}

test_words_and_names_are_completed() {
  expect 0 "$query_tool" suggest "$shared/index" pip
  contains out "$(printf 'pipeline\t3')"
  expect 0 "$query_tool" suggest "$shared/index" 'pavel o' --format json
  contains out '"field":"person"'
  expect 0 "$query_tool" suggest "$shared/index" zzz --format json
  same "$(cat out)" '[]'
}

test_the_values_of_a_facet_are_listed_by_count() {
  golden facets.txt "$query_tool" facets "$shared/index" country
  golden facets.json "$query_tool" facets "$shared/index" person irina --format json
  expect 0 "$query_tool" facets "$shared/index" topic --limit 1
  same "$(wc -l <out)" 1
}

test_countries_are_named_in_the_language_of_the_user() {
  local locale
  for locale in de_DE.UTF-8 de de_AT@euro; do
    expect 0 env LC_ALL=$locale "$query_tool" facets "$shared/index" country
    contains out $'RU\t2\tRussland'
  done
  expect 0 env LC_ALL='' LC_MESSAGES=fr_FR.UTF-8 LANG=de "$query_tool" search "$shared/index" gas --format json
  contains out '"label":"Russie"'
  expect 0 env LC_ALL='' LC_MESSAGES='' LANG=de "$query_tool" facets "$shared/index" country Russl
  contains out Russland
  for locale in C C.UTF-8 POSIX en_GB.UTF-8 xx_YY; do
    expect 0 env LC_ALL=$locale "$query_tool" facets "$shared/index" country
    contains out $'RU\t2\tRussia'
  done
}

test_a_country_is_found_by_any_name_whatever_the_language_of_the_user() {
  local name
  for name in Russia Russland RU russian; do
    expect 0 env LC_ALL=de_DE.UTF-8 "$query_tool" search "$shared/index" '*' --country "$name" --format ids
    same "$(sort out)" $'gas-1\ngas-2'
  done
}
