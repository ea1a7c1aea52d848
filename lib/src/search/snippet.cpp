#include "search/snippet.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "search/seen.h"

namespace dateline::search {
namespace {

struct Passage {
  std::size_t from = 0;
  std::size_t to = 0;
};

bool is_space(char each) {
  return each == ' ' || each == '\n' || each == '\t' || each == '\r';
}

bool continues_character(char each) {
  return (static_cast<unsigned char>(each) & 0xC0U) == 0x80U;
}

/// Finds the window of at most `max_bytes` that shows the most different things, then the most
/// things, then the first. Gives the first and the last byte shown.
Passage densest(const std::vector<Seen>& seen, std::size_t max_bytes) {
  std::size_t kinds = 0;
  for (const Seen& each : seen) kinds = std::max(kinds, each.what + 1);
  std::vector<std::size_t> inside(kinds);
  std::size_t distinct = 0;
  std::size_t best_distinct = 0;
  std::size_t best_count = 0;
  Passage best;
  for (std::size_t first = 0, last = 0; last < seen.size(); ++last) {
    if (inside[seen[last].what]++ == 0) ++distinct;
    while (first < last && seen[last].to > seen[first].from + max_bytes) {
      if (--inside[seen[first].what] == 0) --distinct;
      ++first;
    }
    const std::size_t count = last - first + 1;
    if (distinct < best_distinct || (distinct == best_distinct && count <= best_count)) continue;
    best_distinct = distinct;
    best_count = count;
    best = {seen[first].from, seen[last].to};
  }
  return best;
}

std::size_t before_closing_marks(std::string_view text, std::size_t end) {
  constexpr std::array<std::string_view, 5> marks{"\"", "'", ")", "\u201d", "\u2019"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view each : marks) {
      if (!text.substr(0, end).ends_with(each)) continue;
      end -= each.size();
      again = true;
    }
  }
  return end;
}

// Whether the full stop behind `text` is more likely that of "Mr.", "Gov.", "J." or "U.S." than the
// end of a sentence: a short word with a capital, or one that has a stop inside.
bool is_abbreviated(std::string_view text) {
  constexpr std::size_t longest = 4;
  std::size_t from = text.size();
  while (from > 0 && !is_space(text[from - 1])) --from;
  const std::string_view word = text.substr(from);
  if (word.find('.') != std::string_view::npos) return true;
  return !word.empty() && word.size() <= longest && word.front() >= 'A' && word.front() <= 'Z';
}

bool begins_sentence(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  if (!is_space(text[at - 1])) return false;
  std::size_t end = at;
  std::size_t lines = 0;
  while (end > 0 && is_space(text[end - 1])) {
    if (text[--end] == '\n') ++lines;
  }
  if (lines > 1 || end == 0) return true;
  end = before_closing_marks(text, end);
  const char mark = end > 0 ? text[end - 1] : '!';
  if (mark == '.') return !is_abbreviated(text.substr(0, end - 1));
  return mark == '!' || mark == '?';
}

bool begins_word(std::string_view text, std::size_t at) {
  return at == 0 || (is_space(text[at - 1]) && !is_space(text[at]));
}

/// The beginning for a passage that must hold `shown`: its own sentence if there is room, else a
/// word not too far before.
std::size_t beginning(std::string_view text, Passage shown, std::size_t max_bytes) {
  const std::size_t room = max_bytes - std::min(max_bytes, shown.to - shown.from);
  const std::size_t earliest = shown.from - std::min(shown.from, room);
  if (earliest == 0 && shown.to <= max_bytes) return 0;
  for (std::size_t at = shown.from + 1; at-- > earliest;) {
    if (begins_word(text, at) && begins_sentence(text, at)) return at;
  }
  // No sentence begins near: a little of what stands before helps to read on.
  const std::size_t context = shown.from - std::min(shown.from, room / 4);
  for (std::size_t at = context; at <= shown.from; ++at) {
    if (begins_word(text, at)) return at;
  }
  return shown.from;
}

bool ends_sentence(std::string_view text, std::size_t at) {
  std::size_t next = at;
  while (next < text.size() && is_space(text[next])) ++next;
  return next > at && begins_sentence(text, next);
}

/// The end of a passage from `from`, past `least` where that is within the size: that of the last
/// sentence that fills half of it, else of a word.
std::size_t ending(std::string_view text, std::size_t from, std::size_t least,
                   std::size_t max_bytes) {
  if (text.size() - from <= max_bytes) return text.size();
  const std::size_t latest = from + max_bytes;
  for (std::size_t at = latest; at >= least && at - from >= max_bytes / 2 && at > from; --at) {
    if (!is_space(text[at - 1]) && ends_sentence(text, at)) return at;
  }
  for (std::size_t at = latest; at > from && at >= least; --at) {
    if (is_space(text[at]) && !is_space(text[at - 1])) return at;
  }
  // One long word, or a script without spaces.
  std::size_t end = latest;
  while (end > from && continues_character(text[end])) --end;
  return end;
}

void trim(std::string_view text, Passage& passage) {
  while (passage.from < passage.to && is_space(text[passage.from])) ++passage.from;
  while (passage.from < passage.to && is_space(text[passage.to - 1])) --passage.to;
}

std::vector<ByteRange> marks_in(const std::vector<Seen>& seen, Passage passage) {
  std::vector<ByteRange> out;
  for (const Seen& each : seen) {
    if (each.from < passage.from || each.to > passage.to) continue;
    const auto from = static_cast<std::uint32_t>(each.from - passage.from);
    const auto to = static_cast<std::uint32_t>(each.to - passage.from);
    if (!out.empty() && from < out.back().to) {
      out.back().to = std::max(out.back().to, to);
    } else {
      out.push_back({from, to});
    }
  }
  return out;
}

Snippet cut(std::string_view text, const std::vector<Seen>& seen, std::size_t max_bytes) {
  Passage shown;
  if (!seen.empty()) shown = densest(seen, max_bytes);
  Passage passage;
  passage.from = beginning(text, shown, max_bytes);
  passage.to = ending(text, passage.from, shown.to, max_bytes);
  trim(text, passage);
  Snippet out;
  out.text = text.substr(passage.from, passage.to - passage.from);
  out.marks = marks_in(seen, passage);
  out.cut_before = !base::trim(text.substr(0, passage.from)).empty();
  out.cut_after = !base::trim(text.substr(passage.to)).empty();
  return out;
}

}  // namespace

Snippet make_snippet(const Article& article, const Highlights& highlights,
                     std::string_view language, std::size_t max_bytes, text::Analyzer& analyzer) {
  if (highlights.empty()) {
    return cut(article.body.empty() ? article.headline : article.body, {}, max_bytes);
  }
  text::WantedStems wanted;
  for (const Highlights::Word& word : highlights.words) {
    for (const std::string& stem : word.stems) wanted.add(stem);
  }
  text::TokenList tokens;
  analyzer.analyze(article.body, language, wanted, tokens);
  const std::vector<Seen> in_body = find_highlights(tokens, highlights);
  if (!in_body.empty()) return cut(article.body, in_body, max_bytes);
  analyzer.analyze(article.headline, language, wanted, tokens);
  const std::vector<Seen> in_headline = find_highlights(tokens, highlights);
  if (!in_headline.empty() || article.body.empty()) {
    return cut(article.headline, in_headline, max_bytes);
  }
  return cut(article.body, {}, max_bytes);
}

}  // namespace dateline::search
