#include "corpus/invented_words.h"

#include <algorithm>

namespace bench::corpus {
namespace {

constexpr std::size_t longest = 14;
constexpr std::size_t shortest = 4;

}  // namespace

void InventedWords::learn(std::string_view word) {
  const bool letters =
      std::all_of(word.begin(), word.end(), [](char each) { return each >= 'a' && each <= 'z'; });
  if (!letters || word.size() < shortest || !known_.insert(std::string(word)).second) return;
  std::array<char, 2> before{'^', '^'};
  for (const char each : word) {
    followers_[before] += each;
    before = {before[1], each};
  }
  followers_[before] += '$';
}

std::string InventedWords::spell(Random& random) const {
  std::string word;
  std::array<char, 2> before{'^', '^'};
  while (word.size() < longest) {
    const std::string& followers = followers_.at(before);
    const char next = followers[random.below(followers.size())];
    if (next == '$') break;
    word += next;
    before = {before[1], next};
  }
  return word;
}

std::string InventedWords::make(Random& random) {
  std::string word = spell(random);
  // What few words were learnt can spell may be used up: then letters are put behind.
  for (int tries = 0; word.size() < shortest || !known_.insert(word).second; ++tries) {
    if (tries < 20) {
      word = spell(random);
    } else {
      word += static_cast<char>('a' + random.below(26));
    }
  }
  return word;
}

}  // namespace bench::corpus
