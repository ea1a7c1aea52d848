#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "annotate/country_gazetteer.h"
#include "annotate/country_states.h"
#include "annotate/data_table.h"
#include "annotate/name_lexicon.h"
#include "annotate/topics.h"
#include "data/ambiguous_places_tsv.h"
#include "data/common_words_txt.h"
#include "data/countries_tsv.h"
#include "data/country_lookalikes_tsv.h"
#include "data/country_names_tsv.h"
#include "data/country_signs_tsv.h"
#include "data/firm_names_txt.h"
#include "data/former_states_tsv.h"
#include "data/given_names_txt.h"
#include "data/organisation_words_txt.h"
#include "data/person_lookalikes_txt.h"
#include "data/person_titles_tsv.h"
#include "data/places_tsv.h"
#include "data/public_figures_tsv.h"
#include "data/surnames_txt.h"
#include "data/topics_tsv.h"
#include "dateline/error.h"

using namespace dateline;
using namespace dateline::annotate;

namespace {

void check_unique(std::string_view name, std::string_view data) {
  std::set<std::string_view> seen;
  for (const std::string_view line : data_lines(data)) {
    CAPTURE(name);
    CAPTURE(line);
    CHECK(seen.insert(line).second);
  }
  CHECK_FALSE(seen.empty());
}

}  // namespace

TEST_CASE("no list holds an entry twice") {
  check_unique("given_names.txt", data::given_names_txt());
  check_unique("surnames.txt", data::surnames_txt());
  check_unique("common_words.txt", data::common_words_txt());
  check_unique("person_lookalikes.txt", data::person_lookalikes_txt());
  check_unique("organisation_words.txt", data::organisation_words_txt());
  check_unique("firm_names.txt", data::firm_names_txt());
}

TEST_CASE("no public figure stands twice, and those named alone are no words of running text") {
  std::set<std::string_view> seen;
  for (const auto& row : data_rows(data::public_figures_tsv(), 2, "public_figures.tsv")) {
    for (const std::string_view name : split(row[1], ' ')) {
      CAPTURE(name);
      CHECK(seen.insert(name).second);
      if (row[0] == "alone") CHECK((name_lexicon().traits(name) & trait::common) == 0);
    }
  }
}

TEST_CASE("no country, former state or ambiguous reading stands twice") {
  std::set<std::string_view> codes;
  for (const auto& row : data_rows(data::countries_tsv(), 6, "countries.tsv")) {
    CHECK(row[0].size() == 2);
    CHECK(row[1].size() == 3);
    CHECK(codes.insert(row[0]).second);
    CHECK(codes.insert(row[1]).second);
  }
  CHECK(codes.size() == 2 * 250);
  std::set<std::string> readings;
  for (const auto& row : data_rows(data::ambiguous_places_tsv(), 4, "ambiguous_places.tsv")) {
    CHECK(readings.insert(std::string(row[0]) + "\t" + std::string(row[1])).second);
  }
}

TEST_CASE("no phrase stands twice in one row of places") {
  for (const auto& row : data_rows(data::places_tsv(), 3, "places.tsv")) {
    std::set<std::string_view> phrases;
    for (const std::string_view phrase : split(row[2], '|')) {
      CAPTURE(phrase);
      CHECK_FALSE(phrase.empty());
      CHECK(phrases.insert(phrase).second);
    }
  }
}

TEST_CASE("every code of the places is that of a state") {
  std::set<std::string_view> codes;
  for (const auto& state : country_states()) codes.insert(state.code);
  for (const auto& row : data_rows(data::places_tsv(), 3, "places.tsv")) {
    CAPTURE(row[0]);
    CHECK(codes.contains(row[0]));
  }
  for (const auto& row : data_rows(data::country_signs_tsv(), 3, "country_signs.tsv")) {
    CAPTURE(row[0]);
    CHECK(codes.contains(row[0]));
  }
  for (const auto& row : data_rows(data::ambiguous_places_tsv(), 4, "ambiguous_places.tsv")) {
    CAPTURE(row[0]);
    CHECK(codes.contains(row[1]));
  }
  for (const auto& row : data_rows(data::country_lookalikes_tsv(), 2, "country_lookalikes.tsv")) {
    CHECK((row[0] == "-" || codes.contains(row[0])));
  }
}

TEST_CASE("the foreign names of countries stand in order of key, each once") {
  std::string_view previous;
  for (const auto& row : data_rows(data::country_names_tsv(), 2, "country_names.tsv")) {
    CAPTURE(row[0]);
    CHECK(previous < row[0]);
    previous = row[0];
  }
}

TEST_CASE("no word has one kind of title twice") {
  for (const auto& row : data_rows(data::person_titles_tsv(), 2, "person_titles.tsv")) {
    std::set<std::string_view> words;
    for (const std::string_view word : split(row[1], ' ')) {
      CAPTURE(row[0]);
      CAPTURE(word);
      CHECK(words.insert(word).second);
    }
  }
}

TEST_CASE("no topic stands twice, each below one that is there, each seed once") {
  std::set<std::string> keys;
  for (const auto& row : data_rows(data::topics_tsv(), 3, "topics.tsv")) {
    const std::string key(row[0]);
    CAPTURE(key);
    CHECK(is_topic_path(key));
    CHECK_FALSE(row[1].empty());
    const auto slash = key.rfind('/');
    if (slash != std::string::npos) CHECK(keys.contains(key.substr(0, slash)));
    CHECK(keys.insert(key).second);
    std::set<std::string_view> seeds;
    for (const std::string_view seed : split(row[2], '|')) {
      CAPTURE(seed);
      CHECK_FALSE(seed.empty());
      CHECK(seeds.insert(seed).second);
    }
  }
  const auto tops = std::count_if(keys.begin(), keys.end(), [](const std::string& key) {
    return key.find('/') == std::string::npos;
  });
  CHECK(tops == 17);
}

TEST_CASE("rows of the sorted tables are found by their keys, and no others") {
  for (const std::string_view table : {data::countries_tsv(), data::country_names_tsv()}) {
    for (const std::string_view line : data_lines(table)) {
      const std::string key(line.substr(0, line.find('\t')));
      CAPTURE(key);
      CHECK(find_row(table, key) == line);
      CHECK(find_row(table, key + "!").empty());
      CHECK(find_row(table, key + "\t").empty());
    }
    for (const char* const other : {"", "#", "!", "\x7f"}) CHECK(find_row(table, other).empty());
  }
  CHECK(find_row("", "a").empty());
  CHECK(find_row("a\t1\nb\t2", "b") == "b\t2");
}

TEST_CASE("a row with a column too many is refused with its file and text") {
  CHECK_THROWS_WITH_AS(data_rows("# comment\na\tb\tc\n", 2, "x.tsv"), doctest::Contains("x.tsv"),
                       Error);
}
