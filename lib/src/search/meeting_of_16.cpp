#include "search/meeting.h"

#if defined(__x86_64__) && defined(__AVX512VBMI2__)

#include <immintrin.h>

#include "base/processor.h"

namespace dateline::search {
namespace {

constexpr std::uint32_t lanes = 16;
constexpr std::uint32_t worth_bits = 128;

// Of sixteen numbers at a time, those that equal one; what is behind the last is not looked at.
__mmask16 equal(const Numbers& numbers, std::uint32_t from, __m512i one) {
  const std::uint32_t left = numbers.count - from;
  const auto here = static_cast<__mmask16>(left >= lanes ? 0xFFFFU : (1U << left) - 1);
  const __m512i some = _mm512_maskz_loadu_epi32(here, numbers.items + from);
  return _mm512_mask_cmpeq_epi32_mask(here, some, one);
}

unsigned any_equal(const Numbers& numbers, __m512i one) {
  unsigned out = 0;
  for (std::uint32_t i = 0; i < numbers.count; i += lanes) out |= equal(numbers, i, one);
  return out;
}

// As it would stand in `many`.
__m512i moved(const Numbers& few, std::uint32_t i, const Numbers& many) {
  return _mm512_set1_epi32(static_cast<int>(few.items[i] - few.added + many.added));
}

bool meet_two(Numbers few, Numbers many) {
  unsigned found = 0;
  for (std::uint32_t i = 0; i < few.count; ++i) found |= any_equal(many, moved(few, i, many));
  return found != 0;
}

// Without a branch that depends on what is found.
bool meet_three(Numbers few, Numbers many, Numbers more) {
  unsigned found = 0;
  for (std::uint32_t i = 0; i < few.count; ++i) {
    const unsigned in_many = any_equal(many, moved(few, i, many));
    const unsigned in_more = any_equal(more, moved(few, i, more));
    found |= static_cast<unsigned>(in_many != 0) & static_cast<unsigned>(in_more != 0);
  }
  return found != 0;
}

}  // namespace

const Meeting* meeting_of_16() {
  static const Meeting out{meet_two, meet_three, lanes, worth_bits};
  return base::has_avx512_vbmi2() && base::has_popcnt() ? &out : nullptr;
}

}  // namespace dateline::search

#else

namespace dateline::search {

const Meeting* meeting_of_16() {
  return nullptr;
}

}  // namespace dateline::search

#endif
