#pragma once

#include <cstddef>
#include <cstdint>

/// Loops of the matcher for processors with AVX2 (since Haswell and Zen) or with AVX-512 VBMI2
/// (since Ice Lake and Zen 4): null where they cannot run. No header with templates or inline
/// functions of C++ is known to their sources: what the compiler made of them for these processors
/// could be linked for all.
namespace dateline::search::wide {

/// As list_bits of match_kernels.h. With sixteen lanes three to four times as fast; with eight the
/// faster the more ones there are, and as fast where less than one bit in 18 is one.
using ListBits = std::size_t (*)(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                                 std::uint32_t* out);
ListBits list_bits_of_8();
ListBits list_bits_of_16();

/// out[i] = wdfs[i] / (dampings[ordinals[i]] + wdfs[i]).
using Impacts = void (*)(const std::uint32_t* wdfs, const std::uint32_t* ordinals,
                         const float* dampings, std::size_t count, float* out);
Impacts impacts_of_16();

}  // namespace dateline::search::wide
