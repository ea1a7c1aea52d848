#include "query-tool/answer_lines.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dateline::query_tool {
namespace {

// White_Space of Unicode 15 beyond ASCII, in UTF-8.
constexpr std::array<std::string_view, 19> wide_spaces{
    "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
    "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
    "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

// The separators 0x1C to 0x1F are white space to some readers.
bool is_ascii_space(char each) {
  return each == ' ' || (each >= '\t' && each <= '\r') || (each >= '\x1C' && each <= '\x1F');
}

std::size_t white_space_length(std::string_view text) {
  if (is_ascii_space(text.front())) return 1;
  const auto* found = std::find_if(wide_spaces.begin(), wide_spaces.end(),
                                   [&](std::string_view each) { return text.starts_with(each); });
  return found == wide_spaces.end() ? 0 : found->size();
}

}  // namespace

std::string without_white_space(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = white_space_length(text);
    for (const char each : text.substr(0, length)) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(each));
    }
    if (length == 0) out += text.front();
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string answer_trec(const Answer& answer, const SearchOptions& options) {
  const std::string query_id = without_white_space(answer.query_id.value_or("1"));
  std::string lines;
  std::size_t rank = options.offset;
  for (const Hit& each : answer.results.hits) {
    lines += fmt::format("{} Q0 {} {} {:.17g} dateline\n", query_id, without_white_space(each.id),
                         ++rank, each.score);
  }
  return lines;
}

std::string answer_ids(const Answer& answer) {
  std::string lines;
  for (const Hit& each : answer.results.hits) {
    if (answer.query_id) lines += *answer.query_id + '\t';
    lines += each.id + '\n';
  }
  return lines;
}

}  // namespace dateline::query_tool
