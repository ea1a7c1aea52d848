#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "annotate/countries.h"
#include "annotate/country_evidence.h"

using namespace dateline;
using namespace dateline::annotate;

namespace {

const FacetValue* value_of(const FacetValues& values, const std::string& code) {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const FacetValue& each) { return each.value == code; });
  return found == values.end() ? nullptr : &*found;
}

Article story() {
  Article article;
  article.dateline = "OSLO";
  article.headline = "Norway and Sweden agree on power line";
  article.body =
      "Norway said it would build a power line to Sweden.\n\nSwedish officials welcomed the plan. "
      "Norwegian engineers will begin work in the spring, and officials in Stockholm hope that the "
      "line will carry its first power within three years.\n\nThe ministers had met before at a "
      "conference in Lisbon that dealt with fish.";
  return article;
}

}  // namespace

TEST_CASE("an article is about the countries that it names again and again") {
  const FacetValues values = CountriesByGazetteer().find(story());
  REQUIRE(values.size() >= 2);
  CHECK(value_of(values, "NO") != nullptr);
  CHECK(value_of(values, "SE") != nullptr);
  for (const FacetValue& each : values) {
    CHECK(each.origin == Origin::found);
    CHECK(each.confidence > 0);
    CHECK(each.confidence <= 1);
    CHECK_FALSE(each.spans.empty());
  }
  CHECK(std::is_sorted(values.begin(), values.end(), [](const auto& one, const auto& other) {
    return one.confidence > other.confidence;
  }));
}

TEST_CASE("a place of the dateline outweighs one passing mention") {
  const FacetValues values = CountriesByGazetteer().find(story());
  const FacetValue* norway = value_of(values, "NO");
  REQUIRE(norway != nullptr);
  const FacetValue* portugal = value_of(values, "PT");
  CHECK((portugal == nullptr || portugal->confidence < norway->confidence));
}

TEST_CASE("more mentions of a country never make it less certain against the others") {
  Article article = story();
  const auto before = value_of(CountriesByGazetteer().find(article), "SE")->confidence;
  article.body += "\n\nSweden said that Sweden was glad, and that Swedes would be glad as well.";
  CHECK(value_of(CountriesByGazetteer().find(article), "SE")->confidence >= before);
}

TEST_CASE("an article without a country has none") {
  Article article;
  CHECK(CountriesByGazetteer().find(article).empty());
  article.body = "The committee met and went home.";
  CHECK(CountriesByGazetteer().find(article).empty());
}

TEST_CASE("evidence is the same whatever stands in fields that name no country") {
  Article article = story();
  const FacetValues before = CountriesByGazetteer().find(article);
  article.byline = "Jan Poland";
  article.section = "Germany";
  CHECK(CountriesByGazetteer().find(article) == before);
}

TEST_CASE("given countries become codes and what is none stays as it was") {
  const CountriesByGazetteer finder;
  FacetValue value;
  value.value = "west-germany";
  CHECK(finder.normalise(value, {}).value == "DE");
  value.value = "narnia";
  CHECK(finder.normalise(value, {}) == value);
}
