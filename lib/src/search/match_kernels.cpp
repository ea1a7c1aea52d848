#include "search/match_kernels.h"

#include <algorithm>
#include <bit>

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

std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                      std::uint32_t* out) {
  const std::uint32_t* begin = out;
  for (std::size_t i = 0; i < count; ++i, base += 64) {
    for (std::uint64_t word = words[i]; word != 0; word &= word - 1) {
      *out++ = base + static_cast<std::uint32_t>(std::countr_zero(word));
    }
  }
  return static_cast<std::size_t>(out - begin);
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

// Most are below: four at a time are looked at together.
std::size_t places_above(std::span<const float> scores, float threshold, std::uint32_t* places) {
  std::size_t found = 0;
  std::size_t i = 0;
  for (; i + 4 <= scores.size(); i += 4) {
    const bool any = (scores[i] >= threshold) | (scores[i + 1] >= threshold) |
                     (scores[i + 2] >= threshold) | (scores[i + 3] >= threshold);
    if (!any) continue;
    for (std::size_t j = i; j < i + 4; ++j) {
      places[found] = static_cast<std::uint32_t>(j);
      found += scores[j] >= threshold ? 1 : 0;
    }
  }
  for (; i < scores.size(); ++i) {
    places[found] = static_cast<std::uint32_t>(i);
    found += scores[i] >= threshold ? 1 : 0;
  }
  return found;
}

bool kernels_run_here() {
#if defined(__x86_64__) && defined(__POPCNT__)
  return __builtin_cpu_supports("popcnt") != 0;
#else
  return true;
#endif
}

}  // namespace dateline::search
