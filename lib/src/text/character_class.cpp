#include "text/character_class.h"

#include <array>

#include <unicode/uchar.h>

namespace dateline::text {
namespace {

constexpr char32_t arabic_decimal_separator = 0x066B;
constexpr char32_t arabic_thousands_separator = 0x066C;

UChar32 code_point(char32_t character) {
  return static_cast<UChar32>(character);
}

// Full-width ASCII is ASCII to the rules; folding makes it so in the words.
char32_t half_width(char32_t character) {
  return character >= 0xFF01 && character <= 0xFF5E ? character - 0xFEE0 : character;
}

// Written inside words without being part of their spelling. The modifier letters stand for hamza
// and ayn in romanised Arabic ("Qurʾān").
bool is_unseen(char32_t character) {
  switch (character) {
    case '"':     // between Hebrew letters, the only place where a segment holds one
    case 0x00B7:  // Catalan l·l
    case 0x0387:
    case 0x2027:
    case 0x05F3:  // Hebrew geresh and gershayim
    case 0x05F4:
    case 0x0640:  // Arabic tatweel
      return true;
    default:
      return (character >= 0x02B9 && character <= 0x02BF) ||
             u_hasBinaryProperty(code_point(character), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
  }
}

CharacterClass class_by_property(char32_t character) {
  switch (u_charType(code_point(character))) {
    case U_DECIMAL_DIGIT_NUMBER:
      return CharacterClass::digit;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
      return CharacterClass::mark;
    default:
      return u_isUAlphabetic(code_point(character)) != 0 ? CharacterClass::letter
                                                         : CharacterClass::separator;
  }
}

CharacterClass classify(char32_t character) {
  switch (half_width(character)) {
    case '\'':
    case '`':
    case 0x00B4:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201B:
      return CharacterClass::apostrophe;
    case '.':
    case 0x2024:
    case arabic_decimal_separator:
      return CharacterClass::dot;
    case ',':
    case arabic_thousands_separator:
      return CharacterClass::comma;
    default:
      break;
  }
  return is_unseen(character) ? CharacterClass::ignorable : class_by_property(character);
}

}  // namespace

CharacterClass character_class(char32_t character) {
  static const auto ascii = [] {
    std::array<CharacterClass, 128> table{};
    for (std::size_t each = 0; each < table.size(); ++each) {
      table[each] = classify(static_cast<char32_t>(each));
    }
    return table;
  }();
  return character < ascii.size() ? ascii[character] : classify(character);
}

bool is_alphanumeric(char32_t character) {
  const CharacterClass each = character_class(character);
  return each == CharacterClass::letter || each == CharacterClass::digit;
}

bool is_lower_case(char32_t character) {
  return u_isULowercase(code_point(character)) != 0;
}

bool is_capital(char32_t character) {
  return u_isUUppercase(code_point(character)) != 0 || u_istitle(code_point(character)) != 0;
}

int digit_value(char32_t character) {
  return u_charDigitValue(code_point(character));
}

}  // namespace dateline::text
