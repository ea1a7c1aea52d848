#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "unit/search/random_archive.h"
#include "unit/search/temporary_index.h"

namespace dateline::test {
namespace {

using Words = std::vector<std::string>;

constexpr std::array<const char*, 4> keys{"granite", "lantern", "meadow", "quarry"};

// Few of the words matter. They stand near each other, and also as far apart as whatever counts
// places modulo a power of two could confuse.
Words random_words(Random& random) {
  Words out(1 + random.below(10'000));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = fmt::format("w{}", i % 50);
  for (std::size_t left = random.below(12); left > 0; --left) {
    std::size_t at = random.below(out.size());
    for (std::size_t words = 1 + random.below(6); words > 0; --words) {
      out[at % out.size()] = random.pick(keys);
      at += random.one_in(3) ? 4096 - random.below(3) : 1;
    }
  }
  return out;
}

Article article_of(std::size_t number, const Words& words) {
  return make_article(fmt::format("{}", number), "", fmt::format("{}", fmt::join(words, " ")));
}

}  // namespace

TEST_CASE("phrases are found in articles of any length where their words stand in a row") {
  Random random(seed());
  std::vector<Words> texts;
  std::vector<Article> articles;
  for (std::size_t i = 0; i < 120; ++i) {
    texts.push_back(random_words(random));
    articles.push_back(article_of(i, texts.back()));
  }
  const TemporaryIndex archive(articles);
  for (int i = 0; i < 300; ++i) {
    Words phrase(2 + random.below(4));
    for (std::string& each : phrase) each = random.pick(keys);
    const auto has_phrase = [&](const Words& text) {
      return std::ranges::search(text, phrase).begin() != text.end();
    };
    CAPTURE(phrase);
    SearchRequest request;
    request.query = Query::parse(fmt::format("\"{}\"", fmt::join(phrase, " ")));
    CHECK(archive.index().search(request).total ==
          static_cast<std::uint64_t>(std::ranges::count_if(texts, has_phrase)));
  }
}

}  // namespace dateline::test
