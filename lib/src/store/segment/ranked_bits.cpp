#include "store/segment/ranked_bits.h"

#include <algorithm>
#include <utility>

namespace dateline::store {

void rank_bits(std::span<const std::uint32_t> ordinals, std::span<std::uint64_t> words,
               std::span<std::uint32_t> ranks) {
  std::ranges::fill(ranks, 0U);
  for (const std::uint32_t each : ordinals) {
    words[each / 64] |= std::uint64_t{1} << (each % 64);
    ++ranks[each / ranked_bits];
  }
  std::uint32_t before = 0;
  for (std::uint32_t& each : ranks) before += std::exchange(each, before);
}

}  // namespace dateline::store
