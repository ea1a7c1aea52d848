#include "annotate/words.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>

#include "base/hash.h"
#include "base/utf8.h"

namespace dateline::annotate {
namespace {

// A line that ends before this column ends on purpose: a heading, a byline, a row of a table.
// Longer ones were wrapped.
constexpr std::size_t wrapped_line_bytes = 45;
// The first line of a text may be shorter: a dateline stood before it.
constexpr std::size_t wrapped_first_line_bytes = 24;

// Words with a dot that names go on after. Sorted.
constexpr std::array abbreviations{
    std::string_view{"adm"},    std::string_view{"amb"},  std::string_view{"brig"},
    std::string_view{"capt"},   std::string_view{"cmdr"}, std::string_view{"col"},
    std::string_view{"cong"},   std::string_view{"cpl"},  std::string_view{"dr"},
    std::string_view{"ft"},     std::string_view{"gen"},  std::string_view{"gov"},
    std::string_view{"hon"},    std::string_view{"lt"},   std::string_view{"maj"},
    std::string_view{"messrs"}, std::string_view{"mr"},   std::string_view{"mrs"},
    std::string_view{"ms"},     std::string_view{"msgr"}, std::string_view{"mt"},
    std::string_view{"pres"},   std::string_view{"prof"}, std::string_view{"pvt"},
    std::string_view{"rep"},    std::string_view{"reps"}, std::string_view{"rev"},
    std::string_view{"sen"},    std::string_view{"sens"}, std::string_view{"sgt"},
    std::string_view{"st"},     std::string_view{"ste"},  std::string_view{"supt"},
    std::string_view{"wm"}};

bool is_ascii_letter(unsigned char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}
bool is_digit(unsigned char each) {
  return each >= '0' && each <= '9';
}

// One character of a text that may be malformed; a malformed byte is -1 and one byte long.
struct Character {
  UChar32 code = -1;
  std::size_t length = 1;
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1};
  const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1;
  if (length == 1 || byte > 0xF4 || text.size() - at < length) return {};
  UChar32 code = byte & (0x7F >> length);
  for (std::size_t each = 1; each < length; ++each) {
    const auto trail = static_cast<unsigned char>(text[at + each]);
    if ((trail & 0xC0) != 0x80) return {};
    code = code << 6 | (trail & 0x3F);
  }
  return {code, length};
}

bool is_word_character(UChar32 code) {
  if (code < 0) return false;
  if (code < 0x80)
    return is_ascii_letter(static_cast<unsigned char>(code)) ||
           is_digit(static_cast<unsigned char>(code));
  return u_isalnum(code) || u_getCombiningClass(code) != 0;
}

bool is_apostrophe(UChar32 code) {
  return code == '\'' || code == 0x2019 || code == 0x2BC;
}

// Walks one word from `from`: letters and digits, apostrophes and ampersands between letters, dots
// after single letters ("U.S.").
std::size_t end_of_word(std::string_view text, std::size_t from) {
  std::size_t at = from;
  std::size_t part = 0;  // characters since the last dot
  while (at < text.size()) {
    const Character each = character_at(text, at);
    if (is_word_character(each.code)) {
      ++part;
      at += each.length;
      continue;
    }
    const std::size_t behind = at + each.length;
    const bool joins =
        is_apostrophe(each.code) || each.code == '&' || (each.code == '.' && part == 1);
    if (!joins || behind >= text.size()) break;
    const Character next = character_at(text, behind);
    if (!is_word_character(next.code) ||
        (next.code < 0x80 && is_digit(static_cast<unsigned char>(next.code))))
      break;
    if (each.code == '.') part = 0;
    at = behind;
  }
  // The last dot of "U.S." belongs to it.
  const bool abbreviation = part == 1 && at - from >= 3 && text[at - 2] == '.';
  return abbreviation && at < text.size() && text[at] == '.' ? at + 1 : at;
}

// The length of a possessive ending of `word`, 0 for none.
std::size_t possessive_length(std::string_view word) {
  if (word.size() < 3 || (word.back() != 's' && word.back() != 'S')) return 0;
  const std::string_view before = word.substr(0, word.size() - 1);
  if (before.back() == '\'') return 2;
  if (before.size() > 3 && before.ends_with("\xE2\x80\x99")) return 4;
  return 0;
}

Gap gap_of(std::string_view gap, std::size_t column, std::size_t wrapped_from) {
  if (gap.empty()) return Gap::none;
  Gap result = Gap::space;
  std::size_t newlines = 0;
  bool blank = true;
  for (const char each : gap) {
    switch (each) {
      case ' ':
      case '\t':
      case '\r':
        break;
      case '\n':
        ++newlines;
        break;
      case '.':
      case '!':
      case '?':
        blank = false;
        result = Gap::sentence;
        break;
      case ',':
        blank = false;
        if (result == Gap::space) result = Gap::comma;
        break;
      default:
        blank = false;
        if (result != Gap::sentence) result = Gap::other;
    }
  }
  if (gap == "-") return Gap::hyphen;
  if (newlines > 1) return Gap::line;
  if (newlines == 1 && blank && column < wrapped_from) return Gap::line;
  if (newlines == 1 && result == Gap::sentence) return Gap::sentence;
  return result;
}

}  // namespace

bool is_abbreviation_before_name(std::string_view key) {
  return std::binary_search(abbreviations.begin(), abbreviations.end(), key);
}

std::string_view WordList::folded_key(std::string_view word, bool ascii, bool capital) {
  if (ascii) {
    const std::size_t begin = arena_.size();
    for (const char each : word) {
      if (each == '.' || each == '\'') continue;
      arena_ += each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    }
    return std::string_view(arena_).substr(begin);
  }
  // Folding through ICU is slow, and only capitalised words are looked up with their accents off.
  std::string key = capital ? base::fold(word) : std::string(word);
  for (const std::string_view drop : {".", "'", "\xE2\x80\x99", "\xCA\xBC"}) {
    for (std::size_t at = key.find(drop); at != std::string::npos; at = key.find(drop, at)) {
      key.erase(at, drop.size());
    }
  }
  return folded_.emplace_back(std::move(key));
}

void WordList::add_word(std::size_t from, std::size_t to, Gap before) {
  Word word;
  std::string_view written = text_.substr(from, to - from);
  if (const std::size_t ending = possessive_length(written); ending > 0) {
    written.remove_suffix(ending);
    word.possessive = true;
  }
  word.text = written;
  word.from = static_cast<std::uint32_t>(from);
  word.to = static_cast<std::uint32_t>(from + written.size());
  word.before = before;
  bool ascii = true;
  bool lower = false;
  bool has_letter = false;
  word.letters = true;
  for (std::size_t at = 0; at < written.size();) {
    const auto byte = static_cast<unsigned char>(written[at]);
    Character each{byte, 1};
    bool is_upper = byte >= 'A' && byte <= 'Z';
    bool is_lower = byte >= 'a' && byte <= 'z';
    if (byte >= 0x80) {
      ascii = false;
      each = character_at(written, at);
      is_upper = each.code >= 0 && (u_isupper(each.code) || u_istitle(each.code));
      is_lower = each.code >= 0 && u_islower(each.code);
    }
    if (at == 0) word.capital = is_upper;
    if (is_digit(byte)) word.letters = false;
    if (byte == '.') word.dotted = true;
    lower |= is_lower;
    has_letter |= is_upper;
    at += each.length;
  }
  word.upper = has_letter && !lower;
  word.dotted |= !word.possessive && to < text_.size() && text_[to] == '.';
  word.key = folded_key(written, ascii, word.capital);
  word.hash = base::hash64(word.key);
  words_.push_back(word);
}

// A passage between two ends of sentence or line shouts if it has four words or more, no lower-case
// letter and one longer word: "NATO" or "BP PLC" alone are just written so.
void WordList::mark_shouting() {
  for (std::size_t begin = 0; begin < words_.size();) {
    std::size_t end = begin;
    std::size_t upper = 0;
    bool lower = false;
    bool word_like = false;
    do {
      const Word& each = words_[end];
      if (each.upper && each.letters) {
        ++upper;
        word_like |= each.text.size() >= 4;
      } else if (each.letters) {
        lower = true;
      }
      ++end;
    } while (end < words_.size() && words_[end].before != Gap::sentence &&
             words_[end].before != Gap::line);
    const bool whole = begin == 0 && end == words_.size();
    if (!lower && word_like && upper >= (whole ? 2U : 4U)) {
      for (std::size_t each = begin; each < end; ++each) words_[each].shouted = true;
    }
    begin = end;
  }
}

void WordList::assign(std::string_view text) {
  text_ = text;
  words_.clear();
  folded_.clear();
  arena_.clear();
  arena_.reserve(text.size());
  std::size_t at = 0;
  std::size_t gap_begin = 0;
  std::size_t line_begin = 0;
  while (at < text.size()) {
    const Character each = character_at(text, at);
    const bool lone_ampersand = each.code == '&' && at > 0 && text[at - 1] == ' ' &&
                                at + 1 < text.size() && text[at + 1] == ' ';
    if (!is_word_character(each.code) && !lone_ampersand) {
      at += each.length;
      continue;
    }
    std::string_view gap = text.substr(gap_begin, at - gap_begin);
    const std::size_t column = gap_begin - line_begin;
    const std::size_t wrapped_from =
        line_begin == 0 ? wrapped_first_line_bytes : wrapped_line_bytes;
    Gap before = gap_of(gap, column, wrapped_from);
    if (!words_.empty() && gap.starts_with('.')) {
      const Word& last = words_.back();
      const bool single_letters =
          last.dotted && (last.key.size() == 1 || last.text.size() > last.key.size());
      if (single_letters || is_abbreviation_before_name(last.key)) {
        gap.remove_prefix(1);
        before = gap_of(gap, column, wrapped_from);
      }
    }
    if (words_.empty()) before = Gap::none;
    if (const std::size_t newline = gap.rfind('\n'); newline != std::string_view::npos) {
      line_begin = at - gap.size() + newline + 1;
    }
    const std::size_t end = lone_ampersand ? at + 1 : end_of_word(text, at);
    add_word(at, end, before);
    if (lone_ampersand) {
      words_.back().key = "and";
      words_.back().hash = base::hash64("and");
    }
    at = end;
    gap_begin = end;
  }
  mark_shouting();
}

}  // namespace dateline::annotate
