#include "store/segment/docid_runs.h"

#include <algorithm>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace dateline::store {
namespace {

TEST_CASE("runs of document numbers are the numbers, with gaps and without") {
  std::mt19937 random(4);
  for (const auto gap_of : {1U, 2U, 10U, 1000U}) {
    CAPTURE(gap_of);
    std::vector<std::uint32_t> docids;
    std::vector<DocidRun> kept;
    std::uint32_t next = 7;
    for (std::uint32_t i = 0; i < 500; ++i) {
      if (random() % gap_of == 0) next += 1 + static_cast<std::uint32_t>(random() % 3);
      DocidRuns::append(kept, i, next);
      docids.push_back(next++);
    }
    const DocidRuns runs(kept, 500);
    CHECK(runs.is_possible());
    CHECK(runs.first() == docids.front());
    CHECK(runs.last() == docids.back());
    for (std::uint32_t i = 0; i < docids.size(); ++i) CHECK(runs.docid(i) == docids[i]);
    for (std::uint32_t docid = 0; docid < next + 5; ++docid) {
      const auto found = std::ranges::find(docids, docid);
      const auto ordinal = runs.ordinal(docid);
      CHECK(ordinal.has_value() == (found != docids.end()));
      if (ordinal) CHECK(*ordinal == static_cast<std::uint32_t>(found - docids.begin()));
    }
  }
}

TEST_CASE("runs that no articles can have are told") {
  const auto is_possible = [](const std::vector<DocidRun>& runs) {
    return DocidRuns(runs, 10).is_possible();
  };
  CHECK(is_possible({{0, 1}, {4, 6}}));
  CHECK_FALSE(is_possible({}));
  CHECK_FALSE(is_possible({{1, 1}}));
  CHECK_FALSE(is_possible({{0, 1}, {10, 20}}));
  CHECK_FALSE(is_possible({{0, 1}, {4, 5}}));
  CHECK_FALSE(is_possible({{0, 1}, {4, 9}, {3, 12}}));
  CHECK_FALSE(is_possible({{0, UINT32_MAX - 5}}));
  CHECK_FALSE(is_possible({{0, 1}, {1, UINT32_MAX}}));
  CHECK(is_possible({{0, 1}, {1, UINT32_MAX - 8}}));
}

}  // namespace
}  // namespace dateline::store
