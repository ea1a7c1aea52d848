#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::search {

/// Characters of valid UTF-8 text.
std::u32string characters(std::string_view text);

/// How many insertions, deletions, replacements or swaps of neighbours turn `a` into `b` (optimal
/// string alignment), or `limit` + 1 if it takes more than `limit`. O(length * limit).
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

/// How far many words are from one: `edit_distance` for word lists, which are long. Allocates
/// nothing for a word. O(length of the word) for a wanted word of at most 64 characters.
///
/// A column of the table of distances is kept as bits, +1 and -1 from row to row, and goes to the
/// next in a dozen operations (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and
/// Damerau edit distances").
class WordDistance {
 public:
  WordDistance(std::string_view wanted, std::size_t limit);

  /// Edits from the wanted word to `word` (valid UTF-8), or `limit` + 1 if it takes more.
  std::size_t to(std::string_view word) const;
  std::size_t limit() const { return limit_; }

 private:
  /// The places of a character in the wanted word, the first as the lowest bit.
  std::uint64_t places(char32_t character) const;

  std::u32string wanted_;
  std::size_t limit_;
  std::array<std::uint64_t, 0x80> ascii_places_{};
  std::vector<std::pair<char32_t, std::uint64_t>> other_places_;
};

/// Whether `text` is of the form `pattern`: * any run of characters, ? exactly one.
bool matches_pattern(std::u32string_view text, std::u32string_view pattern);

}  // namespace dateline::search
