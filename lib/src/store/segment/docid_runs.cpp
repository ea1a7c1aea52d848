#include "store/segment/docid_runs.h"

#include <algorithm>

namespace dateline::store {

bool DocidRuns::is_possible() const {
  if (runs_.empty() || runs_.front().ordinal != 0) return false;
  const auto follows = [](const DocidRun& a, const DocidRun& b) {
    return a.ordinal < b.ordinal && a.docid < b.docid && b.docid - a.docid > b.ordinal - a.ordinal;
  };
  const auto wrong = std::ranges::adjacent_find(
      runs_, [&](const DocidRun& a, const DocidRun& b) { return !follows(a, b); });
  if (wrong != runs_.end() || runs_.back().ordinal >= articles_) return false;
  return articles_ - 1 - runs_.back().ordinal <= UINT32_MAX - runs_.back().docid;
}

std::uint32_t DocidRuns::docid(std::uint32_t ordinal) const {
  const auto after = std::ranges::upper_bound(runs_, ordinal, {}, &DocidRun::ordinal);
  const DocidRun& run = *(after - 1);
  return run.docid + (ordinal - run.ordinal);
}

std::optional<std::uint32_t> DocidRuns::ordinal(std::uint32_t docid) const {
  const auto after = std::ranges::upper_bound(runs_, docid, {}, &DocidRun::docid);
  if (after == runs_.begin()) return std::nullopt;
  const DocidRun& run = *(after - 1);
  const std::uint32_t end = after == runs_.end() ? articles_ : after->ordinal;
  if (docid - run.docid >= end - run.ordinal) return std::nullopt;
  return run.ordinal + (docid - run.docid);
}

void DocidRuns::append(std::vector<DocidRun>& runs, std::uint32_t articles, std::uint32_t docid) {
  if (runs.empty() || DocidRuns(runs, articles).last() + 1 != docid) {
    runs.push_back({articles, docid});
  }
}

}  // namespace dateline::store
