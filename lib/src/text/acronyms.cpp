#include "text/acronyms.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "text/character_class.h"

namespace dateline::text {
namespace {

using namespace std::string_view_literals;

constexpr std::array common_words{
    "all"sv, "am"sv,  "an"sv,  "and"sv, "any"sv, "are"sv, "as"sv,  "at"sv,  "be"sv,
    "but"sv, "by"sv,  "can"sv, "did"sv, "do"sv,  "for"sv, "go"sv,  "had"sv, "has"sv,
    "he"sv,  "her"sv, "him"sv, "his"sv, "how"sv, "if"sv,  "in"sv,  "is"sv,  "it"sv,
    "its"sv, "may"sv, "me"sv,  "my"sv,  "no"sv,  "nor"sv, "not"sv, "now"sv, "of"sv,
    "off"sv, "on"sv,  "one"sv, "or"sv,  "our"sv, "out"sv, "she"sv, "so"sv,  "the"sv,
    "to"sv,  "up"sv,  "us"sv,  "was"sv, "we"sv,  "who"sv, "why"sv, "you"sv,
};

}  // namespace

bool stands_without_dots(std::string_view letters) {
  return !std::binary_search(common_words.begin(), common_words.end(), letters);
}

bool CapitalsEvidence::holds(std::size_t from, std::size_t to) {
  if (from < line_from_ || to > line_to_ || line_to_ == 0) read_line(from, to);
  return has_small_letters_ || (first_letter_ >= from && last_letter_ < to);
}

void CapitalsEvidence::read_line(std::size_t from, std::size_t to) {
  const std::size_t before = text_.substr(0, from).find_last_of('\n');
  line_from_ = before == std::string_view::npos ? 0 : before + 1;
  line_to_ = std::min(text_.find('\n', to), text_.size());
  first_letter_ = line_to_;
  last_letter_ = line_from_;
  has_small_letters_ = false;
  for (std::size_t at = line_from_; at < line_to_ && !has_small_letters_;) {
    const auto [character, length, malformed] = base::decode_utf8(text_, at);
    if (is_alphanumeric(character)) {
      first_letter_ = std::min(first_letter_, at);
      last_letter_ = at;
      has_small_letters_ = is_lower_case(character);
    }
    at += length;
  }
}

}  // namespace dateline::text
