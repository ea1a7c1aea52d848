#pragma once

#include <cstddef>
#include <string_view>

namespace dateline::text {

/// The dotted form of a word in capitals that would be another word in small letters: "US" is
/// "U.S", "WHO" is "W.H.O". Empty for all others.
constexpr std::string_view dotted_form(std::string_view written) {
  if (written.size() > 3) return {};
  if (written == "US") return "U.S";
  if (written == "WHO") return "W.H.O";
  return {};
}

/// Whether an abbreviation's letters without dots name it too ("UN", "CIA"), and are not a common
/// English word ("us", "am"). `letters` is in lower case.
bool stands_without_dots(std::string_view letters);

/// Whether capitals mean something where a word stands: its line has small letters, or no other
/// word. In "LET US PRAY" they mean nothing.
class CapitalsEvidence {
 public:
  explicit CapitalsEvidence(std::string_view text) : text_(text) {}

  /// For the word at [from, to).
  bool holds(std::size_t from, std::size_t to);

 private:
  void read_line(std::size_t from, std::size_t to);

  std::string_view text_;
  // The line looked at last: a long one is read once, however many words ask.
  std::size_t line_from_ = 0;
  std::size_t line_to_ = 0;
  std::size_t first_letter_ = 0;
  std::size_t last_letter_ = 0;
  bool has_small_letters_ = false;
};

}  // namespace dateline::text
