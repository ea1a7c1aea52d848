#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

#include "dateline/article.h"

/// The seed of a random test: DATELINE_TEST_SEED, or one that is always the same.
inline std::uint64_t test_seed() {
  const char* given = std::getenv("DATELINE_TEST_SEED");
  return given == nullptr ? 20070222 : std::strtoull(given, nullptr, 10);
}

/// Makes articles of few words and few values, so that they have much in common, with every field
/// now and then absent, strange or long.
class RandomArticles {
 public:
  explicit RandomArticles(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random_);
  }
  bool one_in(std::size_t chance) { return below(chance) == 0; }

  dateline::Article article(const std::string& id);
  std::string text(std::size_t most_words);
  /// Any bytes, zeros among them.
  std::string bytes(std::size_t most);

 private:
  std::string word();
  dateline::FacetValue value();
  std::optional<dateline::FacetValues> values();
  std::optional<dateline::FacetValues> people();
  dateline::Date date();

  std::mt19937_64 random_;
};
