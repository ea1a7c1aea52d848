#include <algorithm>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "corpus/archive_generator.h"
#include "corpus/article_line.h"
#include "unit/bench/sample_archive.h"

using namespace bench::corpus;

namespace {

constexpr std::size_t wanted = 1500;

std::string lines(std::uint64_t seed) {
  std::string out;
  for (const auto& article : generated_articles(wanted, seed)) out += article_line(article);
  return out;
}

// How many new words, and how many new people, each half of the archive has.
std::pair<std::set<std::string>, std::set<std::string>> words_and_people(
    const std::vector<dateline::Article>& articles, std::size_t from, std::size_t to) {
  std::pair<std::set<std::string>, std::set<std::string>> out;
  for (std::size_t i = from; i < to; ++i) {
    std::istringstream text(articles[i].body);
    for (std::string word; text >> word;) out.first.insert(word);
    for (const auto& person : *articles[i].people) out.second.insert(person.value);
  }
  return out;
}

std::size_t without(const std::set<std::string>& late, const std::set<std::string>& early) {
  return static_cast<std::size_t>(std::count_if(
      late.begin(), late.end(), [&](const std::string& each) { return early.count(each) == 0; }));
}

}  // namespace

TEST_CASE("The same seed gives the same bytes, another seed others") {
  const std::string archive = lines(1);
  CHECK(archive == lines(1));
  CHECK(archive != lines(2));
}

TEST_CASE("Articles come in order of date over thirty years, each under an id of its own") {
  const auto articles = generated_articles(wanted, 3);
  std::set<std::string> ids;
  for (const auto& article : articles) ids.insert(article.id);
  CHECK(ids.size() == wanted);
  CHECK(std::is_sorted(articles.begin(), articles.end(),
                       [](const auto& one, const auto& other) { return *one.date < *other.date; }));
  CHECK(articles.front().date->year() == std::chrono::year{1990});
  CHECK(articles.back().date->year() == std::chrono::year{2019});
}

TEST_CASE("Every label is given: countries and topics that were learnt, and people in the text") {
  const std::set<std::string> known{"usa", "france", "west-germany", "grain", "ship", "trade"};
  for (const auto& article : generated_articles(wanted, 4)) {
    REQUIRE(article.countries.has_value());
    REQUIRE(article.topics.has_value());
    for (const auto& each : *article.countries) CHECK(known.count(each.value) == 1);
    for (const auto& each : *article.topics) CHECK(known.count(each.value) == 1);
    for (const auto& each : *article.people) {
      CHECK(article.body.find(each.value) != std::string::npos);
    }
  }
}

TEST_CASE("New words and people keep coming, ever more slowly") {
  const auto articles = generated_articles(wanted, 5);
  const auto first = words_and_people(articles, 0, wanted / 2);
  const auto second = words_and_people(articles, wanted / 2, wanted);
  CHECK(without(second.first, first.first) > 10);
  CHECK(without(second.first, first.first) < first.first.size());
  CHECK(without(second.second, first.second) > 10);
  CHECK(without(second.second, first.second) < first.second.size());
}

TEST_CASE("Nothing can be generated when nothing was learnt") {
  ArchiveGenerator generator(1, 10);
  CHECK_THROWS_AS(generator.prepare(), std::invalid_argument);
}
