#include "unit/search/random_archive.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace dateline::test {
namespace {

constexpr std::array words{"missile",
                           "missiles",
                           "defense",
                           "treaty",
                           "treaties",
                           "gate",
                           "gates",
                           "Gates",
                           "summit",
                           "summits",
                           "oil",
                           "price",
                           "prices",
                           "the",
                           "of",
                           "and",
                           "non-proliferation",
                           "nonproliferation",
                           "café",
                           "cafe",
                           "negotiation",
                           "nego",
                           "negotiate",
                           "will",
                           "war",
                           "wars",
                           "Warsaw",
                           "talks",
                           "U.N.",
                           "UN"};
constexpr std::array people{"anna-berg", "carl-dorn", "eva-falk", "gus-holm"};
constexpr std::array countries{"RU", "US", "PL", "CZ"};
constexpr std::array topics{"politics", "politics/diplomacy", "politics/elections", "economy/oil",
                            "weather"};

template <class Table>
FacetValues some_of(Random& random, const Table& table) {
  FacetValues out;
  for (const char* each : table) {
    if (!random.one_in(3)) continue;
    out.push_back({.value = each, .label = {}, .spans = {}});
  }
  return out;
}

std::string sentence(Random& random, std::size_t length) {
  std::string out;
  for (std::size_t i = 0; i < length; ++i) {
    if (i > 0) out += random.one_in(8) ? ". " : " ";
    out += random.pick(words);
  }
  return out;
}

}  // namespace

std::vector<Article> random_archive(Random& random, std::size_t articles) {
  std::vector<Article> out;
  for (std::size_t i = 0; i < articles; ++i) {
    Article article;
    article.id = fmt::format("a{:03}", i);
    article.language = "en";
    if (!random.one_in(10)) article.headline = sentence(random, 1 + random.below(5));
    if (!random.one_in(10)) {
      article.body = sentence(random, 1 + random.below(12));
      if (random.one_in(2)) article.body += ".\n\n" + sentence(random, 1 + random.below(20));
    }
    if (random.one_in(3)) article.byline = sentence(random, 2);
    if (!random.one_in(6)) article.date = random_day(random);
    article.people = some_of(random, people);
    article.countries = some_of(random, countries);
    article.topics = some_of(random, topics);
    if (random.one_in(2)) article.source = random.one_in(2) ? "Harbour Wire" : "Evening Post";
    // The same text under another id, for collapsing.
    if (!out.empty() && random.one_in(6)) {
      article.headline = out.back().headline;
      article.body = out.back().body;
    }
    out.push_back(std::move(article));
  }
  return out;
}

std::string random_word(Random& random) {
  if (random.one_in(25)) return "zeppelin";
  return random.pick(words);
}

std::string random_person(Random& random) {
  return random.pick(people);
}
std::string random_country(Random& random) {
  return random.pick(countries);
}
std::string random_topic(Random& random) {
  return random.pick(topics);
}

Date random_day(Random& random) {
  const auto year = std::chrono::year(2005 + static_cast<int>(random.below(3)));
  const auto month = std::chrono::month(1 + static_cast<unsigned>(random.below(12)));
  return year / month / std::chrono::day(1 + static_cast<unsigned>(random.below(28)));
}

}  // namespace dateline::test
