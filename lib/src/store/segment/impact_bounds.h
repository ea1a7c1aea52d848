#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace dateline::store {

/// What bounds the scores of a list stands for so many articles at a time, or so many postings: see
/// bounds_ranges.
inline constexpr std::uint32_t score_range = 128;

/// The impact of a posting is wdf / (base::bm25_damping + wdf). A segment has it as a bound of many
/// postings: steps of `bound_step` each, in two bytes. A bound is above every impact under the
/// average length of the segment; under another one see bound_inflation.
inline constexpr std::uint16_t most_steps = 0xFFFF;
inline constexpr float bound_step = 1.0F / most_steps;

/// The bounds of a list, in steps.
class BoundsView {
 public:
  BoundsView() = default;
  /// `size` times two bytes.
  BoundsView(const char* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::uint16_t operator[](std::size_t at) const {
    std::uint16_t out = 0;
    std::memcpy(&out, bytes_ + at * sizeof out, sizeof out);
    return out;
  }
  std::uint16_t greatest() const;
  /// Those from `first` on.
  BoundsView from(std::size_t first) const {
    return {bytes_ + first * sizeof(std::uint16_t), size_ - first};
  }

 private:
  const char* bytes_ = nullptr;
  std::size_t size_ = 0;
};

/// What a bound is to be multiplied with where the average length is `average` and not `own`, that
/// of the segment: in an article that becomes relatively shorter an impact grows, but less than the
/// average did, since wdf / (x * damping + wdf) <= wdf / (damping + wdf) / x for x <= 1.
float bound_inflation(double own, double average);

/// Whether so many postings are a list of many articles: one in 32 at least.
bool is_frequent(std::uint32_t postings, std::uint32_t articles);

/// Whether bounds are of ranges of `score_range` articles, as frequent lists have
/// them, so that those of several lists can be added up; others have one for each block of
/// postings.
bool bounds_ranges(std::uint32_t postings, std::uint32_t articles);

/// How many bounds a list has.
std::uint32_t bounds_of(std::uint32_t postings, std::uint32_t articles);

/// Finds the bounds of lists of one segment.
class ImpactBounds {
 public:
  /// The length of every article of it.
  explicit ImpactBounds(std::span<const std::uint32_t> lengths);

  std::uint32_t articles() const { return static_cast<std::uint32_t>(dampings_.size()); }
  /// The bounds of one list, as BoundsView reads them. Articles without its postings have bound 0.
  std::string of(std::span<const std::uint32_t> ordinals,
                 std::span<const std::uint32_t> wdfs) const;

 private:
  std::vector<float> dampings_;
};

}  // namespace dateline::store
