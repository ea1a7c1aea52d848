#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace dateline::base {
namespace {

bool is_folded_script(UChar32 letter) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(letter, &status);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

// Letters that no decomposition leads to a plain one, but people type so.
std::u16string_view plain_letters(UChar32 letter) {
  switch (letter) {
    case 0x00E6:
      return u"ae";
    case 0x00F0:
      return u"d";  // eth
    case 0x00F8:
      return u"o";  // o with stroke
    case 0x00FE:
      return u"th";  // thorn
    case 0x0111:
      return u"d";
    case 0x0127:
      return u"h";
    case 0x0131:
      return u"i";  // dotless i
    case 0x0142:
      return u"l";
    case 0x014B:
      return u"n";  // eng
    case 0x0153:
      return u"oe";
    case 0x0167:
      return u"t";
    default:
      return {};
  }
}

// Marks off Latin and Greek letters; other scripts' marks are part of their letters, save that yo
// is commonly written ye.
icu::UnicodeString without_accents(const icu::UnicodeString& decomposed) {
  icu::UnicodeString out;
  UChar32 base = 0;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 each = decomposed.char32At(i);
    const bool mark = u_getCombiningClass(each) != 0;
    if (!mark) base = each;
    const bool yo = base == 0x435 && each == 0x308;
    if (mark && (yo || is_folded_script(base))) continue;
    if (const auto plain = plain_letters(each); !plain.empty()) {
      out.append(plain.data(), static_cast<int32_t>(plain.size()));
    } else {
      out.append(each);
    }
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char each) { return static_cast<unsigned char>(each) < 0x80; });
}

// What a character's first byte tells: how many bytes follow and, narrower than for the others,
// between what the first of them must lie.
struct Lead {
  unsigned trailing = 0;
  unsigned bits = 0;
  unsigned least = 0x80;
  unsigned greatest = 0xBF;
};

Lead lead(unsigned byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, byte & 0x1FU};
  if (byte >= 0xE0 && byte <= 0xEF) {
    return {2, byte & 0x0FU, byte == 0xE0 ? 0xA0U : 0x80U, byte == 0xED ? 0x9FU : 0xBFU};
  }
  if (byte >= 0xF0 && byte <= 0xF4) {
    return {3, byte & 0x07U, byte == 0xF0 ? 0x90U : 0x80U, byte == 0xF4 ? 0x8FU : 0xBFU};
  }
  return {};
}

}  // namespace

DecodedCharacter decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [text](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  if (byte(at) < 0x80) return {byte(at), 1, false};
  auto [trailing, bits, least, greatest] = lead(byte(at));
  std::size_t length = 1;
  while (trailing > 0 && at + length < text.size() && byte(at + length) >= least &&
         byte(at + length) <= greatest) {
    bits = (bits << 6U) | (byte(at + length) & 0x3FU);
    least = 0x80;
    greatest = 0xBF;
    ++length;
    --trailing;
  }
  if (trailing > 0 || length == 1) return {0xFFFD, length, true};
  return {bits, length, false};
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    // ASCII, which is most of it, by eight bytes.
    std::uint64_t eight = 0;
    if (text.size() - at >= sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const DecodedCharacter each = decode_utf8(text, at);
    if (each.malformed) return false;
    at += each.length;
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
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter each = decode_utf8(text, at);
    if (each.malformed) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text, at, each.length);
    }
    at += each.length;
  }
  return out;
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) return to_lower_ascii(text);
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

namespace {

// As slug, of ASCII alone.
std::string ascii_slug(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  bool gap = false;
  for (const char each : text) {
    const char small = each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) {
      // Each hyphen stands for a character at least, before this one.
      if (gap && size > 0) out[size++] = '-';
      gap = false;
      out[size++] = small;
    } else if (small != '\'' && small != '.') {
      gap = true;
    }
  }
  out.resize(size);
  return out;
}

}  // namespace

std::string slug(std::string_view text) {
  if (is_ascii(text)) return ascii_slug(text);
  const std::string folded = fold(text);
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < folded.size();) {
    const auto [character, length, malformed] = decode_utf8(folded, at);
    const std::string_view written = std::string_view(folded).substr(at, length);
    at += length;
    if (character == '\'' || character == 0x2019 || character == '.') continue;
    const auto point = static_cast<UChar32>(character);
    if (malformed || (!u_isalnum(point) && u_getCombiningClass(point) == 0)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += '-';
    gap = false;
    out += written;
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
