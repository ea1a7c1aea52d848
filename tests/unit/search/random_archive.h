#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "dateline/article.h"

namespace dateline::test {

/// The seed of the random tests: DATELINE_TEST_SEED, else a fixed one.
inline std::uint32_t seed() {
  const char* given = std::getenv("DATELINE_TEST_SEED");
  return given == nullptr ? 20070222U
                          : static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
}

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <class Range>
  const auto& pick(const Range& range) {
    return range[below(range.size())];
  }

 private:
  std::mt19937 engine_;
};

/// Articles of few words and few facet values, so that everything meets everything.
std::vector<Article> random_archive(Random& random, std::size_t articles);

/// A word as it may be typed in a query for such an archive; now and then one that it has not.
std::string random_word(Random& random);
std::string random_person(Random& random);
std::string random_country(Random& random);
std::string random_topic(Random& random);
Date random_day(Random& random);

}  // namespace dateline::test
