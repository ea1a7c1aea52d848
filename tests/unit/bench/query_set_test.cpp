#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "corpus/query_set.h"
#include "dateline/dates.h"
#include "unit/bench/sample_archive.h"

using namespace bench::corpus;

namespace {

// The words of an article between single spaces, punctuation gone.
std::string plain(const dateline::Article& article) {
  std::string out = " ";
  for (const char each : article.headline + " | " + article.body) {
    if (each >= 'A' && each <= 'Z') {
      out += static_cast<char>(each | 0x20);
    } else if (each >= 'a' && each <= 'z') {
      out += each;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out + ' ';
}

struct Parts {
  std::string phrase;
  std::vector<std::string> words;
  bool any = false;
  std::string country;
  std::string year;
};

Parts parts_of(const std::string& query) {
  static const std::regex form(R"re((?:"([^"]+)"|([a-z]+(?: (?:AND|OR) [a-z]+)*))?)re"
                               R"re((?: ?country:"([^"]+)")?(?: ?date:([0-9]+))?)re");
  std::smatch found;
  REQUIRE(std::regex_match(query, found, form));
  Parts parts;
  parts.phrase = found[1];
  parts.any = query.find(" OR ") != std::string::npos;
  parts.country = found[3];
  parts.year = found[4];
  std::istringstream words(found[2].str());
  for (std::string word; words >> word;) {
    if (word != "AND" && word != "OR") parts.words.push_back(word);
  }
  return parts;
}

bool matches(const dateline::Article& article, const std::string& text, const Parts& parts) {
  const auto has = [&](const std::string& words) {
    return text.find(' ' + words + ' ') != std::string::npos;
  };
  const auto& countries = *article.countries;
  if (!parts.country.empty() &&
      std::none_of(countries.begin(), countries.end(),
                   [&](const auto& each) { return each.value == parts.country; })) {
    return false;
  }
  if (!parts.year.empty() && dateline::to_string(*article.date).substr(0, 4) != parts.year) {
    return false;
  }
  if (!parts.phrase.empty()) return has(parts.phrase);
  return parts.any ? std::any_of(parts.words.begin(), parts.words.end(), has)
                   : std::all_of(parts.words.begin(), parts.words.end(), has);
}

std::vector<BenchQuery> queries_of(const std::vector<dateline::Article>& articles,
                                   std::uint64_t seed) {
  QuerySet set(seed);
  for (const auto& article : articles) set.see(article);
  return set.make();
}

}  // namespace

TEST_CASE("Every query has a hit, and its type has the number it should") {
  const auto articles = generated_articles(3000, 1);
  std::vector<std::string> texts;
  for (const auto& article : articles) texts.push_back(plain(article));
  std::map<std::string, std::set<std::string>> by_type;
  for (const BenchQuery& query : queries_of(articles, 1)) {
    CAPTURE(query.type);
    CAPTURE(query.text);
    CHECK(by_type[query.type].insert(query.text).second);
    const Parts parts = parts_of(query.text);
    std::size_t hits = 0;
    for (std::size_t i = 0; i < articles.size(); ++i) {
      if (matches(articles[i], texts[i], parts)) ++hits;
    }
    CHECK(hits > 0);
    // At least: a word beside punctuation is found, and not counted when words are chosen.
    if (query.type == "one word, frequent") CHECK(hits >= 3000 / 20);
    if (query.type == "one word, middling") CHECK(hits >= 3000 * 15 / 1000);
    if (query.type == "heavy: one word") CHECK(hits >= 1500);
  }
  CHECK(by_type.size() == 21);
  CHECK(by_type["one word, frequent"].size() == 22);
  CHECK(by_type["five words OR"].size() == 22);
  CHECK(by_type["word + year"].size() == 21);
}

TEST_CASE("The same articles and seed give the same queries, another seed others") {
  const auto articles = generated_articles(1000, 2);
  const auto queries = queries_of(articles, 1);
  CHECK(queries == queries_of(articles, 1));
  CHECK(queries != queries_of(articles, 2));
}

TEST_CASE("An archive without articles or with too few words is refused") {
  CHECK_THROWS_AS(QuerySet(1).make(), std::runtime_error);
  dateline::Article article;
  article.body = "Rain.";
  CHECK_THROWS_AS(queries_of({article}, 1), std::runtime_error);
}
