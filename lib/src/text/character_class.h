#pragma once

#include <cstdint>

namespace dateline::text {

/// What a character is to the rules that make tokens of segments.
enum class CharacterClass : std::uint8_t {
  separator,
  letter,
  mark,        ///< combining: part of the letter before
  digit,       ///< decimal, of any script
  apostrophe,  ///< straight, curly, modifier letter, and the accents typed for it
  dot,
  comma,      ///< also the Arabic thousands separator
  ignorable,  ///< may stand inside a word without being seen: soft hyphen, joiners, middle dot
};

CharacterClass character_class(char32_t character);

constexpr bool is_in_word(CharacterClass each) {
  return each == CharacterClass::letter || each == CharacterClass::mark ||
         each == CharacterClass::digit || each == CharacterClass::ignorable;
}

constexpr bool is_ascii_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}
constexpr bool is_ascii_digit(char each) {
  return each >= '0' && each <= '9';
}

/// Letter or digit.
bool is_alphanumeric(char32_t character);
bool is_lower_case(char32_t character);
/// Upper or title case.
bool is_capital(char32_t character);

/// 0 to 9 for a decimal digit of any script, -1 for anything else.
int digit_value(char32_t character);

}  // namespace dateline::text
