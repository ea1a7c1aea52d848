#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "search/engine.h"

namespace dateline::search {

/// Sees every article of the base once, lets through those that satisfy the selections, and counts
/// on the way. Counts whole sets of keys and takes them apart at the end: sets repeat.
class MatchCollector final : public Xapian::MatchDecider {
 public:
  /// `selections`: those to be tested here, the others are part of the query.
  MatchCollector(const MatchRequest& request, std::vector<const Selection*> selections);

  bool operator()(const Xapian::Document& document) const override;

  std::uint64_t total() const { return total_; }
  bool saw_any() const { return saw_any_; }
  std::vector<KeyCounts> counts() const;
  DayCounts days() const;
  /// Matches with the same text as the one whose content value is `content`, itself included.
  std::uint64_t copies(const std::string& content) const;

 private:
  using SetCounts = std::unordered_map<std::string, std::uint64_t>;

  const MatchRequest* request_;
  std::vector<const Selection*> selections_;
  /// For each facet that is counted its place in `selections_`, or -1.
  std::vector<std::ptrdiff_t> own_selection_;
  // A decider is const to Xapian, which calls this very object, from one thread.
  mutable std::vector<SetCounts> sets_;
  mutable SetCounts days_;
  mutable SetCounts contents_;
  mutable std::uint64_t total_ = 0;
  mutable bool saw_any_ = false;
};

}  // namespace dateline::search
