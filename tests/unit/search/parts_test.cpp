#include <doctest/doctest.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "base/dates.h"
#include "search/date_terms.h"
#include "search/edit_distance.h"
#include "search/proximity.h"
#include "store/schema.h"
#include "unit/search/random_archive.h"

namespace dateline::search {
namespace {

std::size_t distance(std::u32string_view a, std::u32string_view b) {
  return edit_distance(a, b, 3);
}

TEST_CASE("edits are insertions, deletions, replacements and swaps") {
  CHECK(distance(U"", U"") == 0);
  CHECK(distance(U"colour", U"color") == 1);
  CHECK(distance(U"gaet", U"gate") == 1);
  CHECK(distance(U"kitten", U"sitting") == 3);
  CHECK(distance(U"abcdef", U"ghijkl") == 4);
  CHECK(distance(U"a", U"abcdefgh") == 4);
}

TEST_CASE("edit distance within a limit agrees with the unlimited one") {
  test::Random random(test::seed());
  const auto word = [&] {
    std::u32string out;
    const std::size_t length = random.below(8);
    for (std::size_t i = 0; i < length; ++i) out += static_cast<char32_t>(U'a' + random.below(3));
    return out;
  };
  for (int i = 0; i < 3000; ++i) {
    const auto a = word();
    const auto b = word();
    const std::size_t whole = edit_distance(a, b, 20);
    for (std::size_t limit = 0; limit < 4; ++limit) {
      CHECK(edit_distance(a, b, limit) == std::min(whole, limit + 1));
    }
    CHECK(edit_distance(b, a, 20) == whole);
  }
}

TEST_CASE("the distance of many words from one agrees with the distance of two") {
  test::Random random(test::seed());
  const std::vector<std::string> letters{"a", "b", "c", "č", "ж", "語", "😀"};
  const auto word = [&](std::size_t longest, std::size_t different) {
    std::string out;
    const std::size_t length = random.below(longest + 1);
    for (std::size_t i = 0; i < length; ++i) out += letters[random.below(different)];
    return out;
  };
  for (int i = 0; i < 2000; ++i) {
    // Short words, words about as long as a machine word has bits, and alphabets of 2 to 7 letters.
    const std::size_t longest = i % 4 == 0 ? 70 : 9;
    const std::size_t different = 2 + random.below(letters.size() - 1);
    const std::string wanted = word(longest, different);
    for (std::size_t limit = 0; limit < 4; ++limit) {
      const WordDistance distance(wanted, limit);
      std::string near = wanted;
      if (!near.empty()) near.insert(0, letters[random.below(different)]);
      for (const std::string& other : {word(longest, different), near, wanted, std::string{}}) {
        CAPTURE(wanted);
        CAPTURE(other);
        CHECK(distance.to(other) == edit_distance(characters(wanted), characters(other), limit));
      }
    }
  }
}

TEST_CASE("patterns fit whole words by characters") {
  CHECK(matches_pattern(U"negotiate", U"negot*"));
  CHECK(matches_pattern(U"negot", U"negot*"));
  CHECK(matches_pattern(U"woman", U"wom?n"));
  CHECK_FALSE(matches_pattern(U"womn", U"wom?n"));
  CHECK(matches_pattern(U"aXbXc", U"a*b*c"));
  CHECK_FALSE(matches_pattern(U"aXbX", U"a*b*c"));
  CHECK(matches_pattern(characters("čapek"), characters("?apek")));
}

TEST_CASE("a range of days is cut into years, months and days without gap or overlap") {
  using namespace std::chrono;
  test::Random random(test::seed());
  for (int i = 0; i < 200; ++i) {
    const sys_days from = sys_days(year(2003) / 1 / 1) + days(static_cast<int>(random.below(1500)));
    const sys_days to = from + days(static_cast<int>(random.below(900)));
    std::multiset<std::string> covered;
    const auto terms = date_terms(from, to);
    for (sys_days day = from - days(400); day <= to + days(400); day += days(1)) {
      int count = 0;
      for (const std::string& each : terms) {
        count += each == store::schema::day_term(day) || each == store::schema::month_term(day) ||
                 each == store::schema::year_term(static_cast<int>(Date(day).year()));
      }
      CHECK(count == (day >= from && day <= to ? 1 : 0));
    }
    CHECK(terms.size() <= 2 * 31 + 2 * 12 + 4);
  }
}

TEST_CASE("occurrences stand close if neighbours do, never across each other") {
  CHECK(stand_close({{1, 1, 0}, {4, 4, 1}}, 2, 3, false));
  CHECK_FALSE(stand_close({{1, 1, 0}, {4, 4, 1}}, 2, 2, false));
  CHECK(stand_close({{4, 4, 0}, {1, 1, 1}}, 2, 3, false));
  CHECK_FALSE(stand_close({{4, 4, 0}, {1, 1, 1}}, 2, 3, true));
  CHECK_FALSE(stand_close({{3, 3, 0}, {3, 3, 1}}, 2, 5, false));
  CHECK(stand_close({{1, 1, 0}, {3, 3, 2}, {5, 5, 1}}, 3, 2, false));
  CHECK_FALSE(stand_close({{1, 1, 0}, {3, 3, 2}, {5, 5, 1}}, 3, 2, true));
}

}  // namespace
}  // namespace dateline::search
