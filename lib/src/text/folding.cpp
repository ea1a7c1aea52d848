#include "text/folding.h"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/utf8.h"
#include "dateline/error.h"
#include "text/analyzer.h"
#include "text/character_class.h"
#include "text/numbers.h"

namespace dateline::text {
namespace {

bool is_ascii_alphanumeric(char each) {
  return is_ascii_letter(each) || is_ascii_digit(each);
}

bool is_ascii(std::string_view text) {
  for (const char each : text) {
    if (static_cast<unsigned char>(each) >= 0x80) return false;
  }
  return true;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  if (text.size() <= count) return text;
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) at += base::decode_utf8(text, at).length;
  return text.substr(0, at);
}

bool is_kept(char32_t character, Written kind) {
  switch (character_class(character)) {
    case CharacterClass::letter:
    case CharacterClass::mark:
    case CharacterClass::digit:
      return true;
    case CharacterClass::dot:
      return kind == Written::abbreviation || kind == Written::number;
    default:
      return kind == Written::symbols &&
             (character == '&' || character == '+' || character == '#' || character == 0xFF06 ||
              character == 0xFF0B || character == 0xFF03);
  }
}

// What is kept of the word, digits in ASCII. Wanted before folding, which would make an accent out
// of an apostrophe written as one, and after it, when letters have become letters and signs.
std::string kept(std::string_view text, Written kind) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto [character, length, malformed] = base::decode_utf8(text, at);
    if (character_class(character) == CharacterClass::digit) {
      out += static_cast<char>('0' + digit_value(character));
    } else if (is_kept(character, kind)) {
      out.append(text, at, length);
    }
    at += length;
  }
  return out;
}

std::string bounded(std::string_view word) {
  word = first_characters(word, max_word_characters);
  while (!word.empty() && word.back() == '.') word.remove_suffix(1);
  return std::string(word);
}

bool has_alphanumeric(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const auto [character, length, malformed] = base::decode_utf8(word, at);
    if (is_alphanumeric(character)) return true;
    at += length;
  }
  return false;
}

}  // namespace

std::string fold_case(std::string_view text) {
  if (is_ascii(text)) return base::to_lower_ascii(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc_casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) {
    throw Error(ErrorCode::internal,
                std::string("ICU has no normalisation data: ") + u_errorName(status));
  }
  auto folded = nfkc_casefold->normalize(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status);
  folded.findAndReplace(u"i\u0307", u"i");
  folded.findAndReplace(u"\u0219", u"\u015F");
  folded.findAndReplace(u"\u021B", u"\u0163");
  std::string out;
  folded.toUTF8String(out);
  return out;
}

Spelling spell(std::string_view written, Written kind) {
  if (kind == Written::plain && written.size() <= max_word_characters &&
      std::all_of(written.begin(), written.end(), is_ascii_alphanumeric)) {
    return {base::to_lower_ascii(written), {}};
  }
  // Four times the characters leave room for what is dropped, and bound the work on noise.
  written = first_characters(written, 4 * max_word_characters);
  std::string letters = kept(written, kind);
  if (kind == Written::number) {
    if (auto number = normal_number(written)) letters = std::move(*number);
  }
  Spelling out;
  if (is_ascii(letters)) {
    out.word = bounded(base::to_lower_ascii(letters));
  } else {
    out.word = bounded(kept(base::fold(letters), kind));
    out.accented = bounded(kept(fold_case(letters), kind));
    if (out.accented == out.word) out.accented.clear();
  }
  if (!has_alphanumeric(out.word)) return {};
  return out;
}

}  // namespace dateline::text
