#include "query-tool/answer_lines.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

namespace dateline::query_tool {
namespace {

// White_Space of Unicode 15 in UTF-8; control characters are no business of these lists.
constexpr std::array<std::string_view, 2> line_ends{"\u2028", "\u2029"};
constexpr std::array<std::string_view, 17> spaces{
    " ",      "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
    "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u202F", "\u205F", "\u3000"};

bool is_ascii_control(char each) {
  return (each >= '\0' && each < ' ') || each == '\x7F';
}

// U+0080 to U+009F in UTF-8.
bool begins_with_control(std::string_view text) {
  if (is_ascii_control(text.front())) return true;
  return text.size() > 1 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0;
}

std::size_t length_of_any(std::span<const std::string_view> kinds, std::string_view text) {
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](std::string_view each) { return text.starts_with(each); });
  return found == kinds.end() ? 0 : found->size();
}

// Bytes at the beginning of `text` that cannot stand in a line as they are.
std::size_t unfit_for_line(std::string_view text) {
  if (text.front() == '%') return 1;
  if (begins_with_control(text)) return is_ascii_control(text.front()) ? 1 : 2;
  return length_of_any(line_ends, text);
}

std::size_t unfit_for_column(std::string_view text) {
  const std::size_t unfit = unfit_for_line(text);
  return unfit > 0 ? unfit : length_of_any(spaces, text);
}

std::string percent_encoded(std::string_view text, std::size_t (*unfit)(std::string_view)) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = unfit(text);
    for (const char each : text.substr(0, length)) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(each));
    }
    if (length == 0) out += text.front();
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace

std::string as_line(std::string_view text) {
  return percent_encoded(text, unfit_for_line);
}

std::string as_column(std::string_view text) {
  return percent_encoded(text, unfit_for_column);
}

std::string answer_trec(const Answer& answer, const SearchOptions& options) {
  const std::string query_id = as_column(answer.query_id.value_or("1"));
  std::string lines;
  std::size_t rank = options.offset;
  for (const Hit& each : answer.results.hits) {
    lines += fmt::format("{} Q0 {} {} {:.17g} dateline\n", query_id, as_column(each.id), ++rank,
                         each.score);
  }
  return lines;
}

std::string answer_ids(const Answer& answer) {
  std::string lines;
  for (const Hit& each : answer.results.hits) {
    if (answer.query_id) lines += as_line(*answer.query_id) + '\t';
    lines += as_line(each.id) + '\n';
  }
  return lines;
}

}  // namespace dateline::query_tool
