#include "random_text.h"

#include <array>
#include <span>
#include <string_view>

namespace dateline::text {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Ranges that hold letters, marks, digits and signs, Latin first.
constexpr std::array ranges{
    Range{'a', 'z'},         Range{'A', 'Z'},         Range{'0', '9'},
    Range{0x20, 0x7E},       Range{0xA0, 0xFF},       Range{0x100, 0x24F},
    Range{0x386, 0x3CE},     Range{0x400, 0x45F},     Range{0x250, 0x2FF},
    Range{0x300, 0x36F},     Range{0x531, 0x587},     Range{0x591, 0x5F4},
    Range{0x600, 0x6FF},     Range{0x900, 0x97F},     Range{0xE01, 0xE4E},
    Range{0x1780, 0x17D2},   Range{0x1E00, 0x1FFF},   Range{0x2000, 0x206F},
    Range{0x2070, 0x20CF},   Range{0x2100, 0x218F},   Range{0x3040, 0x30FF},
    Range{0x3131, 0x318E},   Range{0x4E00, 0x9FFF},   Range{0xAC00, 0xD7A3},
    Range{0xFB00, 0xFB4F},   Range{0xFE00, 0xFE0F},   Range{0xFF01, 0xFFEE},
    Range{0x1D400, 0x1D7FF}, Range{0x1F1E6, 0x1F1FF}, Range{0x1F300, 0x1F64F},
};

constexpr std::array<std::string_view, 40> fragments{
    " ",    "  ",  "\n",     "\n\n",   "\r\n",   "\t",      ".",      ",",      "'",      "\u2019",
    "-",    "--",  "\u2010", "\u2013", "&",      "+",       "#",      "@",      ":",      ";",
    "_",    "/",   "\"",     "`",      "\u00B4", "\u00AD",  "\u200D", "\u200B", "\u202F", "\uFEFF",
    "U.S.", "U.N", "US",     "'s",     "l'",     "d\u2019", "1,250",  "5.93",   "Ph.D.",  "C++",
};

std::size_t below(std::mt19937& random, std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

void append_utf8(char32_t point, std::string& out) {
  const auto byte = [&out](char32_t value) { out += static_cast<char>(value); };
  if (point >= 0x10000) byte(0xF0 | (point >> 18));
  if (point >= 0x10000) byte(0x80 | ((point >> 12) & 0x3F));
  if (point >= 0x800 && point < 0x10000) byte(0xE0 | (point >> 12));
  if (point >= 0x800) byte(0x80 | ((point >> 6) & 0x3F));
  if (point >= 0x80 && point < 0x800) byte(0xC0 | (point >> 6));
  byte(point < 0x80 ? point : 0x80 | (point & 0x3F));
}

void append_character(std::mt19937& random, Range range, std::string& out) {
  append_utf8(range.first + static_cast<char32_t>(below(random, range.last - range.first + 1)),
              out);
}

std::string text_from(std::mt19937& random, std::size_t pieces, std::span<const Range> alphabet) {
  std::string out;
  for (std::size_t each = 0; each < pieces; ++each) {
    if (below(random, 3) == 0) {
      out += fragments[below(random, fragments.size())];
      continue;
    }
    const Range range = alphabet[below(random, alphabet.size())];
    for (std::size_t letters = 1 + below(random, 6); letters > 0; --letters) {
      append_character(random, range, out);
    }
    if (below(random, 2) == 0) out += ' ';
  }
  return out;
}

}  // namespace

std::string random_text(std::mt19937& random, std::size_t pieces) {
  // Half of the texts keep to the first ranges, so that Latin text is common.
  const std::size_t count = below(random, 2) == 0 ? 5 : ranges.size();
  return text_from(random, pieces, std::span(ranges).first(count));
}

std::string random_alphabetic_text(std::mt19937& random, std::size_t pieces) {
  return text_from(random, pieces, std::span(ranges).first(8));
}

std::string random_bytes(std::mt19937& random, std::size_t size) {
  std::string out;
  for (std::size_t each = 0; each < size; ++each) out += static_cast<char>(below(random, 256));
  return out;
}

}  // namespace dateline::text
