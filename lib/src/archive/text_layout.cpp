#include "archive/text_layout.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "archive/body.h"
#include "archive/boilerplate.h"
#include "archive/byline.h"
#include "archive/caption.h"
#include "archive/letters.h"
#include "archive/paragraphs.h"
#include "base/dates.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

constexpr std::size_t longest_section = 60;
constexpr std::size_t longest_headline = 160;
constexpr std::size_t most_headline_words = 25;
constexpr std::size_t longest_wrapped_line = 120;
constexpr std::size_t most_lines_above = 8;
constexpr std::size_t most_headline_lines = 3;

struct Line {
  std::string_view text;  ///< trimmed, not empty
  std::size_t from = 0;   ///< where the line begins in the article's text
  std::size_t indent = 0;
  bool after_gap = false;  ///< an empty line stands before it
};

// The first lines that are not empty: as many as can matter for what stands above the text.
std::vector<Line> first_lines(std::string_view text) {
  std::vector<Line> lines;
  bool gap = true;
  for (std::size_t at = 0; at < text.size() && lines.size() < most_lines_above + 4;) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string_view raw = text.substr(at, end - at);
    const std::string_view trimmed = base::trim(raw);
    if (trimmed.empty()) {
      gap = true;
    } else {
      lines.push_back({trimmed, at, static_cast<std::size_t>(trimmed.data() - raw.data()), gap});
      gap = false;
    }
    at = end + 1;
  }
  return lines;
}

bool is_section_word(std::string_view word) {
  constexpr std::array<std::string_view, 53> words{
      "world",         "news",     "national",   "international", "foreign",  "domestic",
      "politics",      "business", "economy",    "economics",     "markets",  "finance",
      "money",         "sport",    "sports",     "football",      "opinion",  "editorial",
      "editorials",    "comment",  "commentary", "analysis",      "features", "technology",
      "tech",          "science",  "health",     "environment",   "arts",     "culture",
      "entertainment", "books",    "education",  "travel",        "style",    "lifestyle",
      "weather",       "local",    "metro",      "region",        "nation",   "us",
      "u.s.",          "uk",       "europe",     "asia",          "africa",   "americas",
      "pacific",       "middle",   "east",       "latin",         "america"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view each) { return equals_ignoring_case(each, word); });
}

// "World News", "WORLD / EUROPE", "Arts & Entertainment".
bool is_section(std::string_view line) {
  if (line.size() > longest_section) return false;
  const auto words = split_words(line);
  if (words.empty() || words.size() > 6) return false;
  const auto fits = [](std::string_view word) {
    while (word.ends_with(':') || word.ends_with(',')) word.remove_suffix(1);
    return is_section_word(word) || word == "/" || word == ">" || word == "|" || word == "&" ||
           word == "and" || word == "-" || equals_ignoring_case(word, "top");
  };
  return is_section_word(words.front()) && begins_with_capital(line) &&
         std::all_of(words.begin(), words.end(), fits);
}

// "U.S.", "Corp.", "J.": the last word of a headline may have a full stop.
bool ends_in_abbreviation(std::string_view line) {
  const auto words = split_words(line);
  std::string_view last = words.back();
  last.remove_suffix(1);
  return last.find('.') != std::string_view::npos || last.size() == 1 || last == "Corp" ||
         last == "Inc" || last == "Co" || last == "Ltd" || last == "Jr" || last == "Sr";
}

// "He came. He saw": two sentences.
bool has_sentence_inside(std::string_view line) {
  for (auto at = line.find(". "); at != std::string_view::npos; at = line.find(". ", at + 1)) {
    const std::string_view before = line.substr(0, at + 1);
    const std::string_view after = line.substr(at + 2);
    if (begins_with_capital(after) && !ends_in_abbreviation(before) && at >= 3 &&
        std::islower(static_cast<unsigned char>(line[at - 1])) != 0 &&
        std::islower(static_cast<unsigned char>(line[at - 3])) != 0) {
      return true;
    }
  }
  return false;
}

bool ends_like_a_sentence(std::string_view line) {
  std::string_view end = line;
  while (end.ends_with("\u201D")) end.remove_suffix(3);
  while (end.ends_with('"') || end.ends_with(')')) end.remove_suffix(1);
  if (end.empty()) return true;
  const bool quoted = end.size() != line.size();
  if (quoted && std::string_view(".,?!").find(end.back()) != std::string_view::npos) return true;
  if (std::string_view(",;:").find(end.back()) != std::string_view::npos) return true;
  return end.ends_with('.') && !end.ends_with("...") && !ends_in_abbreviation(end);
}

// Not with a small letter, unless the word goes on with a capital ("iTunes").
bool begins_like_a_headline(std::string_view text) {
  if (begins_like_a_sentence(text)) return true;
  const auto words = split_words(text);
  return !words.empty() && std::any_of(words.front().begin(), words.front().end(),
                                       [](char each) { return each >= 'A' && each <= 'Z'; });
}

bool is_headline_text(std::string_view text) {
  return length_in_characters(text) <= longest_headline &&
         split_words(text).size() <= most_headline_words && has_letter(text) &&
         begins_like_a_headline(text) && !ends_like_a_sentence(text) &&
         !has_sentence_inside(text) && text.find("://") == std::string_view::npos &&
         !is_caption(text) && !parse_dateline(text, DatelineContext::paragraph);
}

// "Published: February 22, 2007", "Thursday, February 22, 2007"
std::optional<base::Timestamp> date_line(std::string_view line) {
  for (const std::string_view label : {"Published:", "Published on", "Published", "Posted:",
                                       "Posted on", "Updated:", "Last updated:", "Date:"}) {
    if (starts_with_ignoring_case(line, label)) {
      line = base::trim(line.substr(label.size()));
      break;
    }
  }
  if (line.size() > 60 || line.find_first_not_of("0123456789") == std::string_view::npos) {
    return std::nullopt;
  }
  return base::parse_timestamp(line);
}

/// Takes the lines above the text one after the other, as long as each can be told from the text.
class LinesAbove {
 public:
  LinesAbove(std::string_view text, Article& article)
      : text_(text), lines_(first_lines(text)), article_(article) {}

  /// Fills the article and gives what remains.
  std::string_view take() {
    while (at_ < lines_.size() && at_ < most_lines_above) {
      if (!take_date() && !take_byline() && !take_section() && !take_headline()) break;
    }
    return at_ < lines_.size() ? text_.substr(lines_[at_].from) : std::string_view{};
  }

 private:
  bool has_more(std::size_t line) const { return line + 1 < lines_.size(); }

  bool begins_dateline(std::size_t line) const {
    return parse_dateline(lines_[line].text, DatelineContext::paragraph).has_value();
  }

  // Whether a line ends before the next begins for another reason than the width of the page.
  bool stands_alone(std::size_t line) const {
    if (!has_more(line)) return true;
    const Line& here = lines_[line];
    const Line& next = lines_[line + 1];
    return next.after_gap || next.indent > here.indent + 1 || parse_byline(next.text) ||
           date_line(next.text) || begins_dateline(line + 1) ||
           (length_in_characters(here.text) <= longest_wrapped_line &&
            length_in_characters(next.text) > longest_wrapped_line);
  }

  bool take_date() {
    if (article_.date || !stands_alone(at_)) return false;
    const auto timestamp = date_line(lines_[at_].text);
    if (!timestamp) return false;
    article_.date = timestamp->day;
    article_.instant = timestamp->instant;
    add_removed(article_.removed, lines_[at_++].text);
    return true;
  }

  bool take_byline() {
    if (!article_.byline.empty()) return false;
    const auto byline = parse_byline(lines_[at_].text);
    const bool alone = stands_alone(at_) || begins_with_capital(lines_[at_ + 1].text);
    if (!byline || !alone) return false;
    set_author_value(article_, lines_[at_++].text);
    return true;
  }

  bool take_section() {
    if (!article_.section.empty() || !article_.headline.empty() || !has_more(at_) ||
        !stands_alone(at_) || !is_section(lines_[at_].text)) {
      return false;
    }
    article_.section = lines_[at_++].text;
    return true;
  }

  bool take_headline() {
    if (!article_.headline.empty()) return false;
    std::string joined;
    for (std::size_t line = at_; line < lines_.size() && line < at_ + most_headline_lines; ++line) {
      joined += (joined.empty() ? "" : " ") + std::string(lines_[line].text);
      if (!stands_alone(line)) continue;
      const bool several = line > at_;
      if (!has_more(line) || !is_headline_text(joined) ||
          (several && !is_in_capitals(joined) && !begins_dateline(line + 1) &&
           !parse_byline(lines_[line + 1].text))) {
        return false;
      }
      article_.headline = std::move(joined);
      at_ = line + 1;
      return true;
    }
    return false;
  }

  std::string_view text_;
  std::vector<Line> lines_;
  Article& article_;
  std::size_t at_ = 0;
};

void lift_captions(Article& article) {
  std::string kept;
  std::string captions;
  std::optional<Date> date;
  std::string_view rest = article.body;
  while (!rest.empty()) {
    const std::string_view paragraph = first_paragraph(rest);
    rest.remove_prefix(std::min(rest.size(), paragraph.size() + 2));
    const bool caption = is_caption(paragraph);
    std::string& to = caption ? captions : kept;
    if (!to.empty()) to += "\n\n";
    to += paragraph;
    if (caption && !date) date = date_in_caption(paragraph);
  }
  if (captions.empty()) return;
  article.body = std::move(kept);
  article.extra["caption"] = std::move(captions);
  if (!article.date) article.date = date;
}

}  // namespace

void lay_out(std::string_view text, Article& article) {
  std::string removed_below;
  const std::string_view content = without_boilerplate(text, removed_below);
  article.body = to_paragraphs(LinesAbove(content, article).take());
  lift_dateline(article, DatelineContext::paragraph);
  lift_captions(article);
  // A dateline below captions is the first paragraph only now.
  if (article.dateline.empty()) lift_dateline(article, DatelineContext::paragraph);
  add_removed(article.removed, removed_below);
}

}  // namespace dateline::archive
