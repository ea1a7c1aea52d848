#include "unit/search/result_difference.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace dateline::test {
namespace {

bool near_equal(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

bool shows_the_same(const Hit& a, const Hit& b) {
  return a.id == b.id && a.headline == b.headline && a.date == b.date && a.source == b.source &&
         a.url == b.url && a.people == b.people && a.countries == b.countries &&
         a.topics == b.topics && a.collapsed == b.collapsed;
}

}  // namespace

std::optional<std::string> difference(const Results& wanted, const Results& found) {
  if (wanted.total != found.total) {
    return fmt::format("{} matches, not {}", found.total, wanted.total);
  }
  if (wanted.did_you_mean != found.did_you_mean) return "another suggestion";
  const auto same_counts = [](const FacetResult& a, const FacetResult& b) {
    return a.field == b.field && a.counts == b.counts;
  };
  if (!std::ranges::equal(wanted.facets, found.facets, same_counts)) return "facets";
  const auto same_bucket = [](const TimelineBucket& a, const TimelineBucket& b) {
    return a.from == b.from && a.count == b.count;
  };
  if (!std::ranges::equal(wanted.timeline, found.timeline, same_bucket)) return "timeline";
  if (wanted.hits.size() != found.hits.size()) return "number of hits";
  for (std::size_t i = 0; i < wanted.hits.size(); ++i) {
    const auto is_near = [&](std::size_t other) {
      return other < wanted.hits.size() &&
             near_equal(wanted.hits[i].score, wanted.hits[other].score);
    };
    if (!near_equal(wanted.hits[i].score, found.hits[i].score)) return "the score of a hit";
    // Scores that differ in their last bits alone may stand in either order, or beyond the page.
    const bool rounded = wanted.hits[i].score != found.hits[i].score &&
                         (i + 1 == wanted.hits.size() || is_near(i - 1) || is_near(i + 1));
    if (!rounded && !shows_the_same(wanted.hits[i], found.hits[i])) return "a hit";
  }
  return std::nullopt;
}

}  // namespace dateline::test
