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
  for (const auto& [given, expected] : topics) {
    FacetValue value;
    value.value = given;
    CAPTURE(value.value);
    const FacetValue once = normalised_topic(value);
    CHECK(once.value == expected);
    CHECK(normalised_topic(once) == once);
  }
}

TEST_CASE("a topic lies below those that its path goes through") {
  CHECK(is_below("politics/diplomacy", "politics"));
  CHECK(is_below("a/b/c", "a/b"));
  CHECK_FALSE(is_below("politics", "politics"));
  CHECK_FALSE(is_below("politics-and-more", "politics"));
  CHECK_FALSE(is_below("politics", "politics/diplomacy"));
}
