#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/tree.h"

namespace dateline::query {

/// AND, OR, NOT, NEAR, NEAR/5, ADJ, ADJ/3.
struct Operator {
  enum class Kind { conjunction, disjunction, negation, proximity };
  Kind kind;
  unsigned distance = 0;  ///< proximity, as written, cut at `max_near_distance`; 0 means 0
  bool ordered = false;
};

inline constexpr unsigned default_near_distance = 10;
inline constexpr unsigned max_near_distance = 10000;

/// The operator that `text` is when it stands alone between spaces.
std::optional<Operator> operator_of(std::string_view text);

enum class CapitalRule { on, off };

/// The word that `text`, a run without space, holds: punctuation off both ends, save what may
/// belong to the word there (U.S., C++, C#). Nothing where it has neither letter nor digit.
std::optional<Word> make_word(std::string_view text, CapitalRule capitals);

/// The pattern that `text` holds; nothing unless it begins with a letter or digit, has three of
/// them or more, and a wildcard that is not a trailing question mark.
std::optional<Wildcard> make_wildcard(std::string_view text);

/// The phrase between quotes; nothing where it has neither letter nor digit.
std::optional<Phrase> make_phrase(std::string_view text);

/// Whether `text` is written in capitals throughout, as old wire stories and angry people do: five
/// words or more, no letter that is not a capital, at least two words side by side. Parentheses
/// show that it is an expression all the same, as does an operator between every two words
/// (`NATO OR EU OR UN`).
bool is_shouted(std::string_view text);

/// `text` as a bag of words: what the analyser takes for several (non-proliferation, example.com)
/// is cut here, so that no phrase is implied; O'Neill, U.S., AT&T and 1,000 stay whole.
NodePtr plain_words(std::string_view text);

}  // namespace dateline::query
