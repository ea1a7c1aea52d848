#include "unit/search/random_query.h"

#include <array>

#include <fmt/format.h>

namespace dateline::test {
namespace {

std::string random_phrase(Random& random) {
  std::string out = "\"";
  const std::size_t length = 1 + random.below(3);
  for (std::size_t i = 0; i < length; ++i) out += (i > 0 ? " " : "") + random_word(random);
  return out + '"';
}

std::string random_pattern(Random& random) {
  static constexpr std::array patterns{"nego*", "miss*", "gat?s", "tre*ies",
                                       "war*",  "pri?e", "sum*t"};
  return random.pick(patterns);
}

std::string random_fuzzy(Random& random) {
  static constexpr std::array fuzzies{"gaet~1", "oils~1", "sumit~1", "trety~2", "wars~1", "talk~2"};
  return random.pick(fuzzies);
}

std::string random_near(Random& random) {
  const auto operand = [&]() -> std::string {
    switch (random.below(5)) {
      case 0:
        return random_phrase(random);
      case 1:
        return random_pattern(random);
      default:
        return random_word(random);
    }
  };
  const std::size_t operands = 2 + random.below(2);
  const std::string_view name = random.one_in(2) ? "NEAR" : "ADJ";
  const std::size_t distance = 1 + random.below(4);
  std::string out = operand();
  for (std::size_t i = 1; i < operands; ++i) {
    out += fmt::format(" {}/{} {}", name, distance, operand());
  }
  return '(' + out + ')';
}

std::string random_dates(Random& random) {
  static constexpr std::array ranges{"date:2006", "date:2005-11..2006-02",
                                     "date:2006-03-05..2007-04", "before:2006-06-15", "after:2006"};
  return random.pick(ranges);
}

std::string random_facet(Random& random) {
  switch (random.below(3)) {
    case 0:
      return "person:" + random_person(random);
    case 1:
      return "country:" + random_country(random);
    default:
      return "topic:" + random_topic(random);
  }
}

std::string random_leaf(Random& random) {
  static constexpr std::array fields{"headline", "body", "byline"};
  switch (random.below(12)) {
    case 0:
      return random_phrase(random);
    case 1:
      return random_pattern(random);
    case 2:
      return random_fuzzy(random);
    case 3:
      return random_near(random);
    case 4:
      return random_dates(random);
    case 5:
      return random_facet(random);
    case 6:
      return fmt::format("{}:{}", random.pick(fields), random_word(random));
    case 7:
      return fmt::format("{}:{}", random.pick(fields), random_phrase(random));
    default:
      return random_word(random);
  }
}

}  // namespace

std::string random_query(Random& random, unsigned depth) {
  if (depth == 0) return random_leaf(random);
  const auto operand = [&] {
    const std::string inner = random_query(random, depth - 1);
    return inner.find(' ') == std::string::npos ? inner : '(' + inner + ')';
  };
  switch (random.below(6)) {
    case 0:
      return operand() + " AND " + operand();
    case 1:
      return operand() + " OR " + operand();
    case 2:
      return operand() + " AND NOT " + operand();
    case 3:
      return random_leaf(random);
    default:
      break;
  }
  std::string out;
  const std::size_t clauses = 2 + random.below(4);
  for (std::size_t i = 0; i < clauses; ++i) {
    if (i > 0) out += ' ';
    if (random.one_in(6))
      out += '+';
    else if (random.one_in(6))
      out += '-';
    out += operand();
  }
  return out;
}

std::string random_facet_clauses(Random& random) {
  std::string out;
  while (random.one_in(2)) out += ' ' + random_facet(random);
  return out;
}

}  // namespace dateline::test
