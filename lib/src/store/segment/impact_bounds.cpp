#include "store/segment/impact_bounds.h"

#include <algorithm>
#include <numeric>

#include "base/bm25.h"
#include "store/segment/bits.h"
#include "store/segment/posting_list.h"

namespace dateline::store {
std::uint16_t BoundsView::greatest() const {
  std::uint16_t out = 0;
  for (std::size_t i = 0; i < size_; ++i) out = std::max(out, (*this)[i]);
  return out;
}

float bound_inflation(double own, double average) {
  return own == 0 || average <= own ? 1.0F : static_cast<float>(average / own);
}

bool is_frequent(std::uint32_t postings, std::uint32_t articles) {
  return std::uint64_t{postings} * 32 >= articles;
}

bool bounds_ranges(std::uint32_t postings, std::uint32_t articles) {
  return postings > posting_block && is_frequent(postings, articles);
}

std::uint32_t bounds_of(std::uint32_t postings, std::uint32_t articles) {
  if (postings <= posting_block) return 0;
  if (bounds_ranges(postings, articles)) return (articles + score_range - 1) / score_range;
  return (postings + posting_block - 1) / posting_block;
}

ImpactBounds::ImpactBounds(std::span<const std::uint32_t> lengths) {
  const auto sum =
      static_cast<double>(std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{0}));
  const double factor = sum == 0 ? 0 : static_cast<double>(lengths.size()) / sum;
  dampings_.reserve(lengths.size());
  for (const std::uint32_t each : lengths) {
    dampings_.push_back(static_cast<float>(base::bm25_damping(each, factor)));
  }
}

std::string ImpactBounds::of(std::span<const std::uint32_t> ordinals,
                             std::span<const std::uint32_t> wdfs) const {
  const auto postings = static_cast<std::uint32_t>(ordinals.size());
  std::vector<float> greatest(bounds_of(postings, articles()));
  std::string out;
  if (greatest.empty()) return out;
  const bool of_ranges = bounds_ranges(postings, articles());
  for (std::uint32_t i = 0; i < postings; ++i) {
    const auto wdf = static_cast<float>(wdfs[i]);
    float& most = greatest[of_ranges ? ordinals[i] / score_range : i / posting_block];
    most = std::max(most, wdf / (dampings_[ordinals[i]] + wdf));
  }
  for (const float each : greatest) {
    // Whole steps above it: what rounding does stays far below one.
    const auto above = static_cast<std::uint32_t>(each / bound_step) + 2;
    append_u16(out, each == 0 ? 0 : std::min<std::uint32_t>(above, most_steps));
  }
  return out;
}

}  // namespace dateline::store
