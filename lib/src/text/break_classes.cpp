#include "text/break_classes.h"

#include <algorithm>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "text/boundary_segmenter.h"
#include "text/known_analyser.h"

namespace dateline::text {
namespace {

BreakClass break_class_by_property(UChar32 character) {
  // ICU's root rules take the colon out of MidLetter.
  if (character == ':') return BreakClass::other;
  switch (u_getIntPropertyValue(character, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
      return BreakClass::letter;
    case U_WB_NUMERIC:
      return BreakClass::number;
    case U_WB_EXTENDNUMLET:
      return BreakClass::extender;
    case U_WB_MIDLETTER:
      return BreakClass::mid_letter;
    case U_WB_MIDNUM:
      return BreakClass::mid_number;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
      return BreakClass::mid_any;
    // A double quote joins Hebrew letters only, and those the table does not know.
    case U_WB_DOUBLE_QUOTE:
    case U_WB_CR:
    case U_WB_LF:
    case U_WB_NEWLINE:
    case U_WB_WSEGSPACE:
    case U_WB_OTHER:
      return BreakClass::other;
    default:
      return BreakClass::unknown;
  }
}

// The class of each of `count` characters from `first` on. ICU departs from the properties here and
// there, in each version elsewhere ('@' since 72): a class is taken only if Boost.Locale does with
// the character, between letters and between numbers, what the class says. All are asked about in
// one text, because a call costs more than the few bytes.
template <std::size_t count>
std::array<BreakClass, count> confirmed_classes(UChar32 first) {
  std::string text;
  std::vector<Segment> joined;
  for (UChar32 each = first; each < first + static_cast<UChar32>(count); ++each) {
    for (const char around : {'a', '1'}) {
      const auto from = static_cast<std::uint32_t>(text.size());
      icu::UnicodeString(each).toUTF8String(text += around);
      text += around;
      joined.push_back({from, static_cast<std::uint32_t>(text.size())});
      text += '\n';
    }
  }
  std::vector<Segment> segments;
  BoundarySegmenter().segment(text, 0, text.size(), segments);
  const auto is_one_word = [&](Segment wanted) {
    const auto found =
        std::lower_bound(segments.begin(), segments.end(), wanted.from,
                         [](Segment a, std::uint32_t from) { return a.from < from; });
    return found != segments.end() && *found == wanted;
  };
  std::array<BreakClass, count> classes{};
  for (std::size_t each = 0; each < count; ++each) {
    const BreakClass expected = break_class_by_property(first + static_cast<UChar32>(each));
    const bool confirmed = is_one_word(joined[2 * each]) == joins(expected, BreakClass::letter) &&
                           is_one_word(joined[2 * each + 1]) == joins(expected, BreakClass::number);
    classes[each] = confirmed ? expected : BreakClass::unknown;
  }
  return classes;
}

template <std::size_t count>
void append_digits(const std::array<BreakClass, count>& classes, std::string& out) {
  for (const BreakClass each : classes) out += static_cast<char>('0' + static_cast<int>(each));
}

template <std::size_t count>
bool read_digits(std::string_view digits, std::array<BreakClass, count>& out) {
  for (std::size_t each = 0; each < count; ++each) {
    const int number = digits[each] - '0';
    if (number < 0 || number > static_cast<int>(BreakClass::mid_any)) return false;
    out[each] = static_cast<BreakClass>(number);
  }
  return true;
}

}  // namespace

bool joins(BreakClass middle, BreakClass around) {
  switch (middle) {
    case BreakClass::letter:
    case BreakClass::number:
    case BreakClass::extender:
    case BreakClass::mid_any:
      return true;
    case BreakClass::mid_letter:
      return around == BreakClass::letter;
    case BreakClass::mid_number:
      return around == BreakClass::number;
    default:
      return false;
  }
}

BreakClasses probe_break_classes() {
  return {confirmed_classes<BreakClasses::latin_end>(0),
          confirmed_classes<BreakClasses::punctuation_end - BreakClasses::punctuation_begin>(
              BreakClasses::punctuation_begin)};
}

std::string to_digits(const BreakClasses& classes) {
  std::string out;
  append_digits(classes.latin, out);
  append_digits(classes.punctuation, out);
  return out;
}

std::optional<BreakClasses> break_classes_of(std::string_view digits) {
  BreakClasses out;
  const std::size_t latin = out.latin.size();
  if (digits.size() != latin + out.punctuation.size()) return std::nullopt;
  if (!read_digits(digits, out.latin)) return std::nullopt;
  if (!read_digits(digits.substr(latin), out.punctuation)) return std::nullopt;
  return out;
}

const BreakClasses& break_classes() {
  static const BreakClasses classes = [] {
    const KnownAnalyser* const known = trusted_analyser();
    const auto kept = known == nullptr ? std::nullopt : break_classes_of(known->break_classes);
    return kept ? *kept : probe_break_classes();
  }();
  return classes;
}

}  // namespace dateline::text
