#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "annotate/topics.h"

using namespace dateline;
using namespace dateline::annotate;

TEST_CASE("topics that are slug paths stay as they are and others are slugged part by part") {
  const std::vector<std::pair<std::string, std::string>> topics{
      {"money-fx", "money-fx"},
      {"politics/diplomacy", "politics/diplomacy"},
      {"v1.2", "v1.2"},
      {"Politics / Arms Control", "politics/arms-control"},
      {"Économie", "economie"},
      {"/sport/", "sport"},
      {"!!", "!!"}};
  const TopicsFromMetadata finder;
  for (const auto& [given, expected] : topics) {
    FacetValue value;
    value.value = given;
    CAPTURE(value.value);
    const FacetValue once = finder.normalise(value, {});
    CHECK(once.value == expected);
    CHECK(finder.normalise(once, {}) == once);
  }
}

TEST_CASE("no topic is found in a text") {
  Article article;
  article.body = "politics and sport";
  CHECK(TopicsFromMetadata().find(article).empty());
}
