#include "store/segment/ranked_bits.h"

#include <algorithm>
#include <utility>

namespace dateline::store {

// Nothing is read back: a number would have to wait until its neighbour is stored.
void rank_bits(std::span<const std::uint32_t> ordinals, std::span<std::uint64_t> words,
               std::span<std::uint32_t> ranks) {
  std::ranges::fill(ranks, 0U);
  std::uint64_t word = 0;
  std::uint32_t place = 0;
  std::uint32_t count = 0;
  for (const std::uint32_t each : ordinals) {
    word = each / 64 == place ? word : 0;
    place = each / 64;
    word |= std::uint64_t{1} << (each % 64);
    words[place] = word;
    ranks[each / ranked_bits] = ++count;
  }
  // Where there are ones, how many there are up to them became known.
  std::uint32_t before = 0;
  for (std::uint32_t& each : ranks) before = std::max(before, std::exchange(each, before));
}

}  // namespace dateline::store
