#include "archive/letters.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace dateline::archive {
namespace {

// Calls `visit` for each character until it gives false.
template <class Visit>
void for_each_character(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const base::DecodedCharacter decoded = base::decode_utf8(text, at);
    if (!visit(static_cast<UChar32>(decoded.character))) return;
    at += decoded.length;
  }
}

char lower(char each) {
  return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
}

}  // namespace

std::size_t length_in_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char each) {
    return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U;
  }));
}

bool begins_like_a_sentence(std::string_view text) {
  bool result = false;
  for_each_character(text, [&](UChar32 each) {
    if (!u_isalnum(each)) return true;
    result = !u_islower(each);
    return false;
  });
  return result;
}

bool begins_with_capital(std::string_view text) {
  bool result = false;
  for_each_character(text, [&](UChar32 each) {
    result = u_isalpha(each) && !u_islower(each);
    return false;
  });
  return result;
}

bool is_particle(std::string_view word) {
  constexpr std::array<std::string_view, 16> particles{"de",  "del", "della", "di",  "da",  "do",
                                                       "dos", "du",  "la",    "le",  "les", "el",
                                                       "of",  "am",  "an",    "upon"};
  return std::find(particles.begin(), particles.end(), word) != particles.end();
}

bool is_in_capitals(std::string_view text) {
  bool letter = false;
  for (std::string_view word : split_words(text)) {
    if (letter && is_particle(word)) continue;
    if (word.starts_with("Mc")) word.remove_prefix(2);
    bool small = false;
    for_each_character(word, [&](UChar32 each) {
      letter = letter || u_isalpha(each);
      small = u_islower(each);
      return !small;
    });
    if (small) return false;
  }
  return letter;
}

bool has_letter(std::string_view text) {
  bool letter = false;
  for_each_character(text, [&](UChar32 each) { return !(letter = u_isalpha(each)); });
  return letter;
}

std::vector<std::string_view> split_words(std::string_view text) {
  return split_trimmed(text, ' ');
}

std::vector<std::string_view> split_trimmed(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const auto end = text.find(separator);
    const std::string_view piece = base::trim(text.substr(0, end));
    if (!piece.empty()) pieces.push_back(piece);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return pieces;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace dateline::archive
