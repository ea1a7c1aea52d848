#include "text/token_rules.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/utf8.h"
#include "text/character_class.h"
#include "text/numbers.h"

namespace dateline::text {
namespace {

using namespace std::string_view_literals;

// Written after a word without being another one: Putin's, we'll, they're, I've, she'd, I'm.
constexpr std::array endings{"s"sv, "ll"sv, "re"sv, "ve"sv, "d"sv, "m"sv};

// French, Italian and Catalan words that lose their vowel before another one.
constexpr std::array elided{
    "l"sv,    "d"sv,     "j"sv,      "m"sv,      "t"sv,      "s"sv,     "n"sv,     "c"sv,
    "qu"sv,   "jusqu"sv, "lorsqu"sv, "puisqu"sv, "quoiqu"sv, "v"sv,     "un"sv,    "all"sv,
    "dall"sv, "dell"sv,  "nell"sv,   "sull"sv,   "coll"sv,   "quell"sv, "quest"sv, "bell"sv,
    "sant"sv, "anch"sv,  "gl"sv,     "degl"sv,   "agl"sv,    "dagl"sv,  "negl"sv,  "cent"sv,
};

// Abbreviations whose dots do not stand after single letters only.
constexpr std::array mixed_abbreviations{
    "ph.d"sv, "ed.d"sv, "sc.d"sv, "th.d"sv, "m.sc"sv,   "b.sc"sv,   "d.sc"sv,  "b.ed"sv,
    "m.ed"sv, "ll.b"sv, "ll.d"sv, "ll.m"sv, "d.phil"sv, "m.phil"sv, "b.com"sv, "m.eng"sv,
};

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& words, std::string_view written) {
  if (written.size() > 8) return false;
  const std::string lower = base::to_lower_ascii(written);
  return std::find(words.begin(), words.end(), lower) != words.end();
}

// Word characters of a segment without a separator between them.
struct Run {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  CharacterClass before = CharacterClass::separator;  // what parts it from the run before
  std::uint32_t letters = 0;
  std::uint32_t digits = 0;
};

class WordReader {
 public:
  WordReader(std::string_view text, std::span<const Segment> segments,
             std::vector<WrittenWord>& out)
      : text_(text), segments_(segments), out_(out) {}

  void read() {
    while (next_ < segments_.size()) {
      Segment segment = segments_[next_++];
      link_ = link_before(segment.from);
      if (is_simple(segment)) {
        add(segment.from, segment.to, Written::plain);
      } else if (!read_symbols(segment)) {
        widen(segment);
        read_runs(segment);
        read_groups(segment);
      }
    }
  }

 private:
  static constexpr std::size_t nothing_read = std::string_view::npos;

  std::string_view slice(std::size_t from, std::size_t to) const {
    return text_.substr(from, to - from);
  }
  std::string_view written(const Run& run) const { return slice(run.from, run.to); }
  std::string_view rest(std::size_t at) const {
    return at < text_.size() ? text_.substr(at) : std::string_view();
  }

  void add(std::size_t from, std::size_t to, Written kind) {
    out_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), kind, link_});
    link_ = Link::none;
    end_ = to;
  }

  bool is_plain(const Segment& segment) const {
    if (segment.plain) return true;
    const std::string_view word = slice(segment.from, segment.to);
    return std::all_of(word.begin(), word.end(),
                       [](char each) { return is_ascii_letter(each) || is_ascii_digit(each); });
  }

  // ASCII letters and digits alone, and nothing after them that might belong to the word.
  bool is_simple(const Segment& segment) const {
    const bool plain = is_plain(segment);
    if (!plain || segment.to == text_.size()) return plain;
    const char after = text_[segment.to];
    if (after == ' ') return true;
    const char last = text_[segment.to - 1];
    if (is_ascii_digit(last) && (after == '\'' || after == '\xE2')) return false;
    return after != '&' && after != '+' && after != '#' && after != '`' && after != '\xC2';
  }

  // Whether a hyphen stands between the last word and this one: nothing else, or a line end after
  // it and the word goes on in lower case.
  Link link_before(std::size_t from) const {
    if (end_ == nothing_read || from - end_ > 5) return Link::none;
    if (end_ < text_.size() && text_[end_] == ' ') return Link::none;
    std::string_view gap = slice(end_, from);
    for (const std::string_view hyphen : {"-"sv, "\u2010"sv, "\u2011"sv}) {
      if (!gap.starts_with(hyphen)) continue;
      gap.remove_prefix(hyphen.size());
      if (gap.empty()) return Link::hyphen;
      const bool broken = gap == "\n" || gap == "\r\n";
      return broken && is_lower_case(base::decode_utf8(text_, from).character) ? Link::hyphen
                                                                               : Link::none;
    }
    return Link::none;
  }

  static bool is_short_and_of_letters(std::string_view text) {
    return !text.empty() && text.size() <= 3 &&
           std::all_of(text.begin(), text.end(), is_ascii_letter);
  }

  // "AT&T", "S&P", "C++", "C#": names that are nothing without their signs.
  bool read_symbols(const Segment& segment) {
    if (!is_short_and_of_letters(slice(segment.from, segment.to))) return false;
    const std::string_view after = rest(segment.to);
    if (after.starts_with('&') && next_ < segments_.size() &&
        segments_[next_].from == segment.to + 1) {
      const std::size_t end = end_without_ending(segments_[next_]);
      if (!is_short_and_of_letters(slice(segments_[next_].from, end))) return false;
      add(segment.from, end, Written::symbols);
      end_ = segments_[next_++].to;
      return true;
    }
    if (segment.to - segment.from > 1) return false;
    const std::size_t signs = after.starts_with("++") ? 2 : after.starts_with('#') ? 1 : 0;
    const std::size_t end = segment.to + signs;
    if (signs == 0) return false;
    if (end < text_.size() && is_alphanumeric(base::decode_utf8(text_, end).character))
      return false;
    add(segment.from, end, Written::symbols);
    return true;
  }

  std::size_t end_without_ending(const Segment& segment) const {
    const std::string_view word = slice(segment.from, segment.to);
    for (std::size_t at = 0; at < word.size();) {
      const auto [character, length, malformed] = base::decode_utf8(word, at);
      if (character_class(character) == CharacterClass::apostrophe) {
        return is_one_of(endings, word.substr(at + length)) ? segment.from + at : segment.to;
      }
      at += length;
    }
    return segment.to;
  }

  // Takes in what follows after an accent typed for an apostrophe: "O`Leary", "Putin´s".
  void widen(Segment& segment) {
    while (next_ < segments_.size()) {
      const std::string_view gap = slice(segment.to, segments_[next_].from);
      if (gap != "`" && gap != "\u00B4") return;
      segment.to = segments_[next_++].to;
    }
  }

  void read_runs(const Segment& segment) {
    runs_.clear();
    bool open = false;
    auto before = CharacterClass::separator;
    for (std::size_t at = segment.from; at < segment.to;) {
      const auto [character, length, malformed] = base::decode_utf8(text_, at);
      const CharacterClass each = character_class(character);
      if (is_in_word(each)) {
        if (!open) runs_.emplace_back();
        Run& run = runs_.back();
        if (!open) run.from = static_cast<std::uint32_t>(at);
        if (!open) run.before = before;
        open = true;
        run.to = static_cast<std::uint32_t>(at + length);
        run.letters += each == CharacterClass::letter ? 1 : 0;
        run.digits += each == CharacterClass::digit ? 1 : 0;
      } else {
        before = open ? each : CharacterClass::separator;
        open = false;
      }
      at += length;
    }
  }

  // A group is what dots, commas and apostrophes hold together.
  void read_groups(const Segment& segment) {
    const std::size_t words = out_.size();
    for (std::size_t first = 0; first < runs_.size();) {
      std::size_t last = first + 1;
      while (last < runs_.size() && runs_[last].before != CharacterClass::separator) ++last;
      read_group(first, last);
      first = last;
    }
    if (out_.size() == words) {
      end_ = nothing_read;
      return;
    }
    end_ = segment.to;
    if (out_.back().kind == Written::abbreviation && out_.back().to == end_) take_last_dot();
    pass_ending();
  }

  void read_group(std::size_t first, std::size_t last) {
    if (last - first > 1 && runs_[last - 1].before == CharacterClass::apostrophe &&
        is_one_of(endings, written(runs_[last - 1]))) {
      --last;
    }
    if (last - first > 1 && read_number(first, last)) return;
    while (first < last) {
      const std::size_t abbreviation = abbreviation_end(first, last);
      first = abbreviation > first ? read_abbreviation(first, abbreviation, last)
                                   : read_plain(first, last);
    }
  }

  bool read_number(std::size_t first, std::size_t last) {
    if (runs_[first].letters > 0) return false;
    const std::size_t from = runs_[first].from;
    const std::size_t to = runs_[last - 1].to;
    if (!normal_number(slice(from, to))) return false;
    add(from, to, Written::number);
    return true;
  }

  // Not a ligature, which folding makes two of.
  bool is_single_letter(const Run& run) const {
    if (run.letters != 1 || run.digits > 0) return false;
    if (run.to - run.from == 1) return true;
    const std::string folded = base::fold(written(run));
    return !folded.empty() && base::decode_utf8(folded, 0).length == folded.size();
  }

  // The end of the abbreviation that begins with run `first`; `first` if none does.
  std::size_t abbreviation_end(std::size_t first, std::size_t last) const {
    std::size_t end = first;
    while (end < last && is_single_letter(runs_[end]) &&
           (end == first || runs_[end].before == CharacterClass::dot)) {
      ++end;
    }
    if (end - first >= 2) return end;
    if (last - first < 2 || runs_[first + 1].before != CharacterClass::dot) return first;
    const bool known =
        is_one_of(mixed_abbreviations, slice(runs_[first].from, runs_[first + 1].to));
    return known ? first + 2 : first;
  }

  std::size_t read_abbreviation(std::size_t first, std::size_t end, std::size_t last) {
    // "M.P.s", "Ph.D.s": several of them.
    std::size_t letters = end;
    const bool capitals = is_capital(base::decode_utf8(text_, runs_[end - 2].from).character);
    if (end - first > 2 && capitals && written(runs_[end - 1]) == "s") --letters;
    if (end < last && runs_[end].before == CharacterClass::dot && written(runs_[end]) == "s") ++end;
    add(runs_[first].from, runs_[letters - 1].to, Written::abbreviation);
    return end;
  }

  std::size_t read_plain(std::size_t first, std::size_t last) {
    std::size_t end = first + 1;
    while (end < last && runs_[end].before == CharacterClass::apostrophe &&
           runs_[end - 1].letters > 0 && runs_[end].letters > 0 && !is_elision(end - 1)) {
      ++end;
    }
    add(runs_[first].from, runs_[end - 1].to, Written::plain);
    if (end < last && runs_[end].before == CharacterClass::apostrophe && is_elision(end - 1)) {
      link_ = Link::elision;
    }
    return end;
  }

  // Whether the run is a word that lost its vowel before the next, which begins with one or with h.
  bool is_elision(std::size_t run) const {
    if (!is_one_of(elided, written(runs_[run]))) return false;
    const std::size_t next = runs_[run + 1].from;
    const std::string letter =
        base::fold(slice(next, next + base::decode_utf8(text_, next).length));
    return !letter.empty() && "aeiouyh"sv.find(letter.front()) != std::string_view::npos;
  }

  // The last dot of an abbreviation is its own.
  void take_last_dot() {
    if (rest(end_).starts_with('.')) out_.back().to = static_cast<std::uint32_t>(++end_);
  }

  // After a dot or a digit the Unicode rules part an ending from its word: "U.S.'s", "1990's".
  void pass_ending() {
    if (end_ == text_.size() || next_ == segments_.size()) return;
    const auto [character, length, malformed] = base::decode_utf8(text_, end_);
    const Segment& after = segments_[next_];
    if (character_class(character) == CharacterClass::apostrophe && after.from == end_ + length &&
        is_one_of(endings, slice(after.from, after.to))) {
      end_ = after.to;
      ++next_;
    }
  }

  std::string_view text_;
  std::span<const Segment> segments_;
  std::vector<WrittenWord>& out_;
  std::vector<Run> runs_;
  std::size_t next_ = 0;            // segment to read
  std::size_t end_ = nothing_read;  // of the segment of the last word
  Link link_ = Link::none;          // of the next word
};

}  // namespace

void read_words(std::string_view text, std::span<const Segment> segments,
                std::vector<WrittenWord>& out) {
  WordReader(text, segments, out).read();
}

}  // namespace dateline::text
