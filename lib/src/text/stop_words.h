#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// The words of one language that say little alone, from lib/data/stopwords.tsv. Made for every
/// program that looks at one word: what the list has in the right form already is not copied.
class StopWords {
 public:
  /// `code` is an ISO 639-1 code; a language without a list has no stop words.
  explicit StopWords(std::string_view code);
  StopWords(StopWords&&) noexcept = default;
  StopWords& operator=(StopWords&&) noexcept = default;

  /// Whether a token is one. A word written without its accents is one too, a word with accents
  /// only if the list has it so: French "a" and "à" are, "été" (summer) is not.
  bool contains(std::string_view word, std::string_view accented) const;

  /// All, case-folded and without accents, in ascending order.
  std::span<const std::string_view> folded() const { return folded_; }

 private:
  void add(std::string_view word);

  std::vector<std::string_view> accented_;  ///< case-folded, in ascending order
  std::vector<std::string_view> folded_;
  std::deque<std::string> made_;  ///< forms that the list does not have
};

}  // namespace dateline::text
