#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <unordered_set>

#include "annotate/name_features.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// The firms of an article that are written so that nobody takes them for people: before a ticker
/// ("FORD MOTOR CO <F>") or with their legal form ("Harmon Inc"). Financial wires name firms like
/// surnames afterwards.
class FirmNames {
 public:
  /// Reads all texts; they must outlive this.
  explicit FirmNames(std::span<const NameText> texts);

  /// Whether a firm's name begins with this word, by Word::key.
  bool begin_with(std::string_view key) const { return first_words_.contains(key); }
  /// Whether words [first, last] stand before a ticker, or in the brackets of one.
  static bool has_ticker(const WordList& words, std::size_t first, std::size_t last);

 private:
  std::unordered_set<std::string_view> first_words_;
};

}  // namespace dateline::annotate
