#pragma once

#include <set>
#include <string>
#include <vector>

namespace dateline::search {

/// What of a query can be seen in a text. Forms as the analyser gives them.
struct Highlights {
  /// The forms of one wanted word: a token with one of the stems, or with one of the exact words.
  struct Word {
    std::set<std::string, std::less<>> stems;
    std::set<std::string, std::less<>> exact;
    bool operator==(const Word&) const = default;
  };
  std::vector<Word> words;
  /// Runs of exact words, seen only as a whole.
  std::vector<std::vector<std::string>> phrases;

  bool empty() const { return words.empty() && phrases.empty(); }
};

}  // namespace dateline::search
