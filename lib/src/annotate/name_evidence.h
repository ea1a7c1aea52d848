#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "annotate/name_word.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// What one article as a whole says of a word, found by its key.
struct WordEvidence {
  using Flags = std::uint32_t;
  static constexpr Flags capital = 1U << 0;      ///< with a capital inside a sentence
  static constexpr Flags lower = 1U << 1;        ///< without
  static constexpr Flags after_given = 1U << 2;  ///< behind a known given name
  static constexpr Flags after_initial = 1U << 3;
  static constexpr Flags after_title = 1U << 4;
  static constexpr Flags after_role = 1U << 5;        ///< "analyst Makarenko"
  static constexpr Flags speaks = 1U << 6;            ///< beside "said"
  static constexpr Flags after_place_word = 1U << 7;  ///< behind "in", "at", "from"
  static constexpr Flags after_the = 1U << 8;
  static constexpr Flags before_surname = 1U << 9;
  static constexpr Flags with_organisation = 1U << 10;  ///< the run ends in a body's word
  static constexpr Flags ends_run = 1U << 11;           ///< last of several capitalised words
  static constexpr Flags begins_run = 1U << 12;         ///< first of several
  static constexpr Flags alone = 1U << 13;              ///< the only capitalised word of its run
  static constexpr Flags place = 1U << 14;              ///< of a phrase of the country gazetteer
  static constexpr Flags ticker = 1U << 15;             ///< before "<"
  static constexpr Flags upper = 1U << 16;              ///< in capitals among other words
  static constexpr std::size_t flag_count = 17;

  Flags flags = 0;
  /// The longest run of capitalised words with it: length, its place in it, what is known of the
  /// first and the last word.
  std::uint64_t longest_run = 0;
  std::size_t run_length = 0;
  /// Where it stands; the first few places only.
  struct Place {
    std::uint32_t text = 0;
    std::uint32_t word = 0;
  };
  static constexpr std::size_t most_places = 6;
  std::array<Place, most_places> first_places{};
  std::size_t place_count = 0;
  std::span<const Place> places() const { return {first_places.data(), place_count}; }
};

/// The evidence of all capitalised words of an article, shouting left out where it tells nothing.
class NameEvidence {
 public:
  struct Text {
    const WordList* words = nullptr;
    std::span<const NameWord> facts;
  };
  explicit NameEvidence(std::span<const Text> texts);

  /// Nothing for a word that stands nowhere with a capital.
  const WordEvidence* find(std::uint64_t key) const {
    const std::uint32_t entry = slots_[slot_of(key)];
    return entry == 0 ? nullptr : &entries_[entry - 1].evidence;
  }

 private:
  void read_runs(std::uint32_t index, const Text& text);
  void read_run(std::uint32_t index, const Text& text, std::size_t first, std::size_t last);
  void read_lower(const Text& text);

  struct Entry {
    std::uint64_t key = 0;
    WordEvidence evidence;
  };
  // Keys are hashes already.
  std::size_t slot_of(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = key & mask;
    while (slots_[slot] != 0 && entries_[slots_[slot] - 1].key != key) slot = (slot + 1) & mask;
    return slot;
  }
  WordEvidence& of(std::uint64_t key);

  std::vector<std::uint32_t>
      slots_;  // the entry's number plus 1; a power of two, at most half full
  std::vector<Entry> entries_;
};

}  // namespace dateline::annotate
