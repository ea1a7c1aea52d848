#include "store/segment/impact_bounds.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include "base/bm25.h"
#include "random_articles.h"
#include "store/segment/posting_list.h"

using namespace dateline::store;

namespace {

using Numbers = std::vector<std::uint32_t>;

double average(const Numbers& lengths) {
  const auto sum = std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{0});
  return static_cast<double>(sum) / static_cast<double>(lengths.size());
}

double impact(std::uint32_t wdf, std::uint32_t length, double average_length) {
  const double damping =
      dateline::base::bm25_damping(length, average_length == 0 ? 0 : 1 / average_length);
  return wdf / (damping + wdf);
}

/// One list of a random segment.
struct List {
  explicit List(RandomArticles& random) {
    const auto articles = static_cast<std::uint32_t>(1 + random.below(6000));
    const std::size_t one_of = 1 + random.below(60);
    for (std::uint32_t i = 0; i < articles; ++i) {
      lengths.push_back(static_cast<std::uint32_t>(random.below(random.one_in(9) ? 3000 : 200)));
      if (!random.one_in(one_of)) continue;
      ordinals.push_back(i);
      wdfs.push_back(static_cast<std::uint32_t>(random.below(random.one_in(50) ? 500 : 4)));
    }
  }
  std::size_t bound_of(std::size_t posting) const {
    const auto postings = static_cast<std::uint32_t>(ordinals.size());
    const auto articles = static_cast<std::uint32_t>(lengths.size());
    return bounds_ranges(postings, articles) ? ordinals[posting] / score_range
                                             : posting / posting_block;
  }
  Numbers lengths;
  Numbers ordinals;
  Numbers wdfs;
};

/// Random lists, their bounds, and the average length of their segments.
void for_each_list(const std::function<void(const List&, const BoundsView&, double)>& visit) {
  const auto seed = test_seed();
  CAPTURE(seed);
  RandomArticles random(seed);
  for (int round = 0; round < 100; ++round) {
    CAPTURE(round);
    const List list(random);
    const std::string packed = ImpactBounds(list.lengths).of(list.ordinals, list.wdfs);
    visit(list, BoundsView(packed.data(), packed.size() / sizeof(std::uint16_t)),
          average(list.lengths));
  }
}

}  // namespace

TEST_CASE("no impact is above its bound, under any average length") {
  for_each_list([](const List& list, const BoundsView& bounds, double own) {
    for (const double factor : {1.0, 0.4, 1.7}) {
      const double step = double{bound_step} * bound_inflation(own, own * factor);
      if (bounds.empty()) continue;
      for (std::size_t i = 0; i < list.ordinals.size(); ++i) {
        const std::uint16_t bound = bounds[list.bound_of(i)];
        const double exact = impact(list.wdfs[i], list.lengths[list.ordinals[i]], own * factor);
        CHECK(exact <= bound * step * (1 + 1e-6));
      }
    }
  });
}

TEST_CASE("a bound is at most two steps above the greatest impact, and 0 where nothing weighs") {
  for_each_list([](const List& list, const BoundsView& bounds, double own) {
    REQUIRE(bounds.size() == bounds_of(static_cast<std::uint32_t>(list.ordinals.size()),
                                       static_cast<std::uint32_t>(list.lengths.size())));
    std::vector<double> greatest(bounds.size());
    for (std::size_t i = 0; i < list.ordinals.size() && !bounds.empty(); ++i) {
      double& most = greatest[list.bound_of(i)];
      most = std::max(most, impact(list.wdfs[i], list.lengths[list.ordinals[i]], own));
    }
    std::uint16_t most = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      const std::uint16_t bound = bounds[i];
      CHECK((bound == 0) == (greatest[i] == 0));
      most = std::max(most, bound);
      CHECK(bound * double{bound_step} <= greatest[i] + double{bound_step} * 2.1);
    }
    CHECK(bounds.greatest() == most);
  });
}
