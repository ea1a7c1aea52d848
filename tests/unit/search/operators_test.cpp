#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "unit/search/oracle.h"
#include "unit/search/random_query.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

std::set<std::string> ids(const Results& results) {
  std::set<std::string> out;
  for (const Hit& each : results.hits) out.insert(each.id);
  return out;
}

std::set<std::string> ids(const std::vector<Article>& articles,
                          const std::vector<std::size_t>& places) {
  std::set<std::string> out;
  for (const std::size_t each : places) out.insert(articles[each].id);
  return out;
}

TEST_CASE("every operator in every match mode finds what reading all the articles finds") {
  const auto seed = test::seed();
  INFO("seed " << seed);
  test::Random random(seed);
  std::size_t found = 0;
  for (int round = 0; round < 3; ++round) {
    const auto articles = test::random_archive(random, 60);
    const test::TemporaryIndex index(articles);
    test::Oracle oracle(articles);
    for (int i = 0; i < 150; ++i) {
      const std::string text = test::random_query(random, static_cast<unsigned>(random.below(3)));
      for (const Match match : {Match::all, Match::most, Match::any, Match::automatic}) {
        SearchRequest request{.query = Query::parse(text), .match = match, .limit = 100};
        request.snippet_bytes = 0;
        const Results results = index.index().search(request);
        const auto expected =
            ids(articles, oracle.matches(oracle.resolved_mode(std::move(request))));
        INFO("query " << text << ", match " << static_cast<int>(match));
        CHECK(ids(results) == expected);
        CHECK(results.total == expected.size());
        CHECK(results.total_is_exact);
        found += expected.size();
      }
    }
  }
  CHECK(found > 1000);
}

TEST_CASE("an abbreviation is found with and without its dots, a pronoun is not") {
  const test::TemporaryIndex index({test::make_article("1", "", "The U.N. met."),
                                    test::make_article("2", "", "The UN met."),
                                    test::make_article("3", "", "It met us."),
                                    test::make_article("4", "", "The U.S.-Russian talks.")});
  const auto found = [&](const char* text) {
    return ids(index.index().search({.query = Query::parse(text), .match = Match::all}));
  };
  CHECK(found("UN") == std::set<std::string>{"1", "2"});
  CHECK(found("U.N.") == std::set<std::string>{"1", "2"});
  CHECK(found("U.S.") == std::set<std::string>{"4"});
  CHECK(found("U.S.-Russian") == std::set<std::string>{"4"});
}

TEST_CASE("a phrase never runs from the headline into the body") {
  const test::TemporaryIndex index({test::make_article("1", "Oil summit", "Gates spoke of oil."),
                                    test::make_article("2", "Rain", "Oil summit gates open.")});
  const auto found = [&](const char* text) {
    return ids(index.index().search({.query = Query::parse(text)}));
  };
  CHECK(found("\"summit gates\"") == std::set<std::string>{"2"});
  CHECK(found("\"oil summit\"") == std::set<std::string>{"1", "2"});
  CHECK(found("body:\"oil summit\"") == std::set<std::string>{"2"});
  CHECK(found("headline:\"oil summit\"") == std::set<std::string>{"1"});
  CHECK(found("summit ADJ/1 gates") == std::set<std::string>{"2"});
}

}  // namespace
}  // namespace dateline
