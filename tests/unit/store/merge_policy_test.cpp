#include "store/segment/merge_policy.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "random_articles.h"

using namespace dateline::store;

namespace {

constexpr std::uint64_t unit = lowest_level_bytes;
using Sizes = std::vector<SegmentSize>;

SegmentSize of(std::uint64_t bytes) {
  return {bytes, static_cast<std::uint32_t>(bytes / 1024 + 1), 0};
}

// What the segments are after merging, and how many bytes that writes.
struct Outcome {
  Sizes sizes;
  std::uint64_t written = 0;
};

Outcome merged(const Sizes& sizes, const std::vector<MergeRun>& runs) {
  Outcome out;
  std::size_t next = 0;
  for (const MergeRun& run : runs) {
    REQUIRE(run.first >= next);
    REQUIRE(run.end > run.first);
    REQUIRE(run.end <= sizes.size());
    for (; next < run.first; ++next) out.sizes.push_back(sizes[next]);
    SegmentSize sum;
    for (; next < run.end; ++next) {
      const SegmentSize& each = sizes[next];
      sum.bytes += each.bytes / each.articles * (each.articles - each.deleted);
      sum.articles += each.articles - each.deleted;
    }
    out.written += sum.bytes;
    out.sizes.push_back(sum);
  }
  for (; next < sizes.size(); ++next) out.sizes.push_back(sizes[next]);
  return out;
}

}  // namespace

TEST_CASE("levels are powers of the merge factor") {
  CHECK(merge_level(of(1)) == 0);
  CHECK(merge_level(of(unit - 1)) == 0);
  CHECK(merge_level(of(unit)) == 1);
  CHECK(merge_level(of(4 * unit - 1)) == 1);
  CHECK(merge_level(of(4 * unit)) == 2);
  CHECK(merge_level({4 * unit, 100, 60}) == 1);
}

TEST_CASE("nothing is merged that need not be") {
  CHECK(plan_merges({}).empty());
  CHECK(plan_merges(Sizes{of(1)}).empty());
  CHECK(plan_merges(Sizes{of(70 * unit), of(5 * unit), of(4 * unit), of(unit), of(9)}).empty());
}

TEST_CASE("enough neighbours of one level become one, and all they lead to at once") {
  using Runs = std::vector<MergeRun>;
  CHECK(plan_merges(Sizes{of(9), of(9), of(9), of(9)}) == Runs{{0, 4}});
  CHECK(plan_merges(Sizes{of(5 * unit), of(9), of(9), of(9), of(9)}) == Runs{{1, 5}});
  const std::uint64_t quarter = unit / 4 + 1;
  CHECK(plan_merges(Sizes{of(unit), of(unit), of(unit), of(quarter), of(quarter), of(quarter),
                          of(quarter)}) == Runs{{0, 7}});
}

TEST_CASE("a small segment before a large one goes into it") {
  using Runs = std::vector<MergeRun>;
  CHECK(plan_merges(Sizes{of(9), of(5 * unit)}) == Runs{{0, 2}});
  CHECK(plan_merges(Sizes{of(80 * unit), of(2 * unit), of(9), of(5 * unit), of(7)}) ==
        Runs{{1, 4}});
}

TEST_CASE("a segment with many deletions is written anew") {
  using Runs = std::vector<MergeRun>;
  CHECK(plan_merges(Sizes{{90 * unit, 160, 10}, of(9)}).empty());
  CHECK(plan_merges(Sizes{{90 * unit, 160, 11}, of(9)}) == Runs{{0, 1}});
}

TEST_CASE("no merge makes a segment of too many articles") {
  const Sizes sizes{{9, 400, 0}, {9, 400, 0}, {9, 400, 0}, {9, 400, 0}};
  CHECK(plan_merges(sizes, 1600).size() == 1);
  CHECK(plan_merges(sizes, 1599).empty());
  CHECK(plan_merges(Sizes{{9, 400, 0}, {5 * unit, 900, 0}}, 1299).empty());
}

TEST_CASE("no merge makes a segment of too many bytes") {
  constexpr std::uint64_t quarter = most_bytes_to_merge / 4;
  CHECK(plan_merges(Sizes(4, {quarter, 1000, 0})).size() == 1);
  CHECK(plan_merges(Sizes(4, {quarter + 1, 1000, 0})).empty());
  CHECK(plan_merges(Sizes(4, {quarter + quarter / 15, 1600, 100})).size() == 1);
}

TEST_CASE("segments stay few and articles are seldom written again") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  for (int round = 0; round < 5; ++round) {
    Sizes sizes;
    std::uint64_t added = 0;
    std::uint64_t written = 0;
    const std::size_t largest = 1 + random.below(8 * unit);
    for (int commit = 0; commit < 2000; ++commit) {
      sizes.push_back(of(1 + random.below(largest)));
      added += sizes.back().bytes;
      Outcome outcome = merged(sizes, plan_merges(sizes));
      sizes = std::move(outcome.sizes);
      written += outcome.written;
      const unsigned levels = merge_level(of(added)) + 1;
      CHECK(sizes.size() <= (merge_factor - 1) * levels);
      CHECK(std::ranges::is_sorted(sizes, std::ranges::greater{}, merge_level));
      CHECK(plan_merges(sizes).empty());
    }
    // Within the lowest level a segment may be written once for each two neighbours it gets.
    const unsigned levels = merge_level(of(added)) + 1;
    CHECK(written / std::max<std::uint64_t>(added, 2000 * unit / 3) <= levels);
  }
}
