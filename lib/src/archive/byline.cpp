#include "archive/byline.h"

#include <algorithm>
#include <array>

#include "archive/dateline_line.h"
#include "archive/letters.h"
#include "base/dates.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

constexpr std::size_t longest_byline = 160;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view each) { return equals_ignoring_case(each, word); });
}

std::string_view without_by(std::string_view line) {
  line = base::trim(line);
  if (starts_with_ignoring_case(line, "by ")) return base::trim(line.substr(3));
  if (starts_with_ignoring_case(line, "by:")) return base::trim(line.substr(3));
  return line;
}

// "Associated Press Writer", "Reuters Staff Writer": the agency of an author's title.
std::string_view agency_of_title(std::string_view title) {
  for (const std::string_view role :
       {" Staff Writer", " Writer", " Staff", " Correspondent", " Business Writer",
        " Diplomatic Writer", " Sports Writer", " White House Correspondent"}) {
    if (title.size() > role.size() && title.ends_with(role)) {
      const std::string_view agency = title.substr(0, title.size() - role.size());
      if (is_agency(agency)) return agency;
    }
  }
  return is_agency(title) ? title : std::string_view{};
}

Byline split_agency(std::string_view authors) {
  if (!agency_of_title(authors).empty()) {
    return {std::string(authors), std::string(agency_of_title(authors))};
  }
  const auto comma = authors.rfind(',');
  if (comma == std::string_view::npos) return {std::string(authors), {}};
  const std::string_view agency = agency_of_title(base::trim(authors.substr(comma + 1)));
  if (agency.empty()) return {std::string(authors), {}};
  return {std::string(base::trim(authors.substr(0, comma))), std::string(agency)};
}

bool is_name_word(std::string_view word) {
  while (word.ends_with(',') || word.ends_with(';')) word.remove_suffix(1);
  if (is_one_of(word, {"and", "&", "with", "de", "da", "del", "della", "di", "van", "von", "der",
                       "den", "la", "le", "bin", "al", "el", "y", "in"})) {
    return true;
  }
  return begins_with_capital(word) && std::none_of(word.begin(), word.end(), [](char each) {
           return (each >= '0' && each <= '9') || each == ':' || each == '!' || each == '?' ||
                  each == '"';
         });
}

// "By Monday", "By January": a time, not a name.
bool is_time(std::string_view word) {
  return base::month_by_name(word) != 0 ||
         is_one_of(word, {"Monday", "Tuesday",  "Wednesday", "Thursday", "Friday", "Saturday",
                          "Sunday", "Then",     "Now",       "Late",     "Early",  "Mid",
                          "The",    "This",     "That",      "All",      "Any",    "Most",
                          "Some",   "Contrast", "Comparison"});
}

}  // namespace

std::optional<Byline> parse_byline(std::string_view line) {
  line = base::trim(line);
  if (line.size() > longest_byline || !starts_with_ignoring_case(line, "by")) return std::nullopt;
  const std::string_view authors = without_by(line);
  if (authors.empty() || authors.size() == line.size()) return std::nullopt;
  const auto words = split_words(authors);
  if (words.size() > 20 || is_time(words.front()) ||
      !std::all_of(words.begin(), words.end(), is_name_word)) {
    return std::nullopt;
  }
  // A full stop ends a sentence, unless it is that of "Jr." or an initial.
  if (authors.ends_with('.') && words.back().size() > 3) return std::nullopt;
  if (words.size() < 2 && agency_of_title(authors).empty()) return std::nullopt;
  return split_agency(authors);
}

Byline parse_author_value(std::string_view value) {
  return split_agency(without_by(value));
}

}  // namespace dateline::archive
