#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "search/corpus.h"
#include "search/engine.h"
#include "search/match_kernels.h"

namespace dateline::search {

/// Memory of a FacetCounter, used again from search to search; all counters are 0 in between.
struct FacetBuffers {
  /// Counters of the keys of one segment: two, so that the next article need not wait until the one
  /// before is counted. Room for every number of 16 bits.
  std::vector<std::uint32_t> even = std::vector<std::uint32_t>(std::size_t{1} << 16U);
  std::vector<std::uint32_t> odd = std::vector<std::uint32_t>(std::size_t{1} << 16U);
  std::vector<std::uint32_t> totals;   ///< of the keys over all segments
  std::vector<std::uint32_t> touched;  ///< those of them that are not 0
  std::vector<std::uint32_t> more;
};

/// Counts the keys of one facet field among matches.
class FacetCounter {
 public:
  FacetCounter(const Corpus& corpus, const base::FacetField& field, FacetBuffers& buffers);
  ~FacetCounter();
  FacetCounter(const FacetCounter&) = delete;
  FacetCounter& operator=(const FacetCounter&) = delete;

  /// Matches of a segment; call leave() after the last ones of it.
  void count(std::size_t segment, Ordinals ordinals);
  void leave(std::size_t segment);

  /// Every article of the corpus.
  void count_all();

  /// The most frequent keys, by count, then key.
  KeyCounts top(std::size_t limit) const;

 private:
  void count_rows(const store::FacetColumn& column, Ordinals ordinals);
  void count_few(const store::FacetColumn& column, Ordinals ordinals, std::size_t segment);
  void count_more(const store::FacetColumn& column);
  void count_lists(const store::FacetColumn& column, Ordinals ordinals, std::size_t segment);
  void add(std::uint32_t number, std::uint32_t count);

  const Corpus* corpus_;
  const base::FacetField* field_;
  const Corpus::FacetKeys* keys_;
  FacetBuffers* buffers_;
  bool has_rows_ = false;  ///< counters of the segment that is being counted are not 0
};

/// Counts matches by day.
class DayCounter {
 public:
  void count(const store::Segment& segment, Ordinals ordinals);
  std::map<std::int32_t, std::uint64_t> days() const { return days_; }

 private:
  std::vector<std::uint32_t> counts_;
  std::map<std::int32_t, std::uint64_t> days_;
};

}  // namespace dateline::search
