#include "store/segment/ranked_bits.h"

#include <bit>

namespace dateline::store {

void rank_bits(std::span<const std::uint32_t> ordinals, std::span<std::uint64_t> words,
               std::span<std::uint32_t> ranks) {
  for (const std::uint32_t each : ordinals) words[each / 64] |= std::uint64_t{1} << (each % 64);
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i % (ranked_bits / 64) == 0) ranks[i / (ranked_bits / 64)] = before;
    before += static_cast<std::uint32_t>(std::popcount(words[i]));
  }
}

}  // namespace dateline::store
