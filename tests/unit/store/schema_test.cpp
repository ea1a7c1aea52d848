#include "store/schema.h"

#include <algorithm>
#include <limits>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/dates.h"
#include "base/utf8.h"
#include "random_articles.h"

namespace schema = dateline::store::schema;
namespace base = dateline::base;
using dateline::Date;

namespace {

std::size_t cost(std::string_view term) {
  return term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
}

}  // namespace

TEST_CASE("a term of up to 245 bytes stays as it is, a longer one is brought to at most that") {
  for (std::size_t size = 1; size <= 600; ++size) {
    const std::string term(size, 'a');
    const std::string bounded = schema::bounded(term);
    CHECK(bounded.size() <= 245);
    CHECK((bounded == term) == (size <= 245));
  }
}

TEST_CASE("a zero byte counts as two") {
  for (std::size_t zeros = 0; zeros <= 246; ++zeros) {
    for (const std::size_t total : {244, 245, 246, 400}) {
      if (2 * zeros > total) continue;
      const std::string term = std::string(zeros, '\0') + std::string(total - 2 * zeros, 'b');
      const std::string bounded = schema::bounded(term);
      INFO(zeros, " zero bytes, cost ", total);
      CHECK(cost(bounded) <= 245);
      CHECK((bounded == term) == (total <= 245));
    }
  }
}

TEST_CASE("a long term is cut at a character") {
  for (const std::string_view letter : {"é", "東", "😀"}) {
    for (std::size_t lead = 0; lead < 4; ++lead) {
      std::string term(lead, 'a');
      while (term.size() < 300) term += letter;
      INFO(letter, " after ", lead);
      CHECK(base::is_valid_utf8(schema::bounded(term)));
    }
  }
}

TEST_CASE("any bytes are bounded, and keep their prefix") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  for (int round = 0; round < 2000; ++round) {
    const std::string id = random.bytes(600);
    const std::string term = schema::id_term(id);
    CHECK(cost(term) <= 245);
    CHECK(term.starts_with('Q'));
  }
  CHECK(schema::id_term(std::string(300, '\x80')).starts_with('Q'));
}

TEST_CASE("long terms that differ anywhere stay different") {
  std::set<std::string> terms;
  const std::string same(500, 'x');
  for (std::size_t at = 0; at < same.size(); ++at) {
    std::string other = same;
    other[at] = 'y';
    terms.insert(schema::bounded(other));
  }
  CHECK(terms.size() == same.size());
}

TEST_CASE("no term of one kind can be taken for one of another") {
  const std::vector<std::string> texts{"a",  "S",         "Sa",     ":a",       "/a",  "/",
                                       ":",  "X",         "XH:a",   "XSOURCEa", "Za",  "Z",
                                       "Qa", "D20070222", "OURCEa", "PERSON:a", "H:a", "h:a"};
  std::vector<std::string> all;
  for (const std::string& each : texts) {
    all.push_back(schema::id_term(each));
    all.push_back(schema::stem_term(each));
    std::vector<std::string> marked{schema::stem_term(each)};
    for (const base::TextFieldInfo& field : base::text_fields()) {
      all.push_back(schema::word_term(field, each));
      if (field.field == dateline::TextField::body) {
        marked.push_back(all.back());
      } else {
        all.push_back(schema::stem_term(field, each));
      }
    }
    for (const std::string& term : marked) all.push_back(schema::headline_only_term(term));
    for (const base::FacetField& field : base::facet_fields()) {
      all.push_back(schema::facet_term(field, each));
    }
  }
  all.push_back(schema::day_term(Date{std::chrono::year{2007} / 2 / 22}));
  all.push_back(schema::month_term(Date{std::chrono::year{2007} / 2 / 22}));
  all.push_back(schema::year_term(2007));
  std::ranges::sort(all);
  const auto twice = std::ranges::adjacent_find(all);
  INFO((twice == all.end() ? std::string{} : *twice));
  CHECK(twice == all.end());
}

TEST_CASE("terms look as Omega's do") {
  const base::TextFieldInfo& headline = *base::find_text_field("headline");
  CHECK(schema::stem_term("treati") == "Ztreati");
  CHECK(schema::stem_term(headline, "treati") == "ZStreati");
  CHECK(schema::word_term(headline, "treaty") == "Streaty");
  CHECK(schema::word_term(*base::find_text_field("body"), "treaty") == "treaty");
  CHECK(schema::facet_term(*base::find_facet_field("person"), "anna-berg") == "XPERSON:anna-berg");
  CHECK(schema::id_term("17") == "Q17");
  const Date day = std::chrono::year{987} / 2 / 3;
  CHECK(schema::day_term(day) == "D09870203");
  CHECK(schema::month_term(day) == "M098702");
  CHECK(schema::year_term(987) == "Y0987");
}

TEST_CASE("days keep their order as values and come back") {
  std::string last;
  const int first_day = base::day_number(Date{std::chrono::year{1} / 1 / 1});
  const int last_day = base::day_number(Date{std::chrono::year{9999} / 12 / 31});
  for (int number = first_day; number <= last_day; number += 97) {
    const Date day = base::day_from_number(number);
    const std::string value = schema::encode_day(day);
    CHECK(value.size() == 4);
    CHECK(last < value);
    CHECK(schema::decode_day(value) == day);
    last = value;
  }
  CHECK_FALSE(schema::decode_day("").has_value());
  CHECK_FALSE(schema::decode_day("12345").has_value());
  CHECK_FALSE(schema::decode_day(std::string(4, '\0')).has_value());
  CHECK_FALSE(schema::decode_day(std::string(4, '\xff')).has_value());
}

TEST_CASE("instants keep their order as values") {
  const std::vector<std::int64_t> instants{
      std::numeric_limits<std::int64_t>::min(), -86400, -1, 0, 1, 255, 256, 1172138400,
      std::numeric_limits<std::int64_t>::max()};
  for (std::size_t i = 0; i + 1 < instants.size(); ++i) {
    CHECK(schema::encode_instant(instants[i]) < schema::encode_instant(instants[i + 1]));
  }
}

TEST_CASE("packed keys come back, whatever they are") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> keys(random.below(5));
    for (std::string& each : keys) each = random.bytes(300);
    CHECK(schema::unpack_keys(schema::pack_keys(keys)) == keys);
  }
}

TEST_CASE("a malformed packed value ends the walk") {
  std::string packed = schema::pack_keys(std::vector<std::string>{"RU", "US"});
  std::size_t seen = 0;
  const auto count = [&](std::string_view) { ++seen; };
  CHECK(schema::for_each_key(packed, count));
  CHECK(seen == 2);
  packed.pop_back();
  seen = 0;
  CHECK_FALSE(schema::for_each_key(packed, count));
  CHECK(seen == 1);
}
