#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "base/facet_fields.h"
#include "dateline/search.h"
#include "search/facet_keys.h"
#include "search/plan.h"
#include "search/vocabulary.h"
#include "store/segment/segment_set.h"

namespace dateline::search {

/// Values of one facet, at least one of which a match must have. No keys: nothing has it.
struct Selection {
  const base::FacetField* field = nullptr;
  std::vector<std::string> keys;
};

/// What satisfies it, without weight.
Plan selection_plan(const Selection& selection);

/// A facet of which the most frequent keys among the matches are wanted.
struct CountedFacet {
  const base::FacetField* field = nullptr;
  std::size_t limit = 0;
};

/// What is asked of an engine: everything about a search that concerns all matches at once.
struct MatchRequest {
  /// Everything but the selections. What matches it is the "base".
  const Plan* plan = nullptr;
  /// At most one for each field; all must hold.
  std::span<const Selection> selections;
  std::span<const CountedFacet> facets;
  bool count_days = false;
  Sort sort = Sort::relevance;
  std::size_t offset = 0;
  std::size_t limit = 0;
  bool collapse = false;
  std::optional<std::chrono::steady_clock::time_point> deadline;
};

struct Matched {
  Xapian::docid docid = 0;
  double score = 0;
  std::uint64_t collapsed = 0;
  /// Where the segments have it, if it was found there.
  std::optional<store::SegmentSet::Place> place{};
};

/// Days (base::day_number), ascending, and how many articles are of each: of those that have any.
using DayCounts = std::vector<std::pair<std::int32_t, std::uint64_t>>;

/// By count, then key.
using KeyCounts = std::vector<KeyCount>;

struct MatchSet {
  /// The page asked for. Ties are broken by score, then docid: one order for any paging.
  std::vector<Matched> page;
  std::uint64_t total = 0;
  /// Whether anything matches the plan before selections.
  bool base_matches = false;
  /// One for each facet asked for: how many matches have each of its most frequent keys. A field
  /// with a selection is counted over what all the other selections leave (drill-sideways).
  std::vector<KeyCounts> counts;
  DayCounts days;        ///< matches of each day
  bool complete = true;  ///< false: the deadline passed, all figures are of what was seen
};

/// Finds, ranks and counts the matches of a plan. For one thread at a time.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual MatchSet match(const MatchRequest& request) = 0;
  /// The weight of one article under `plan`; absent if it does not match.
  virtual std::optional<double> weight(const Plan& plan, Xapian::docid docid) = 0;
  /// The terms of the articles that it matches.
  virtual Vocabulary& vocabulary() = 0;
};

}  // namespace dateline::search
