#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/buffers.h"
#include "search/corpus_term.h"
#include "store/segment/posting_list.h"

/// The inner loops of the matcher, over ascending ordinals of one segment. Their shape is measured:
/// outputs are written whether they are kept or not and counted without a branch, as what depends
/// on the data of each article is mispredicted half of the time; counters are locals, since a store
/// through a pointer might otherwise change them.
namespace dateline::search {

using Ordinals = std::span<const std::uint32_t>;

/// Bits of the articles of one slice.
class SliceBits {
 public:
  SliceBits() : words_(slice_size / 64) {}

  void clear() { words_.assign(words_.size(), 0); }
  void set(std::uint32_t place) { words_[place / 64] |= std::uint64_t{1} << (place % 64); }
  const std::uint64_t* words() const { return words_.data(); }
  std::uint64_t* words() { return words_.data(); }

 private:
  std::vector<std::uint64_t> words_;
};

/// Scores, presence and counts of so many articles at a time: the scores fit the nearest cache.
/// What is in one that was used before is left from there.
struct ScoreWindow {
  static constexpr std::uint32_t size = 8192;
  std::array<float, size> scores{};
  std::array<std::uint64_t, size / 64> present{};
  std::array<std::uint16_t, size> counts{};

  /// Adds a list of ordinals from `base` on, their scores (null: none) times `factor`; with `best`
  /// takes the greatest in place of the sum.
  void add(Ordinals ordinals, const float* list_scores, float factor, std::uint32_t base,
           bool best);
};

/// Keeps of `ordinals` and, where not null, the `scores` beside them what has (or with `invert`,
/// has not) its bit in `words`, the first of which is that of the ordinal `base`, a multiple of 64.
/// Works in place. Gives their number.
std::size_t keep_by_bits(std::uint32_t* ordinals, float* scores, std::size_t count,
                         const std::uint64_t* words, std::uint32_t base, bool invert);

/// Keeps what is in `list`. By merging, or where the list is much longer by galloping: from the
/// last place in steps that double (Bentley and Yao 1976).
std::size_t keep_in_list(std::uint32_t* ordinals, std::size_t count, Ordinals list);

/// `list_bits` writes up to so many, and what is too much leaves anything behind the last.
inline constexpr std::uint32_t listed_at_once = 64;

/// Writes the ordinals of the ones of `words`, counted from `base`; gives their number. `out` has
/// room for `listed_at_once` more, or for every bit.
std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                      std::uint32_t* out);

/// The same on any processor.
std::size_t list_bits_plainly(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                              std::uint32_t* out);

/// The same, into `out`, of which it takes as much as it needs.
Ordinals list_bits(std::span<const std::uint64_t> words, std::uint32_t base,
                   Scratch<std::uint32_t>& out);

/// The bits of `ordinals`, counted from `from`. `present` is memory to work in.
void bits_of(Ordinals ordinals, std::uint32_t from, std::span<std::uint64_t> words,
             std::vector<std::uint8_t>& present);

std::uint64_t count_ones(std::span<const std::uint64_t> words);

/// out[i] = base + places[i].
void widen(std::span<const std::uint16_t> places, std::uint32_t base, std::uint32_t* out);

/// scores[i] += weight * impact of ordinals[i] in the list whose bits these are; nothing for what
/// it does not have. `impacts` has one item more than the list.
void add_by_bits(Ordinals ordinals, float* scores, const store::RankedBits& bits,
                 const float* impacts, float weight);

/// The same for a list of ordinals.
void add_by_list(Ordinals ordinals, float* scores, Ordinals list, const float* impacts,
                 float weight);

/// The first place from `from` on in `list` whose ordinal is not before `wanted`.
std::size_t gallop(Ordinals list, std::size_t from, std::uint32_t wanted);

/// How many of `ordinals` have a score of at least `threshold`; their places go to `places`, which
/// has room for all.
std::size_t places_above(std::span<const float> scores, float threshold, std::uint32_t* places);

/// The greatest of numbers that are not negative; 0 of none.
float greatest_of(std::span<const float> numbers);

/// Whether this machine has the instructions that the loops are compiled for.
bool kernels_run_here();

}  // namespace dateline::search
