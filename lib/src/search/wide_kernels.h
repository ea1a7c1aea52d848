#pragma once

#include <cstddef>
#include <cstdint>

/// Loops of the matcher for processors with AVX-512 VBMI2 (since Ice Lake and Zen 4). Only where
/// runs_here(). No header with templates or inline functions of C++ is known to their source: what
/// the compiler made of them for these processors could be linked for all.
namespace dateline::search::wide {

bool runs_here();

/// As list_bits of match_kernels.h, three to four times as fast.
std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                      std::uint32_t* out);

/// out[i] = wdfs[i] / (dampings[ordinals[i]] + wdfs[i]).
void impacts(const std::uint32_t* wdfs, const std::uint32_t* ordinals, const float* dampings,
             std::size_t count, float* out);

}  // namespace dateline::search::wide
