#include "base/utf8.h"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace dateline::base {
namespace {

bool is_folded_script(UChar32 letter) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(letter, &status);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

// Marks off Latin and Greek letters; other scripts' marks are part of their letters, save that yo is
// commonly written ye.
icu::UnicodeString without_accents(const icu::UnicodeString& decomposed) {
  icu::UnicodeString out;
  UChar32 base = 0;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 each = decomposed.char32At(i);
    const bool mark = u_getCombiningClass(each) != 0;
    if (!mark) base = each;
    const bool yo = base == 0x435 && each == 0x308;
    if (mark && (yo || is_folded_script(base))) continue;
    out.append(each);
  }
  return out;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  int32_t at = 0;
  const auto length = static_cast<int32_t>(text.size());
  while (at < length) {
    UChar32 each = 0;
    U8_NEXT(text.data(), at, length, each);
    if (each < 0) return false;
  }
  return true;
}

std::string_view cut_at_character(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t begin = 0;
  // ICU's macros count in int32_t; texts beyond 2 GiB never get here (readers cap a record).
  int32_t at = 0;
  const auto length = static_cast<int32_t>(text.size());
  while (at < length) {
    const int32_t before = at;
    UChar32 each = 0;
    U8_NEXT(text.data(), at, length, each);
    if (each >= 0) continue;
    out.append(text, begin, static_cast<std::size_t>(before) - begin);
    out += "\xEF\xBF\xBD";
    begin = static_cast<std::size_t>(at);
  }
  out.append(text, begin);
  return out;
}

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc_casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return to_lower_ascii(text);
  const auto folded = nfkc_casefold->normalize(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status);
  const auto plain = nfc->normalize(without_accents(nfd->normalize(folded, status)), status);
  std::string out;
  plain.toUTF8String(out);
  return out;
}

std::string slug(std::string_view text) {
  const std::string folded = fold(text);
  std::string out;
  bool gap = false;
  int32_t at = 0;
  const auto length = static_cast<int32_t>(folded.size());
  while (at < length) {
    const int32_t before = at;
    UChar32 each = 0;
    U8_NEXT(folded.data(), at, length, each);
    if (each == '\'' || each == 0x2019 || each == '.') continue;
    if (each < 0 || (!u_isalnum(each) && u_getCombiningClass(each) == 0)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += '-';
    gap = false;
    out.append(folded, static_cast<std::size_t>(before), static_cast<std::size_t>(at - before));
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char each) {
    return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
  });
  return out;
}

}  // namespace dateline::base
