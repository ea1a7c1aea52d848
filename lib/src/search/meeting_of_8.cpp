#include "search/meeting.h"

#if defined(__x86_64__) && defined(__AVX2__)

#include <immintrin.h>

#include "base/processor.h"

namespace dateline::search {
namespace {

constexpr std::uint32_t lanes = 8;
constexpr std::uint32_t worth_bits = 40;

// From the first on as many lanes as there are numbers left, when it is read `left` before the end.
alignas(64) const std::int32_t present[2 * lanes] = {-1, -1, -1, -1, -1, -1, -1, -1};

__m256i any_equal(const Numbers& numbers, __m256i one) {
  __m256i out = _mm256_setzero_si256();
  std::uint32_t i = 0;
  for (; i + lanes <= numbers.count; i += lanes) {
    const auto* some = reinterpret_cast<const __m256i*>(numbers.items + i);
    out = _mm256_or_si256(out, _mm256_cmpeq_epi32(_mm256_loadu_si256(some), one));
  }
  if (i == numbers.count) return out;
  const std::int32_t* const mask = present + lanes - (numbers.count - i);
  const __m256i here = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(mask));
  const __m256i rest = _mm256_maskload_epi32(reinterpret_cast<const int*>(numbers.items + i), here);
  return _mm256_or_si256(out, _mm256_and_si256(here, _mm256_cmpeq_epi32(rest, one)));
}

// As it would stand in `many`.
__m256i moved(const Numbers& few, std::uint32_t i, const Numbers& many) {
  return _mm256_set1_epi32(static_cast<int>(few.items[i] - few.added + many.added));
}

bool is_any(__m256i found) {
  return _mm256_testz_si256(found, found) == 0;
}

bool meet_two(Numbers few, Numbers many) {
  __m256i found = _mm256_setzero_si256();
  for (std::uint32_t i = 0; i < few.count; ++i) {
    found = _mm256_or_si256(found, any_equal(many, moved(few, i, many)));
  }
  return is_any(found);
}

// Without a branch that depends on what is found.
bool meet_three(Numbers few, Numbers many, Numbers more) {
  unsigned found = 0;
  for (std::uint32_t i = 0; i < few.count; ++i) {
    const bool in_many = is_any(any_equal(many, moved(few, i, many)));
    const bool in_more = is_any(any_equal(more, moved(few, i, more)));
    found |= static_cast<unsigned>(in_many) & static_cast<unsigned>(in_more);
  }
  return found != 0;
}

}  // namespace

const Meeting* meeting_of_8() {
  static const Meeting out{meet_two, meet_three, lanes, worth_bits};
  return base::has_avx2() && base::has_popcnt() ? &out : nullptr;
}

}  // namespace dateline::search

#else

namespace dateline::search {

const Meeting* meeting_of_8() {
  return nullptr;
}

}  // namespace dateline::search

#endif
