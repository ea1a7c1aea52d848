#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "data/analysis_md.h"
#include "token_text.h"

using namespace dateline;

namespace {

void append_utf8(unsigned long point, std::string& out) {
  const auto byte = [&out](unsigned long value) { out += static_cast<char>(value); };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0 | (point >> 6));
    byte(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    byte(0xE0 | (point >> 12));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  } else {
    byte(0xF0 | (point >> 18));
    byte(0x80 | ((point >> 12) & 0x3F));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  }
}

// "\u{2019}" and "\n" as what they stand for.
std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("\\u{")) {
      const std::size_t end = text.find('}', at);
      append_utf8(std::strtoul(std::string(text.substr(at + 3, end - at - 3)).c_str(), nullptr, 16),
                  out);
      at = end + 1;
    } else if (text.substr(at).starts_with("\\n")) {
      out += '\n';
      at += 2;
    } else {
      out += text[at++];
    }
  }
  return out;
}

using Row = std::vector<std::string>;

// The cells of a line of a table, back-quotes off; empty for other lines.
Row cells(std::string_view line) {
  Row out;
  if (!line.starts_with("| ")) return out;
  line.remove_prefix(1);
  while (!line.empty()) {
    std::string_view cell = line.substr(0, line.find('|'));
    line.remove_prefix(std::min(line.size(), cell.size() + 1));
    const std::size_t from = cell.find_first_not_of(" `");
    const std::size_t to = cell.find_last_not_of(" `");
    out.push_back(from == std::string_view::npos ? std::string()
                                                 : unescape(cell.substr(from, to - from + 1)));
  }
  return out;
}

// The rows of all tables of docs/analysis.md whose second column has this heading.
std::vector<Row> rows_of(std::string_view heading) {
  std::vector<Row> out;
  std::string_view page = data::analysis_md();
  std::string current;
  while (!page.empty()) {
    const std::string_view line = page.substr(0, page.find('\n'));
    page.remove_prefix(std::min(page.size(), line.size() + 1));
    Row row = cells(line);
    if (row.size() < 3) continue;
    if (row[0] == "Text" || row[0] == "Language") {
      current = row[0] == "Text" ? row[1] : row[2];
    } else if (current == heading) {
      out.push_back(std::move(row));
    }
  }
  REQUIRE(out.size() >= 5);
  return out;
}

}  // namespace

TEST_CASE("the words of a text are those of the table of cases") {
  for (const Row& row : rows_of("Words")) {
    CAPTURE(row[0]);
    CHECK(text::words_of(row[0]) == row[1]);
  }
}

TEST_CASE("a token stands for the bytes that the table of cases marks") {
  for (const Row& row : rows_of("Marked")) {
    CAPTURE(row[0]);
    CHECK(text::marks_of(row[0]) == row[1]);
  }
}

TEST_CASE("stems are those of the table of cases") {
  for (const Row& row : rows_of("Stems")) {
    CAPTURE(row[1]);
    CHECK(text::stems_of(row[1], row[0]) == row[2]);
  }
}

TEST_CASE("stop words are those of the table of cases") {
  for (const Row& row : rows_of("Stop words")) {
    CAPTURE(row[1]);
    CHECK(text::stop_words_of(row[1], row[0]) == row[2]);
  }
}
