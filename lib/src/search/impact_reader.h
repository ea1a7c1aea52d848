#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "search/buffers.h"
#include "search/corpus_term.h"
#include "search/match_kernels.h"

namespace dateline::search {

/// To work out one impact alone takes as long as so many in a row.
inline constexpr std::size_t scattered_cost = 4;

/// Works out impacts from wdf and length, of lists that have none ready and of lists that are being
/// made ready. Members throw CorruptError for a damaged list. Holds memory, for one thread.
class ImpactReader {
 public:
  using InSegment = CorpusTerm::InSegment;

  /// Those of the postings of `run`, whose ordinals these are. 2 ns each.
  void read(const InSegment& list, InSegment::Run run, Ordinals ordinals, float* out);

  /// The postings of a list with bits in the articles [begin, end), both multiples of 64 or the
  /// number of articles. Valid until the next call.
  struct Stretch {
    Ordinals ordinals;
    std::span<const float> impacts;
  };
  Stretch stretch(const InSegment& list, std::uint32_t begin, std::uint32_t end);

  /// scores[i] += weight * impact of ordinals[i], which ascend, in `list`; nothing for what it does
  /// not have. 10 ns each.
  void add(const InSegment& list, Ordinals ordinals, float* scores, float weight);

 private:
  void compute(const InSegment& list, const std::uint32_t* ordinals, std::size_t count, float* out);
  /// The places in `list` of what it has of `ordinals`; in `found_`, which of them these are.
  void find(const InSegment& list, Ordinals ordinals);

  Scratch<std::uint32_t> wdfs_;
  Scratch<std::uint32_t> ordinals_;
  Scratch<std::uint32_t> places_;
  Scratch<std::uint32_t> found_;
  Scratch<float> impacts_;
};

}  // namespace dateline::search
