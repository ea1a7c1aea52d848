#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/key_index.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// Lets maps keyed by std::string be asked with a string_view.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

/// Phrases of one or more words, found in a text by longest match. Words are compared by key; every
/// word that is written with a capital in the phrase must have one in the text; a phrase of one
/// word in capitals
/// ("UAE") must stand in capitals. Between the words of a phrase stand spaces or hyphens.
///
/// Immutable once filled; then any number of threads may ask it.
class PhraseTable {
 public:
  /// The number of the phrase, from 0 in order of adding; the same for phrases with the same words.
  std::size_t add(std::string_view phrase);
  std::size_t size() const { return phrases_.size(); }
  /// The keys of a phrase's words, joined by spaces.
  std::string_view key(std::size_t phrase) const { return phrases_[phrase].key; }

  struct Match {
    std::size_t phrase = 0;
    std::size_t words = 0;  ///< how many, 0: no phrase begins here
  };
  /// The longest phrase that begins at word `at`, among those with a number below `limit`.
  Match longest_at(const WordList& words, std::size_t at,
                   std::size_t limit = static_cast<std::size_t>(-1)) const;
  /// The phrase of exactly these keys, joined by spaces; size() if there is none.
  std::size_t find(std::string_view key) const;

 private:
  struct Phrase {
    std::string key;
    std::uint32_t capitals = 0;  // a bit for each of the first 32 words
    bool upper = false;
  };
  struct Entry {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t phrase = none;
    bool goes_on = false;  // longer phrases begin with these words
  };
  bool fits(const Phrase& phrase, const WordList& words, std::size_t at, std::size_t count) const;

  Entry& entry(std::string_view key);

  std::vector<Phrase> phrases_;
  KeyIndex keys_;
  std::vector<Entry> entries_;  // by number of key
};

}  // namespace dateline::annotate
