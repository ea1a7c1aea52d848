#include "archive/paragraphs.h"

#include <algorithm>
#include <vector>

#include "archive/letters.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

constexpr std::size_t longest_wrapped_line = 120;
constexpr std::size_t shortest_filled_line = 30;
constexpr std::size_t smallest_indent = 2;

struct Line {
  std::string_view text;  ///< trimmed
  std::size_t indent = 0;
  std::size_t length = 0;  ///< in characters
  bool tabular = false;
};

// Columns: tabs, or gaps of spaces wider than those that typists leave after a full stop.
bool is_tabular(std::string_view line) {
  // Lines are trimmed: a character stands before and behind every gap.
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\t') return true;
    if (line[at] != ' ' || line[at + 1] != ' ') continue;
    const bool after_stop =
        std::string_view(".?!:\"'").find(line[at - 1]) != std::string_view::npos;
    if (!after_stop || line[at + 2] == ' ') return true;
    ++at;
  }
  return false;
}

Line read_line(std::string_view raw) {
  Line line;
  line.text = base::trim(raw);
  const auto first = raw.find_first_not_of(" \t");
  if (first != std::string_view::npos) {
    line.indent =
        raw.substr(0, first).find('\t') != std::string_view::npos ? smallest_indent : first;
  }
  line.length = length_in_characters(line.text);
  line.tabular = is_tabular(line.text);
  return line;
}

bool ends_sentence(std::string_view line) {
  while (!line.empty()) {
    if (line.ends_with("\u201D") || line.ends_with("\u2019")) {
      line.remove_suffix(3);
    } else if (line.back() == '"' || line.back() == '\'' || line.back() == ')') {
      line.remove_suffix(1);
    } else {
      break;
    }
  }
  return !line.empty() && std::string_view(".?!").find(line.back()) != std::string_view::npos;
}

// "State-\nowned": the wire broke the line at a hyphen.
bool ends_in_hyphen(std::string_view line, std::string_view next) {
  return line.size() > 1 && line.back() == '-' && line[line.size() - 2] != '-' &&
         line[line.size() - 2] != ' ' && !begins_with_capital(next);
}

enum class Break { joined, line, paragraph };

Break break_between(const Line& line, const Line& next, std::size_t longest) {
  if (line.tabular || next.tabular) return Break::line;
  if (next.indent >= smallest_indent &&
      (next.indent > line.indent || (next.indent == line.indent && ends_sentence(line.text)))) {
    return Break::paragraph;
  }
  const bool filled = line.length >= std::max(longest * 3 / 5, shortest_filled_line);
  if (longest <= longest_wrapped_line && filled) return Break::joined;
  return ends_sentence(line.text) || line.length > longest_wrapped_line ? Break::paragraph
                                                                        : Break::line;
}

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(read_line(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

// What to_paragraphs would give back unchanged, told without taking it apart.
bool is_in_paragraphs(std::string_view text) {
  if (text.empty()) return true;
  const auto is_blank = [](char each) { return each == ' ' || each == '\t' || each == '\n'; };
  if (is_blank(text.front()) || is_blank(text.back())) return false;
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 2)) {
    if (text[at + 1] != '\n' || is_blank(text[at - 1]) || is_blank(text[at + 2])) return false;
  }
  return true;
}

}  // namespace

std::string to_paragraphs(std::string_view text) {
  if (is_in_paragraphs(text)) return std::string(text);
  const std::vector<Line> lines = read_lines(text);
  std::size_t longest = 0;
  for (const Line& each : lines) longest = std::max(longest, each.length);
  std::string out;
  out.reserve(text.size());
  const Line* previous = nullptr;
  Break before = Break::paragraph;
  for (const Line& line : lines) {
    if (previous != nullptr && !line.text.empty() && !out.empty()) {
      const Break kind =
          previous->text.empty() ? Break::paragraph : break_between(*previous, line, longest);
      if (kind == Break::joined) {
        if (!ends_in_hyphen(previous->text, line.text)) out += ' ';
      } else {
        // A short line that ends wrapped text ends a paragraph.
        const bool stays_line = line.tabular || previous->tabular || before != Break::joined;
        out += kind == Break::line && stays_line ? "\n" : "\n\n";
      }
      before = kind;
    }
    out += line.text;
    previous = &line;
  }
  return out;
}

std::string_view first_paragraph(std::string_view text) {
  return text.substr(0, text.find("\n\n"));
}

}  // namespace dateline::archive
