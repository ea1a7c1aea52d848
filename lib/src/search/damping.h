#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "store/segment/segment.h"

namespace dateline::search {

/// base::bm25_damping of each article of a segment. Thread-safe.
class Damping {
 public:
  /// `factor` is one over the average length, 0 if that is 0.
  Damping(const store::Segment& segment, double factor) : segment_(&segment), factor_(factor) {}

  float of(std::uint32_t ordinal) const;
  /// Of all articles, for a list of `postings` of them; null while the lists that have asked are
  /// shorter, all together, than the pass over all articles that the first answer costs.
  const float* all_for(std::uint32_t postings) const;

 private:
  const store::Segment* segment_;
  double factor_;
  mutable std::atomic<std::uint64_t> asked_ = 0;  ///< postings
  mutable std::once_flag made_;
  mutable std::vector<float> all_;
  mutable std::atomic<const float*> known_ = nullptr;  ///< all_, once it is made
};

}  // namespace dateline::search
