#include "store/term_table.h"

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/short_bytes.h"
#include "random_articles.h"
#include "store/term_hash.h"

using dateline::store::TermTable;

namespace {

struct Gathered {
  std::uint32_t wdf = 0;
  std::uint32_t places = 0;
  std::vector<std::uint32_t> positions;
  bool operator==(const Gathered&) const = default;
};
using Terms = std::vector<std::pair<std::string, Gathered>>;

// Few different bytes, about as long as a key of eight bytes: many begin alike, some differ in a
// zero at the end only.
std::string random_name(RandomArticles& random) {
  const std::string_view alphabet("\0ab\xFF", 4);
  std::string out(random.one_in(10) ? random.below(300) : random.below(12), '\0');
  const std::size_t letters = random.one_in(2) ? alphabet.size() : 1;
  for (char& each : out) each = alphabet[random.below(letters)];
  return out;
}

Terms sorted(TermTable& table) {
  Terms out;
  for (const TermTable::Number each : table.sort()) {
    const TermTable::Term& term = table[each];
    const auto positions = table.positions().subspan(term.positions_begin, term.position_count);
    out.emplace_back(table.name(term),
                     Gathered{term.wdf, term.places, {positions.begin(), positions.end()}});
  }
  return out;
}

}  // namespace

TEST_CASE("a table of terms gathers what a map does") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  TermTable table;
  for (int round = 0; round < 300; ++round) {
    table.clear();
    std::map<std::string, Gathered> expected;
    std::uint32_t position = 0;
    for (std::size_t left = random.below(random.one_in(10) ? 5000 : 200); left > 0; --left) {
      const std::string name = random_name(random);
      const std::size_t first = random.below(name.size() + 1);
      const std::size_t second = first + random.below(name.size() - first + 1);
      const std::string_view whole = name;
      const TermTable::Number number = table.number_of(
          whole.substr(0, first), whole.substr(first, second - first), whole.substr(second));
      CHECK(table.number_of(name) == number);
      const std::string padded = name + std::string(dateline::base::padding, 'x');
      CHECK(table.number_of_padded(TermTable::Prefix(whole.substr(0, first)),
                                   std::string_view(padded).substr(first, name.size() - first)) ==
            number);
      CHECK(table[number].hash == dateline::store::term_hash(name));
      Gathered& term = expected[name];
      ++term.wdf;
      ++table[number].wdf;
      term.places |= 1U << (left % 8);
      table[number].places |= static_cast<std::uint8_t>(1U << (left % 8));
      if (random.one_in(4)) continue;
      if (!random.one_in(3)) position += 1 + static_cast<std::uint32_t>(random.below(300));
      if (position == 0) continue;
      table.add_position(number, position);
      if (term.positions.empty() || term.positions.back() != position) {
        term.positions.push_back(position);
      }
    }
    CHECK(sorted(table) == Terms(expected.begin(), expected.end()));
  }
}
