#include "text/segmenter.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "text/break_classes.h"

namespace dateline::text {
namespace {

// What the loop over ASCII text, which is nearly all of English, does with a byte. All that is not
// plain is read by its class.
enum class Byte : std::uint8_t {
  other,
  between,  // parts words, whatever stands around it
  letter,   // letter or digit
  joiner,   // may join what stands around it, if letters or numbers follow
};

class BytesTable {
 public:
  explicit BytesTable(const BreakClasses& classes) {
    for (std::size_t each = 0; each < ascii; ++each) bytes_[each] = kind(classes.latin[each]);
  }

  Byte operator[](char byte) const { return bytes_[static_cast<unsigned char>(byte)]; }

 private:
  static constexpr std::size_t ascii = 0x80;

  static Byte kind(BreakClass each) {
    switch (each) {
      case BreakClass::other:
        return Byte::between;
      case BreakClass::letter:
      case BreakClass::number:
        return Byte::letter;
      case BreakClass::mid_letter:
      case BreakClass::mid_number:
      case BreakClass::mid_any:
        return Byte::joiner;
      default:
        return Byte::other;
    }
  }

  std::array<Byte, 0x100> bytes_{};
};

const BytesTable& bytes_table() {
  static const BytesTable table(break_classes());
  return table;
}

struct Character {
  BreakClass break_class = BreakClass::other;
  std::uint8_t length = 1;
};

// Reads one character after another, by the table alone.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  /// The character at `at`; beyond the end `other`.
  Character at(std::size_t at) const {
    if (at >= text_.size()) return {};
    const unsigned lead = byte(at);
    if (lead < 0x80) return {classes_.latin[lead], 1};
    if (lead >= 0xC2 && lead <= 0xC9 && is_trail(at + 1)) {
      const unsigned point = ((lead & 0x1FU) << 6U) | (byte(at + 1) & 0x3FU);
      if (point < BreakClasses::latin_end) return {classes_.latin[point], 2};
    }
    if (lead == 0xE2 && is_trail(at + 1) && is_trail(at + 2)) {
      const unsigned point = 0x2000U | ((byte(at + 1) & 0x3FU) << 6U) | (byte(at + 2) & 0x3FU);
      if (point >= BreakClasses::punctuation_begin && point < BreakClasses::punctuation_end) {
        return {classes_.punctuation[point - BreakClasses::punctuation_begin], 3};
      }
    }
    return {BreakClass::unknown, 1};
  }

 private:
  unsigned byte(std::size_t at) const { return static_cast<unsigned char>(text_[at]); }
  bool is_trail(std::size_t at) const { return at < text_.size() && (byte(at) & 0xC0U) == 0x80U; }

  std::string_view text_;
  const BreakClasses& classes_ = break_classes();
};

bool is_space(char each) {
  return each == ' ' || each == '\n';
}

bool is_word(BreakClass each) {
  return each == BreakClass::letter || each == BreakClass::number || each == BreakClass::extender;
}

// The end of the word that begins at `from` with a character of a word class.
std::size_t word_end(const Reader& reader, std::size_t from) {
  Character last = reader.at(from);
  std::size_t at = from + last.length;
  while (true) {
    const Character next = reader.at(at);
    if (is_word(next.break_class)) {
      last = next;
      at += next.length;
      continue;
    }
    if (last.break_class == BreakClass::extender) return at;
    if (!joins(next.break_class, last.break_class)) return at;
    const Character after = reader.at(at + next.length);
    if (after.break_class != last.break_class) return at;
    at += next.length + after.length;
  }
}

// Whether the word ends at `at`, behind a letter or digit, without a look at classes: that is where
// a byte between words or the end of the text follows, or a joiner and then one of these.
bool surely_ends(const BytesTable& bytes, std::string_view text, std::size_t at) {
  if (at == text.size()) return true;
  const Byte after = bytes[text[at]];
  if (after == Byte::between) return true;
  return after == Byte::joiner && (at + 1 == text.size() || bytes[text[at + 1]] == Byte::between);
}

// Takes back the segments of this walk that begin behind the last white space that something known
// follows, and gives where that is: what stands at `unknown` may join the space itself.
std::size_t step_back(std::string_view text, std::size_t from, std::size_t unknown,
                      std::size_t first_segment, std::vector<Segment>& out) {
  std::size_t boundary = unknown;
  while (boundary > from && !(boundary < unknown && is_space(text[boundary - 1]))) --boundary;
  while (out.size() > first_segment && out.back().from >= boundary) out.pop_back();
  return boundary;
}

// Appends the segments from `from` on, up to the end or up to the beginning of what the table does
// not know, see `step_back`. Gives where it stopped.
std::size_t segment_known(std::string_view text, std::size_t from, std::vector<Segment>& out) {
  const Reader reader(text);
  const BytesTable& bytes = bytes_table();
  const std::size_t segments = out.size();
  std::size_t at = from;
  while (true) {
    while (at < text.size() && bytes[text[at]] == Byte::between) ++at;
    if (at == text.size()) return at;
    const std::size_t begin = at;
    while (at < text.size() && bytes[text[at]] == Byte::letter) ++at;
    bool plain = at > begin;
    if (!plain || !surely_ends(bytes, text, at)) {
      const Character each = reader.at(begin);
      if (each.break_class == BreakClass::unknown) {
        return step_back(text, from, begin, segments, out);
      }
      const std::size_t plain_end = at;
      at = is_word(each.break_class) ? word_end(reader, begin) : begin + each.length;
      plain = plain && at == plain_end;
      if (!is_word(each.break_class)) continue;
    }
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at), plain});
  }
}

// A call of Boost.Locale costs as much as a hundred bytes of text: known text shorter than this
// between two unknown characters is not worth leaving it for.
constexpr std::size_t worthwhile = 128;

// Where the text that begins with something unknown at or after `from` is known again for a while.
std::size_t unknown_end(std::string_view text, std::size_t from) {
  const Reader reader(text);
  std::size_t boundary = text.size();
  bool begun = false;
  std::size_t at = from;
  while (at < text.size()) {
    const Character each = reader.at(at);
    if (each.break_class == BreakClass::unknown) {
      begun = true;
      boundary = text.size();
    }
    at += each.length;
    if (!begun) continue;
    if (boundary == text.size()) {
      if (is_space(text[at - 1])) boundary = at;
    } else if (at - boundary >= worthwhile) {
      return boundary;
    }
  }
  return boundary;
}

}  // namespace

void Segmenter::segment(std::string_view text, std::vector<Segment>& out) const {
  std::size_t at = 0;
  while (at < text.size()) {
    at = segment_known(text, at, out);
    if (at == text.size()) return;
    const std::size_t end = unknown_end(text, at);
    boundaries_.segment(text, at, end, out);
    at = end;
  }
}

}  // namespace dateline::text
