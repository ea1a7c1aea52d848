#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace dateline::text {

/// The words of one language that say little alone, from lib/data/stopwords.tsv.
class StopWords {
 public:
  /// `code` is an ISO 639-1 code; a language without a list has no stop words.
  explicit StopWords(std::string_view code);

  /// Whether a token is one. A word written without its accents is one too, a word with accents
  /// only if the list has it so: French "a" and "à" are, "été" (summer) is not.
  bool contains(const std::string& word, const std::string& accented) const;

  /// All, case-folded and without accents.
  const std::unordered_set<std::string>& folded() const { return folded_; }

 private:
  std::unordered_set<std::string> accented_;
  std::unordered_set<std::string> folded_;
};

}  // namespace dateline::text
