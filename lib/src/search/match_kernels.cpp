#include "search/match_kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

#include "base/processor.h"
#include "search/wide_kernels.h"

namespace dateline::search {
namespace {

// Below this ratio of lengths a merge is faster than galloping.
constexpr std::size_t merge_ratio = 8;

template <bool has_scores>
std::size_t keep_bits(std::uint32_t* ordinals, float* scores, std::size_t count,
                      const std::uint64_t* words, std::uint32_t base, std::uint64_t flip) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t ordinal = ordinals[i];
    const std::uint32_t place = ordinal - base;
    ordinals[kept] = ordinal;
    if constexpr (has_scores) scores[kept] = scores[i];
    kept += ((words[place / 64] >> (place % 64)) ^ flip) & 1U;
  }
  return kept;
}

std::size_t keep_merged(std::uint32_t* ordinals, std::size_t count, Ordinals list) {
  std::size_t kept = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count && at < list.size(); ++i) {
    const std::uint32_t ordinal = ordinals[i];
    while (at < list.size() && list[at] < ordinal) ++at;
    ordinals[kept] = ordinal;
    kept += at < list.size() && list[at] == ordinal ? 1 : 0;
  }
  return kept;
}

}  // namespace

std::size_t keep_by_bits(std::uint32_t* ordinals, float* scores, std::size_t count,
                         const std::uint64_t* words, std::uint32_t base, bool invert) {
  const std::uint64_t flip = invert ? 1 : 0;
  return scores == nullptr ? keep_bits<false>(ordinals, scores, count, words, base, flip)
                           : keep_bits<true>(ordinals, scores, count, words, base, flip);
}

std::size_t gallop(Ordinals list, std::size_t from, std::uint32_t wanted) {
  std::size_t step = 1;
  std::size_t low = from;
  std::size_t high = from;
  while (high < list.size() && list[high] < wanted) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = std::min(high, list.size());
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (list[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::size_t keep_in_list(std::uint32_t* ordinals, std::size_t count, Ordinals list) {
  if (list.size() < merge_ratio * count) return keep_merged(ordinals, count, list);
  std::size_t kept = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t ordinal = ordinals[i];
    at = gallop(list, at, ordinal);
    if (at == list.size()) break;
    ordinals[kept] = ordinal;
    kept += list[at] == ordinal ? 1 : 0;
  }
  return kept;
}

// Most words have few ones. Six are written whether they are there or not, as to foresee how many
// there are fails too often.
std::size_t list_bits_plainly(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                              std::uint32_t* out) {
  constexpr std::uint32_t at_once = 6;
  constexpr std::uint64_t never_zero = std::uint64_t{1} << 63U;  // or counting needs a branch
  const std::uint32_t* begin = out;
  for (std::size_t i = 0; i < count; ++i, base += 64) {
    std::uint64_t word = words[i];
    std::uint32_t* const end = out + std::popcount(word);
    for (std::uint32_t j = 0; j < at_once; ++j, word &= word - 1) {
      out[j] = base + static_cast<std::uint32_t>(std::countr_zero(word | never_zero));
    }
    for (out += at_once; word != 0; word &= word - 1) {
      *out++ = base + static_cast<std::uint32_t>(std::countr_zero(word));
    }
    out = end;
  }
  return static_cast<std::size_t>(out - begin);
}

std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                      std::uint32_t* out) {
  static const wide::ListBits best = [] {
    if (const wide::ListBits of_16 = wide::list_bits_of_16()) return of_16;
    const wide::ListBits of_8 = wide::list_bits_of_8();
    return of_8 != nullptr ? of_8 : wide::ListBits{list_bits_plainly};
  }();
  return best(words, count, base, out);
}

Ordinals list_bits(std::span<const std::uint64_t> words, std::uint32_t base,
                   Scratch<std::uint32_t>& out) {
  out.resize(words.size() * 64);  // more than listed_at_once, whatever a word has
  out.resize(list_bits(words.data(), words.size(), base, out.data()));
  return out;
}

// A byte for each article: a bit would have to wait until its neighbour is set.
void bits_of(Ordinals ordinals, std::uint32_t from, std::span<std::uint64_t> words,
             std::vector<std::uint8_t>& present) {
  present.assign(words.size() * 64, 0);
  for (const std::uint32_t each : ordinals) present[each - from] = 1;
  const std::uint8_t* at = present.data();
  for (std::uint64_t& word : words) {
    word = 0;
    for (unsigned shift = 0; shift < 64; shift += 8, at += 8) {
      // The product brings the lowest bits of eight bytes together in the highest byte.
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, at, sizeof bytes);
      word |= (bytes * 0x0102040810204080U >> 56U) << shift;
    }
  }
}

std::uint64_t count_ones(std::span<const std::uint64_t> words) {
  std::uint64_t out = 0;
  for (const std::uint64_t each : words) out += static_cast<unsigned>(std::popcount(each));
  return out;
}

void widen(std::span<const std::uint16_t> places, std::uint32_t base, std::uint32_t* out) {
  for (std::size_t i = 0; i < places.size(); ++i) out[i] = base + places[i];
}

void add_by_bits(Ordinals ordinals, float* scores, const store::RankedBits& bits,
                 const float* impacts, float weight) {
  for (std::size_t i = 0; i < ordinals.size(); ++i) {
    const std::uint32_t ordinal = ordinals[i];
    const float has = bits.test(ordinal) ? weight : 0.0F;
    scores[i] += has * impacts[bits.rank(ordinal)];
  }
}

void add_by_list(Ordinals ordinals, float* scores, Ordinals list, const float* impacts,
                 float weight) {
  std::size_t at = 0;
  if (list.size() < merge_ratio * ordinals.size()) {
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      while (at < list.size() && list[at] < ordinals[i]) ++at;
      if (at == list.size()) return;
      const float has = list[at] == ordinals[i] ? weight : 0.0F;
      scores[i] += has * impacts[at];
    }
    return;
  }
  for (std::size_t i = 0; i < ordinals.size(); ++i) {
    at = gallop(list, at, ordinals[i]);
    if (at == list.size()) return;
    if (list[at] == ordinals[i]) scores[i] += weight * impacts[at];
  }
}

namespace {

template <class Combine>
void combine_scores(ScoreWindow& window, Ordinals ordinals, const float* list_scores,
                    std::uint32_t base, const Combine& combine) {
  float* const sums = window.scores.data();
  std::uint64_t* const bits = window.present.data();
  const std::size_t count = ordinals.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t place = ordinals[i] - base;
    bits[place / 64] |= std::uint64_t{1} << (place % 64);
    sums[place] = combine(sums[place], list_scores[i]);
  }
}

}  // namespace

void ScoreWindow::add(Ordinals ordinals, const float* list_scores, float factor, std::uint32_t base,
                      bool best) {
  if (list_scores == nullptr) {
    for (const std::uint32_t ordinal : ordinals) {
      present[(ordinal - base) / 64] |= std::uint64_t{1} << ((ordinal - base) % 64);
    }
  } else if (best) {
    combine_scores(*this, ordinals, list_scores, base,
                   [factor](float sum, float score) { return std::max(sum, factor * score); });
  } else {
    combine_scores(*this, ordinals, list_scores, base,
                   [factor](float sum, float score) { return sum + factor * score; });
  }
}

namespace {

using Four = float __attribute__((vector_size(16)));
Four four_at(const float* at) {
  Four out;
  std::memcpy(&out, at, sizeof out);
  return out;
}

using FourBits = std::int32_t __attribute__((vector_size(16)));

// The sign of each of four as a bit.
unsigned signs_of(const FourBits& four) {
#ifdef __SSE2__
  return static_cast<unsigned>(_mm_movemask_ps(reinterpret_cast<__m128>(four)));
#else
  unsigned out = 0;
  for (unsigned i = 0; i < 4; ++i) out |= (four[i] < 0 ? 1U : 0U) << i;
  return out;
#endif
}

// A bit for each of 32 scores that is. Mostly there is none, which one look at all tells.
std::uint32_t bits_above(const float* scores, const Four& limit) {
  std::array<FourBits, 8> above;
  for (std::size_t i = 0; i < above.size(); ++i) above[i] = four_at(scores + 4 * i) >= limit;
  FourBits any = above[0];
  for (std::size_t i = 1; i < above.size(); ++i) any |= above[i];
  if (signs_of(any) == 0) return 0;
  std::uint32_t out = 0;
  for (unsigned i = 0; i < above.size(); ++i) out |= signs_of(above[i]) << 4 * i;
  return out;
}

}  // namespace

// Compared 32 at a time, into bits that are then gone through: a branch for each that is above,
// none that depends on where it is.
std::size_t places_above(std::span<const float> scores, float threshold, std::uint32_t* places) {
  constexpr std::size_t at_once = 32;
  const std::size_t count = scores.size();
  const Four limit{threshold, threshold, threshold, threshold};
  std::size_t found = 0;
  const auto note = [&](std::size_t begin, std::uint32_t above) {
    for (; above != 0; above &= above - 1) {
      places[found++] = static_cast<std::uint32_t>(begin + std::countr_zero(above));
    }
  };
  std::size_t i = 0;
  for (; i + at_once <= count; i += at_once) {
    note(i, bits_above(&scores[i], limit));
  }
  std::uint32_t above = 0;
  for (std::size_t j = i; j < count; ++j) above |= (scores[j] >= threshold ? 1U : 0U) << (j - i);
  note(i, above);
  return found;
}

// Four lanes: in one each comparison would wait for the one before. The last four are looked at
// together whether some of them have been seen or not.
float greatest_of(std::span<const float> numbers) {
  const std::size_t count = numbers.size();
  if (count < 4) {
    float out = 0;
    for (const float each : numbers) out = std::max(out, each);
    return out;
  }
  Four most = four_at(numbers.data() + count - 4);
  for (std::size_t i = 0; i + 4 < count; i += 4) {
    const Four next = four_at(numbers.data() + i);
    most = most > next ? most : next;
  }
  return std::max(std::max(most[0], most[1]), std::max(most[2], most[3]));
}

bool kernels_run_here() {
#if defined(__x86_64__) && defined(__POPCNT__)
  return base::has_popcnt();
#else
  return true;
#endif
}

}  // namespace dateline::search
