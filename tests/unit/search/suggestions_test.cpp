#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dateline/error.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

std::vector<Article> archive() {
  std::vector<Article> out;
  for (int i = 0; i < 12; ++i) {
    out.push_back(test::make_article("m" + std::to_string(i), "Missile defense plan",
                                     "The missile shield was debated in the parliament."));
  }
  out.push_back(
      test::make_article("o1", "Oil price rises", "Crude oil prices rose in the harbour."));
  out.push_back(
      test::make_article("o2", "Oil price falls", "Crude oil fell, harbour workers said."));
  out.back().people = {{{.value = "anna-berg", .label = "Anna Berg", .spans = {}}}};
  out.push_back(test::make_article("w", "Weather", "Clear and cold in the mountains."));
  out.back().byline = "Zacharias Quillfeather";
  return out;
}

TEST_CASE("a misspelled word gets a suggestion that finds something") {
  const test::TemporaryIndex index(archive());
  const auto suggestion = [&](const char* text) {
    return index.index().search({.query = Query::parse(text)}).did_you_mean.value_or("");
  };
  CHECK(suggestion("misile defense") == "missile defense");
  CHECK(suggestion("parlaiment") == "parliament");
  CHECK(suggestion("headline:misile OR oil") == "headline:missile OR oil");
  CHECK(suggestion("missile") == "");
  CHECK(suggestion("xylophonist") == "");
  // Each word exists near, but no article has both.
  CHECK(suggestion("misile harbour") == "");
  // Names of authors are not in the dictionary.
  CHECK(suggestion("Quillfeathr") == "");
}

TEST_CASE("a misspelling that the archive has too is doubted when nothing has all the words") {
  auto articles = archive();
  articles.push_back(test::make_article("typo", "", "A misile fell in the harbour."));
  const test::TemporaryIndex index(articles);
  const Results relaxed = index.index().search({.query = Query::parse("misile parliament")});
  CHECK(relaxed.total > 0);
  CHECK(relaxed.did_you_mean == "missile parliament");
  CHECK_FALSE(
      index.index().search({.query = Query::parse("misile harbour")}).did_you_mean.has_value());
}

TEST_CASE("a suggestion keeps a capital and respects filters") {
  const test::TemporaryIndex index(archive());
  CHECK(index.index().search({.query = Query::parse("Misile")}).did_you_mean == "Missile");
  CHECK_FALSE(index.index()
                  .search({.query = Query::parse("Misile"), .filters = {{"person", "anna-berg"}}})
                  .did_you_mean.has_value());
}

TEST_CASE("similar finds the other articles of a story and not the article itself") {
  const test::TemporaryIndex index(archive());
  const Results results = index.index().similar("o1");
  REQUIRE_FALSE(results.hits.empty());
  CHECK(results.hits.front().id == "o2");
  CHECK(std::none_of(results.hits.begin(), results.hits.end(),
                     [](const Hit& each) { return each.id == "o1"; }));
  CHECK_FALSE(results.hits.front().snippet.marks.empty());
  const Results filtered =
      index.index().similar("o1", {.filters = {{"person", "anna-berg"}}, .limit = 5});
  CHECK(filtered.total == 1);
  CHECK_THROWS_AS(index.index().similar("nobody"), NotFoundError);
}

TEST_CASE("suggest goes on with words and facet values, the most frequent first") {
  const test::TemporaryIndex index(archive());
  const auto words = index.index().suggest("mi");
  REQUIRE_FALSE(words.empty());
  CHECK(words.front().text == "missile");
  CHECK(words.front().count == 12);
  const auto people = index.index().suggest("ber");
  REQUIRE(people.size() == 1);
  CHECK(people.front().text == "Anna Berg");
  CHECK(people.front().field == "person");
  CHECK(index.index().suggest("").empty());
  CHECK(index.index().suggest("m", 1).size() == 1);
}

TEST_CASE("an article is read back by its id") {
  const test::TemporaryIndex index(archive());
  CHECK(index.index().get("o1").value().headline == "Oil price rises");
  CHECK_FALSE(index.index().get("nobody").has_value());
  CHECK(index.index().stats().articles == 15);
}

TEST_CASE("an expansion that is cut says so") {
  std::string body;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'f'; ++b) body += std::string("word") + a + b + ' ';
  }
  const test::TemporaryIndex index({test::make_article("1", "", body)});
  const Results results = index.index().search({.query = Query::parse("word*")});
  CHECK(results.total == 1);
  REQUIRE(results.warnings.size() == 1);
  CHECK(results.warnings.front().find("156") != std::string::npos);
}

TEST_CASE("a query without words finds nothing and says why") {
  const test::TemporaryIndex index(archive());
  const Results results = index.index().search({.query = Query::parse("")});
  CHECK(results.total == 0);
  CHECK_FALSE(results.warnings.empty());
}

}  // namespace
}  // namespace dateline
