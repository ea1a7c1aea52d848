#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::text {

/// Word_Break classes of UAX #29, as far as the table goes. `other` is a boundary on both sides;
/// `unknown` is left to Boost.Locale.
enum class BreakClass : std::uint8_t {
  unknown,
  other,
  letter,
  number,
  extender,    // ExtendNumLet: '_'
  mid_letter,  // joins letters
  mid_number,  // joins numbers
  mid_any,     // joins both: '.', apostrophes
};

/// Whether a character of class `middle` joins letters, or numbers, on both its sides.
bool joins(BreakClass middle, BreakClass around);

/// The classes of the Latin letters and of common punctuation.
struct BreakClasses {
  static constexpr char32_t latin_end = 0x250;
  static constexpr char32_t punctuation_begin = 0x2010;
  static constexpr char32_t punctuation_end = 0x2040;

  std::array<BreakClass, latin_end> latin{};
  std::array<BreakClass, punctuation_end - punctuation_begin> punctuation{};
  bool operator==(const BreakClasses&) const = default;
};

/// Asks ICU and Boost.Locale for the class of each character: some tenths of a millisecond.
BreakClasses probe_break_classes();

/// One digit a class, and back: none of another text.
std::string to_digits(const BreakClasses& classes);
std::optional<BreakClasses> break_classes_of(std::string_view digits);

/// What probe_break_classes gives, by the shortest way. Thread-safe.
const BreakClasses& break_classes();

}  // namespace dateline::text
