#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "corpus/random.h"

namespace bench::corpus {

/// Makes words that look like those learnt: each letter follows the two before it as often as it
/// does there. No learnt word comes out, and none twice.
class InventedWords {
 public:
  /// Takes in one word of small letters a to z; others are ignored.
  void learn(std::string_view word);
  bool empty() const { return followers_.empty(); }
  /// A new word of 4 letters or more. Something must have been learnt.
  std::string make(Random& random);

 private:
  std::string spell(Random& random) const;

  std::map<std::array<char, 2>, std::string> followers_;  ///< '^' before the word, '$' after it
  std::unordered_set<std::string> known_;
};

}  // namespace bench::corpus
