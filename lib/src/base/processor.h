#pragma once

namespace dateline::base {

/// What the processor has and the system lets programs use. Cheap enough to ask in a loop. False
/// on other architectures than x86-64.
bool has_popcnt();
bool has_avx2();
/// AVX-512 F, BW, VL, DQ, VBMI and VBMI2: since Ice Lake and Zen 4.
bool has_avx512_vbmi2();

}  // namespace dateline::base
