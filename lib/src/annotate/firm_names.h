#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "annotate/name_features.h"
#include "annotate/phrase_table.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// The firms of an article that are written so that nobody takes them for people: before a ticker
/// ("FORD MOTOR CO <F>") or with their legal form ("Harmon Inc", "Kidder, Peabody and Co").
/// Financial wires name firms like surnames afterwards, and other bodies too: "Franklin" after
/// "Franklin Income Fund".
class FirmNames {
 public:
  /// Reads all texts; they must outlive this.
  explicit FirmNames(std::span<const NameText> texts);

  /// Whether none is written so.
  bool empty() const { return parts_.empty(); }
  /// Whether a firm's name holds this word, or another body's begins with it, by Word::key.
  bool hold(std::string_view key) const { return words_.contains(key); }
  /// Whether words [first, last] stand before a ticker, in the brackets of one or around one.
  static bool has_ticker(const WordList& words, std::size_t first, std::size_t last);
  /// Whether words [first, last] are part of a firm's name there, or, two words at least, begin one
  /// elsewhere: "William Blair" where the article has "William Blair and Co".
  bool is_firm(const WordList& words, std::size_t first, std::size_t last) const;

 private:
  void add_bodies(const WordList& words);
  void add(const WordList& words, std::size_t first, std::size_t last);

  std::unordered_set<const Word*> parts_;
  std::unordered_set<std::string_view> words_;
  std::unordered_set<std::string, StringHash, std::equal_to<>> beginnings_;
};

}  // namespace dateline::annotate
