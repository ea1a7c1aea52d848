#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "annotate/country_gazetteer.h"
#include "annotate/name_lexicon.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// How a word is written, for what names are told by.
enum class WordShape : std::uint8_t {
  lower,
  capital,  ///< "Rice"
  upper,    ///< "NATO" among words that are not in capitals
  letter,   ///< "A"
  initial,  ///< "A.", "J.F.", "U.S."
  mixed,    ///< "McNamara", "O'Neill", "eBay"
  shouted,  ///< a word of a passage in capitals
  shouted_letter,
  number,
  with_digits,  ///< "F16"
};

/// What is known of a word without its article.
struct NameWord {
  std::uint64_t key = 0;  ///< hash of Word::key, digits as zeros
  std::uint32_t gap = 0;  ///< hash of the signs before the word, white space left out
  WordTraits traits = 0;
  WordShape shape = WordShape::lower;
  std::uint8_t place = 0;  ///< 0, or the kind of place whose name it is in, begun or gone on with
  bool begins_sentence = false;
};

/// Marks a word of a phrase that looks like a person's name and is none.
inline constexpr std::uint8_t place_lookalike = 0x40;

/// The facts of every word of a text. Linear.
std::vector<NameWord> name_words(const WordList& words, const CountryGazetteer& gazetteer,
                                 const NameLexicon& lexicon);

}  // namespace dateline::annotate
