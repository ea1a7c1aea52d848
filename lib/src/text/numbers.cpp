#include "text/numbers.h"

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "text/character_class.h"

namespace dateline::text {
namespace {

// "1,250.50m" is groups "1" "250" "50", separators ",.", suffix "m".
struct Parts {
  std::vector<std::string> groups;
  std::string separators;
  std::string suffix;
};

std::optional<char> separator(CharacterClass each) {
  switch (each) {
    case CharacterClass::dot:
      return '.';
    case CharacterClass::comma:
      return ',';
    case CharacterClass::apostrophe:
      return '\'';
    default:
      return std::nullopt;
  }
}

std::optional<Parts> take_apart(std::string_view text) {
  Parts parts{{""}, "", ""};
  for (std::size_t at = 0; at < text.size();) {
    const auto [character, length, malformed] = base::decode_utf8(text, at);
    const CharacterClass each = character_class(character);
    if (each == CharacterClass::digit && parts.suffix.empty()) {
      parts.groups.back() += static_cast<char>('0' + digit_value(character));
    } else if (const auto mark = separator(each)) {
      if (parts.groups.back().empty() || !parts.suffix.empty()) return std::nullopt;
      parts.separators += *mark;
      parts.groups.emplace_back();
    } else if (is_in_word(each) && !parts.groups.back().empty()) {
      parts.suffix.append(text, at, length);
    } else {
      return std::nullopt;
    }
    at += length;
  }
  if (parts.groups.back().empty()) return std::nullopt;
  return parts;
}

// Whether the first `count` groups are one whole number in thousands.
bool are_thousands(const Parts& parts, std::size_t count) {
  const auto first = parts.groups.begin();
  return first->size() <= 3 &&
         std::all_of(first + 1, first + static_cast<std::ptrdiff_t>(count),
                     [](const std::string& each) { return each.size() == 3; });
}

bool are_all(std::string_view separators, char each) {
  return separators.find_first_not_of(each) == std::string_view::npos;
}

// How many groups stand before the decimal point; 0 if the separators make no number.
std::size_t whole_groups(const Parts& parts) {
  const std::string_view marks = parts.separators;
  const std::size_t all = parts.groups.size();
  if (marks.empty()) return 1;
  const bool point_is_ambiguous = marks == ".";
  if (!point_is_ambiguous && are_all(marks, marks.front()) && are_thousands(parts, all)) return all;
  if (marks == "." || marks == ",") return 1;
  const bool two_kinds = marks.back() != marks.front() && marks.back() != '\'' &&
                         are_all(marks.substr(0, marks.size() - 1), marks.front());
  return two_kinds && are_thousands(parts, all - 1) ? all - 1 : 0;
}

}  // namespace

std::optional<std::string> normal_number(std::string_view text) {
  const auto parts = take_apart(text);
  if (!parts) return std::nullopt;
  const std::size_t whole = whole_groups(*parts);
  if (whole == 0) return std::nullopt;
  std::string out;
  for (std::size_t each = 0; each < parts->groups.size(); ++each) {
    if (each == whole) out += '.';
    out += parts->groups[each];
  }
  return out + parts->suffix;
}

}  // namespace dateline::text
