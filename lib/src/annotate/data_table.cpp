#include "annotate/data_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "dateline/error.h"

namespace dateline::annotate {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  if (text.empty()) return parts;
  std::size_t from = 0;
  for (;;) {
    const std::size_t to = text.find(separator, from);
    if (to == std::string_view::npos) break;
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

std::vector<std::string_view> data_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : split(text, '\n')) {
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  }
  return lines;
}

std::vector<std::vector<std::string_view>> data_rows(std::string_view text, std::size_t columns,
                                                     std::string_view file) {
  std::vector<std::vector<std::string_view>> rows;
  for (const std::string_view line : data_lines(text)) {
    rows.push_back(split(line, '\t'));
    if (rows.back().size() != columns) {
      throw Error(ErrorCode::internal, fmt::format("{}: {} columns where {} belong: {}", file,
                                                   rows.back().size(), columns, line));
    }
  }
  return rows;
}

std::string_view find_row(std::string_view sorted, std::string_view key) {
  std::string_view rows = sorted;
  while (!rows.empty()) {
    const std::size_t middle = rows.size() / 2;
    const std::size_t before = rows.substr(0, middle).rfind('\n');
    const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t to = std::min(rows.find('\n', from), rows.size());
    const std::string_view row = rows.substr(from, to - from);
    // Comments stand before all keys.
    const int order = row.starts_with('#') ? 1 : key.compare(row.substr(0, row.find('\t')));
    if (order == 0) return row;
    rows = order < 0 ? rows.substr(0, from) : rows.substr(std::min(to + 1, rows.size()));
  }
  return {};
}

}  // namespace dateline::annotate
