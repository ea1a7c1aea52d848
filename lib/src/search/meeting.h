#pragma once

#include <cstdint>

/// Looks for numbers of one row in others, many at a time. Known to sources that are compiled for
/// some processors alone: no templates, no inline functions (see wide_kernels.h).
namespace dateline::search {

/// Numbers in a row, to each of which `added` is added, modulo 2^32.
struct Numbers {
  const std::uint32_t* items = nullptr;
  std::uint32_t count = 0;
  std::uint32_t added = 0;
};

struct Meeting {
  /// Whether some number of `few` is in `many`.
  bool (*two)(Numbers few, Numbers many) = nullptr;
  /// Whether some number of `few` is in both others.
  bool (*three)(Numbers few, Numbers many, Numbers more) = nullptr;
  std::uint32_t lanes = 0;  ///< numbers that are compared at once: a power of two
  /// Who has bits to look numbers up in had better do that from so many comparisons on (measured).
  std::uint32_t worth_bits = 0;
};

/// The widest that this processor can run; null if it can none.
const Meeting* meeting();

/// Those of AVX2 and of AVX-512: null where they cannot run.
const Meeting* meeting_of_8();
const Meeting* meeting_of_16();

}  // namespace dateline::search
