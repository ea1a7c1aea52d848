#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace dateline::store {

/// A number of ones is kept for so many bits.
inline constexpr std::uint32_t ranked_bits = 128;

constexpr std::size_t words_of_bits(std::size_t bits) {
  return (bits + 63) / 64;
}
constexpr std::size_t ranks_of_bits(std::size_t bits) {
  return (bits + ranked_bits - 1) / ranked_bits;
}

/// Bits of all articles of a segment with the number of ones before each `ranked_bits`. A view.
struct RankedBits {
  const std::uint64_t* words = nullptr;
  const std::uint32_t* ranks = nullptr;

  bool test(std::uint32_t ordinal) const {
    return (words[ordinal / 64] >> (ordinal % 64) & 1U) != 0;
  }
  /// Ones before `ordinal`. Without a branch: of a pair of words the first counts only for the
  /// second.
  std::uint32_t rank(std::uint32_t ordinal) const {
    const std::uint32_t word = ordinal / 64;
    const std::uint64_t whole = words[word & ~1U] & (std::uint64_t{0} - (word & 1U));
    const std::uint64_t below = words[word] & ((std::uint64_t{1} << (ordinal % 64)) - 1);
    return ranks[ordinal / ranked_bits] +
           static_cast<std::uint32_t>(__builtin_popcountll(whole) + __builtin_popcountll(below));
  }
};

/// Sets the bits of `ordinals`, which ascend, in `words`, which has zeros, and `ranks`, as long as
/// words_of_bits() and ranks_of_bits() of all articles say.
void rank_bits(std::span<const std::uint32_t> ordinals, std::span<std::uint64_t> words,
               std::span<std::uint32_t> ranks);

}  // namespace dateline::store
