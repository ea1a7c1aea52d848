#include "store/segment/wide_bits.h"

#if defined(__x86_64__) && defined(__AVX2__)

#include <immintrin.h>

#include "base/processor.h"

namespace dateline::store::wide {
namespace {

// Eight numbers are `width` whole bytes: in two halves of 16 bytes, the second of which begins
// with the byte in which the fifth number begins, each number's four bytes come to its lane and
// are shifted to its begin.
struct Lanes {
  alignas(32) unsigned char bytes[32];
  alignas(32) std::uint32_t shifts[lanes];
};

struct AllLanes {
  Lanes of_width[most_width + 1];
};

constexpr AllLanes all_lanes() {
  AllLanes out{};
  for (unsigned width = 1; width <= most_width; ++width) {
    for (unsigned i = 0; i < lanes; ++i) {
      const unsigned bit = i < lanes / 2 ? i * width : (4 * width) % 8 + (i - 4) * width;
      for (unsigned byte = 0; byte < 4; ++byte) {
        out.of_width[width].bytes[4 * i + byte] = static_cast<unsigned char>(bit / 8 + byte);
      }
      out.of_width[width].shifts[i] = bit % 8;
    }
  }
  return out;
}

constexpr AllLanes table = all_lanes();

}  // namespace

bool runs_here() {
  return base::has_avx2();
}

void unpack(const char* packed, unsigned width, std::size_t count, std::uint32_t* out) {
  const Lanes& of = table.of_width[width];
  const __m256i bytes = _mm256_load_si256(reinterpret_cast<const __m256i*>(of.bytes));
  const __m256i shifts = _mm256_load_si256(reinterpret_cast<const __m256i*>(of.shifts));
  const __m256i mask = _mm256_set1_epi32((1 << width) - 1);
  const std::size_t half = width / 2;
  for (std::size_t i = 0; i < count; i += lanes, packed += width) {
    const auto* first = reinterpret_cast<const __m128i*>(packed);
    const auto* second = reinterpret_cast<const __m128i*>(packed + half);
    const __m256i both = _mm256_set_m128i(_mm_loadu_si128(second), _mm_loadu_si128(first));
    const __m256i numbers = _mm256_srlv_epi32(_mm256_shuffle_epi8(both, bytes), shifts);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), _mm256_and_si256(numbers, mask));
  }
}

}  // namespace dateline::store::wide

#else

namespace dateline::store::wide {

bool runs_here() {
  return false;
}

void unpack(const char*, unsigned, std::size_t, std::uint32_t*) {}

}  // namespace dateline::store::wide

#endif
