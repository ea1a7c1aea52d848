#include "query/characters.h"

#include <algorithm>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::query {
namespace {

UChar32 icu(char32_t code) {
  return static_cast<UChar32>(code);
}

constexpr std::uint32_t ascii_category(char code) {
  if (code >= 'a' && code <= 'z') return U_GC_LL_MASK;
  if (code >= 'A' && code <= 'Z') return U_GC_LU_MASK;
  if (code >= '0' && code <= '9') return U_GC_ND_MASK;
  return 0;
}

// Most queries have no other characters, and need not wait for the tables of ICU. Letters, numbers
// and marks alone are asked for.
std::uint32_t category(char32_t code) {
  return code < 0x80 ? ascii_category(static_cast<char>(code)) : U_GET_GC_MASK(icu(code));
}

template <class Predicate>
bool any_character(std::string_view text, Predicate predicate) {
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    if (predicate(each.code)) return true;
    at += each.bytes;
  }
  return false;
}

enum class QuoteFamily { none, straight, curly, angular };

QuoteFamily quote_family(char32_t code) {
  switch (code) {
    case U'"':
      return QuoteFamily::straight;
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
    case U'\uFF02':
      return QuoteFamily::curly;
    case U'\u00AB':
    case U'\u00BB':
      return QuoteFamily::angular;
    default:
      return QuoteFamily::none;
  }
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  char32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {code, bytes};
}

bool is_space(char32_t code) {
  if (code < 0x80) return code <= ' ' || code == 0x7F;
  return u_isUWhiteSpace(icu(code)) != 0 || (category(code) & U_GC_CC_MASK) != 0;
}

bool is_letter_or_number(char32_t code) {
  return (category(code) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

bool is_mark(char32_t code) {
  return (category(code) & U_GC_M_MASK) != 0;
}

bool is_capital(char32_t code) {
  return (category(code) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
}

bool is_letter(char32_t code) {
  return (category(code) & U_GC_L_MASK) != 0;
}

bool is_quote(char32_t code) {
  return quote_family(code) != QuoteFamily::none;
}

bool closes_quote(char32_t open, char32_t close) {
  return quote_family(open) == quote_family(close);
}

bool is_ascii_punctuation(char32_t code) {
  return code > ' ' && code < 0x7F && !is_letter_or_number(code);
}

bool has_letter_or_number(std::string_view text) {
  return any_character(text, is_letter_or_number);
}

bool has_capital(std::string_view text) {
  return any_character(text, is_capital);
}

std::string without_malformed_bytes(std::string_view text) {
  std::string out(text);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    // A character has at most four bytes, which spares ICU's 32-bit offsets any long text.
    const auto length = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
    std::int32_t next = 0;
    UChar32 code = 0;
    U8_NEXT(bytes + at, next, length, code);
    const auto end = at + static_cast<std::size_t>(next);
    if (code < 0) std::fill(out.begin() + at, out.begin() + end, ' ');
    at = end;
  }
  return out;
}

std::string_view trim_spaces(std::string_view text) {
  std::size_t from = text.size();
  std::size_t to = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    if (!is_space(each.code)) {
      from = std::min(from, at);
      to = at + each.bytes;
    }
    at += each.bytes;
  }
  return from < to ? text.substr(from, to - from) : std::string_view{};
}

}  // namespace dateline::query
