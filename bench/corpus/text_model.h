#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/random.h"

namespace bench::corpus {

/// A word as it stands between spaces: "(Chrysler", "mln,".
struct Token {
  std::string text;
  std::uint32_t count = 0;
  /// Where the word itself lies in `text` if it is of letters only, so that another can stand in
  /// its place; empty if it is not.
  std::size_t word_from = 0;
  std::size_t word_size = 0;
};

/// Texts like those learnt: each token follows the two before it as it does somewhere there, or
/// sometimes the one before it alone. Sentences keep to the subject of the text where they can.
///
/// The model is the learnt text itself, sorted by what stands before each place; nothing is counted
/// beforehand, and a step costs a few random reads whatever was learnt.
class TextModel {
 public:
  using Place = std::uint32_t;

  /// `subject` is any number that tells texts apart by what they are about. The tokens of `text`.
  std::size_t learn(std::string_view text, std::uint32_t subject);
  /// To be called once, after the last `learn`. Throws std::invalid_argument if nothing was learnt.
  void prepare();

  const std::vector<Token>& tokens() const { return tokens_; }
  /// Places are numbers from 0.
  Place places() const { return static_cast<Place>(text_.size()); }
  const Token& token(Place place) const { return tokens_[text_[place]]; }

  bool knows(std::uint32_t subject) const { return sentences_.count(subject) != 0; }

  /// Where a sentence about the subject begins; the model knows it.
  Place sentence(std::uint32_t subject, Random& random) const;
  /// The place that follows one inside a sentence.
  Place next(Place place, std::uint32_t subject, Random& random) const;
  bool end_of_sentence(Place place) const { return text_[place] == boundary; }

 private:
  static constexpr std::uint32_t boundary = 0;  ///< the token between sentences

  std::uint32_t number(std::string_view token);
  void append(std::uint32_t token, std::uint32_t subject);

  std::vector<Token> tokens_{Token{}};
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::uint32_t> text_{boundary};
  std::vector<std::uint32_t> subjects_{0};
  std::unordered_map<std::uint32_t, std::vector<Place>> sentences_;
  /// All places, by their token, then by the token before them.
  std::vector<Place> sorted_;
  std::vector<std::uint32_t> token_begin_;  ///< of each token, in `sorted_`
  std::vector<std::uint32_t> pair_begin_;   ///< of the pair that ends at each place, in `sorted_`
  std::vector<std::uint32_t> pair_end_;
};

}  // namespace bench::corpus
