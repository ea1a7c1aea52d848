#include "search/wide_kernels.h"

#if defined(__x86_64__) && defined(__AVX512VBMI2__)

#include <immintrin.h>

#include "base/processor.h"

namespace dateline::search::wide {
namespace {

bool runs_here() {
  return base::has_avx512_vbmi2() && base::has_popcnt();
}

// One instruction brings the numbers of the ones of a word together, as bytes; sixteen of them at a
// time become ordinals.
std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                      std::uint32_t* out) {
  alignas(64) unsigned char numbers[64];
  for (unsigned i = 0; i < 64; ++i) numbers[i] = static_cast<unsigned char>(i);
  const __m512i all = _mm512_load_si512(numbers);
  const std::uint32_t* const begin = out;
  for (std::size_t i = 0; i < count; ++i, base += 64) {
    const __m512i places = _mm512_maskz_compress_epi8(words[i], all);
    const int found = __builtin_popcountll(words[i]);
    const __m512i first = _mm512_set1_epi32(static_cast<int>(base));
    const auto put = [&](std::uint32_t* at, __m128i some) {
      _mm512_storeu_si512(at, _mm512_add_epi32(first, _mm512_cvtepu8_epi32(some)));
    };
    put(out, _mm512_castsi512_si128(places));
    if (found > 16) {
      put(out + 16, _mm512_extracti32x4_epi32(places, 1));
      if (found > 32) {
        put(out + 32, _mm512_extracti32x4_epi32(places, 2));
        put(out + 48, _mm512_extracti32x4_epi32(places, 3));
      }
    }
    out += found;
  }
  return static_cast<std::size_t>(out - begin);
}

void impacts(const std::uint32_t* wdfs, const std::uint32_t* ordinals, const float* dampings,
             std::size_t count, float* out) {
  for (std::size_t i = 0; i < count; i += 16) {
    const std::size_t left = count - i;
    const auto here = static_cast<__mmask16>(left >= 16 ? 0xFFFFU : (1U << left) - 1);
    const __m512 wdf = _mm512_cvtepi32_ps(_mm512_maskz_loadu_epi32(here, wdfs + i));
    const __m512i at = _mm512_maskz_loadu_epi32(here, ordinals + i);
    const __m512 damping =
        _mm512_mask_i32gather_ps(_mm512_set1_ps(1), here, at, dampings, sizeof(float));
    _mm512_mask_storeu_ps(out + i, here, _mm512_div_ps(wdf, _mm512_add_ps(damping, wdf)));
  }
}

}  // namespace

ListBits list_bits_of_16() {
  return runs_here() ? list_bits : nullptr;
}

Impacts impacts_of_16() {
  return runs_here() ? impacts : nullptr;
}

}  // namespace dateline::search::wide

#else

namespace dateline::search::wide {

ListBits list_bits_of_16() {
  return nullptr;
}

Impacts impacts_of_16() {
  return nullptr;
}

}  // namespace dateline::search::wide

#endif
