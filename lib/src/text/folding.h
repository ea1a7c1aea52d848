#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// What the written form of a word holds besides letters and digits that belongs to it.
enum class Written {
  plain,         ///< nothing; apostrophes are dropped: "O'Leary" is oleary
  abbreviation,  ///< dots between letters: "U.S." is u.s
  number,        ///< separators, see normal_number
  symbols,       ///< '&', '+', '#': "AT&T", "C++"
};

struct Spelling {
  std::string word;      ///< Token::word; empty if nothing is left
  std::string accented;  ///< Token::accented
};

/// The exact forms of a word as written. `written` may be any bytes and of any length.
Spelling spell(std::string_view written, Written kind);

/// NFKC and case folding with accents kept, where two spellings of one letter differ in encoding
/// only (Turkish dotted I, Romanian comma and cedilla) made one.
std::string fold_case(std::string_view text);

}  // namespace dateline::text
