#pragma once

#include <cstddef>
#include <cstdint>

/// Packed numbers on processors with AVX2 (since Haswell and Zen). Only where runs_here(). Known to
/// a source that is compiled for these alone: no templates, no inline functions.
namespace dateline::store::wide {

bool runs_here();

inline constexpr std::size_t lanes = 8;
/// A number of so many bits lies in four bytes wherever it begins.
inline constexpr unsigned most_width = 25;
inline constexpr std::size_t most_read_behind = 15;

/// As unpack() of bits.h, for `width` from 1 to `most_width` and a multiple of `lanes`; five times
/// as fast. Reads up to `most_read_behind` bytes behind.
void unpack(const char* packed, unsigned width, std::size_t count, std::uint32_t* out);

}  // namespace dateline::store::wide
