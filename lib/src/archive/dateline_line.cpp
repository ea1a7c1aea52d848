#include "archive/dateline_line.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include "archive/letters.h"
#include "base/dates.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

constexpr std::size_t longest_dateline = 200;
constexpr std::size_t longest_name = 40;

using Words = std::vector<std::string_view>;

std::string_view trim_marks(std::string_view text) {
  while (!text.empty() && std::string_view(" \t\r\n,*").find(text.front()) != text.npos) {
    text.remove_prefix(1);
  }
  while (!text.empty() && std::string_view(" \t\r\n,").find(text.back()) != text.npos) {
    text.remove_suffix(1);
  }
  return text;
}

unsigned number(std::string_view word) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return error == std::errc{} && end == word.data() + word.size() ? value : 0;
}

bool is_weekday(std::string_view word) {
  constexpr std::array<std::string_view, 14> days{
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
      "Mon.",   "Tues.",   "Wed.",      "Thurs.",   "Fri.",   "Sat.",     "Sun."};
  return std::any_of(days.begin(), days.end(),
                     [&](std::string_view each) { return equals_ignoring_case(each, word); });
}

/// A date as datelines have it, perhaps without its year.
struct PartialDate {
  unsigned month = 0;
  unsigned day = 0;   ///< 0: unreadable ("March 2O")
  unsigned year = 0;  ///< 0: not written
};

// "Feb. 22", "26 feb", "March 3 2008", "April": words without commas.
std::optional<PartialDate> parse_partial_date(const Words& words) {
  if (words.empty() || words.size() > 3) return std::nullopt;
  PartialDate date;
  const bool day_first = number(words[0]) != 0 && words.size() > 1;
  const std::string_view month = words[day_first ? 1 : 0];
  date.month = base::month_by_name(month);
  if (date.month == 0 || month.size() < 3) return std::nullopt;
  if (words.size() > 1) date.day = number(words[day_first ? 0 : 1]);
  if (words.size() > 2) date.year = number(words[2]);
  const auto begins_with_digit_like = [](std::string_view word) {
    return (word[0] >= '0' && word[0] <= '9') || word == "l";
  };
  if (words.size() > 1 && date.day == 0 && !begins_with_digit_like(words[1])) return std::nullopt;
  return date;
}

std::optional<Date> full_date(const PartialDate& date) {
  const Date day{std::chrono::year(static_cast<int>(date.year)), std::chrono::month(date.month),
                 std::chrono::day(date.day)};
  if (date.year < 1000 || date.year > 9999 || !day.ok()) return std::nullopt;
  return day;
}

bool is_place_character(unsigned char each) {
  return each >= 0x80 || std::isalpha(each) != 0 ||
         std::string_view(" .'-/&").find(static_cast<char>(each)) != std::string_view::npos;
}

bool is_labelled(DatelineContext context) {
  return context == DatelineContext::labelled || context == DatelineContext::value;
}

// Words that begin with capitals (small particles aside), without digits or other marks. Where the
// archive says what it is, the case does not matter ("des moines").
bool is_place_name(std::string_view name, DatelineContext context) {
  if (name.empty() || name.size() > longest_name) return false;
  if (!std::all_of(name.begin(), name.end(), [](char each) {
        return is_place_character(static_cast<unsigned char>(each));
      })) {
    return false;
  }
  const Words words = split_words(name);
  if (words.empty() || words.size() > 5) return false;
  if (is_labelled(context)) return true;
  return (begins_with_capital(name) || words.front() == "the") &&
         std::all_of(words.begin(), words.end(), [](std::string_view word) {
           return begins_with_capital(word) || is_particle(word) || word == "/" || word == "&" ||
                  word == "and" || word == "the";
         });
}

// Words in capitals that begin lines before a dash without being places.
bool is_label(std::string_view name) {
  constexpr std::array<std::string_view, 40> labels{
      "ADVISORY",   "ALERT",   "ANALYSIS",   "APEC",       "ASEAN",     "BREAKING",  "BRIEF",
      "CHRONOLOGY", "COLUMN",  "CORRECTED",  "CORRECTION", "EDITORIAL", "EXCLUSIVE", "FACTBOX",
      "FEATURE",    "FOCUS",   "HIGHLIGHTS", "INTERPOL",   "INTERVIEW", "LEAD",      "NAFTA",
      "NASA",       "NASDAQ",  "NATO",       "NOTE",       "OECD",      "OPEC",      "OPINION",
      "OSCE",       "PREVIEW", "PROFILE",    "REFILE",     "REPEAT",    "REVIEW",    "TIMELINE",
      "UNESCO",     "UNICEF",  "UPDATE",     "URGENT",     "WRAPUP"};
  const Words words = split_words(name);
  return !words.empty() && std::find(labels.begin(), labels.end(), words.front()) != labels.end();
}

/// The parts of the text before the dash.
struct Head {
  std::vector<std::string> places;  ///< the place and what it lies in
  std::string agency;
  std::optional<PartialDate> date;
  bool weekday = false;
  bool bracketed = false;  ///< the agency stood in brackets
};

// Takes one comma-separated part that is not the first as a date, an agency or a region.
bool take_part(std::string_view part, Head& head, DatelineContext context) {
  const Words words = split_words(part);
  if (const unsigned year = number(part); year != 0 && head.date && head.date->year == 0) {
    head.date->year = year;
    return true;
  }
  if (is_weekday(part)) {
    head.weekday = true;
    return true;
  }
  if (const auto date = parse_partial_date(words)) {
    head.date = date;
    return true;
  }
  if (is_agency(part)) {
    head.agency = part;
    return true;
  }
  // "Narch 2": a misspelt month, where there can be nothing else.
  if (is_labelled(context) && words.size() == 2 && number(words[1]) != 0 && !head.date) {
    head.date = PartialDate{};
    return true;
  }
  if (head.date || head.places.size() >= 3 || !is_place_name(part, context)) return false;
  head.places.emplace_back(part);
  return true;
}

// "Va. Feb 26", "KANSAS CITY, Mo. - March 13": a date behind the place without a comma.
bool take_place_with_date(std::string_view part, Head& head, DatelineContext context) {
  const Words words = split_words(part);
  for (std::size_t count = 2; count <= 3 && count < words.size(); ++count) {
    const auto date =
        parse_partial_date({words.end() - static_cast<std::ptrdiff_t>(count), words.end()});
    if (!date || date->day == 0) continue;
    const auto at = static_cast<std::size_t>(
        (words.end() - static_cast<std::ptrdiff_t>(count))->data() - part.data());
    std::string_view place = trim_marks(part.substr(0, at));
    while (place.ends_with('-') || place.ends_with(' ')) place.remove_suffix(1);
    if (!is_place_name(place, context)) continue;
    head.places.emplace_back(place);
    head.date = date;
    return true;
  }
  return false;
}

bool take_parts(std::string_view text, Head& head, DatelineContext context) {
  for (std::string_view part : split_trimmed(text, ',')) {
    while (part.starts_with("- ")) part = base::trim(part.substr(2));
    if (part.empty() || part == "-") continue;
    if (head.places.empty()) {
      if (take_place_with_date(part, head, context)) continue;
      if (!is_place_name(part, context)) return false;
      head.places.emplace_back(part);
    } else if (!(!head.date && take_place_with_date(part, head, context)) &&
               !take_part(part, head, context)) {
      return false;
    }
  }
  return true;
}

// "(Reuters)", "(AP, March 3)".
bool take_brackets(std::string_view text, Head& head) {
  for (const std::string_view part : split_trimmed(text, ',')) {
    if (const auto date = parse_partial_date(split_words(part))) {
      head.date = date;
    } else if (number(part) != 0 && head.date && head.date->year == 0) {
      head.date->year = number(part);
    } else if (head.agency.empty() && part.size() <= longest_name &&
               split_words(part).size() <= 4 && (begins_with_capital(part) || is_agency(part))) {
      head.agency = part;
      head.bracketed = true;
    } else {
      return false;
    }
  }
  return true;
}

std::optional<Head> parse_head(std::string_view text, DatelineContext context) {
  Head head;
  text = trim_marks(text);
  const auto open = text.find('(');
  const std::string_view before = trim_marks(text.substr(0, open));
  if (before.empty() || !take_parts(before, head, context)) return std::nullopt;
  if (open != std::string_view::npos) {
    const auto close = text.find(')', open);
    if (close == std::string_view::npos) return std::nullopt;
    if (!take_brackets(text.substr(open + 1, close - open - 1), head)) return std::nullopt;
    const std::string_view after = trim_marks(text.substr(close + 1));
    for (const std::string_view part : split_trimmed(after, ',')) {
      if (head.date && head.date->year != 0) return std::nullopt;
      const std::size_t places = head.places.size();
      if (!take_part(part, head, context) || head.places.size() != places) return std::nullopt;
    }
  }
  if (head.places.empty()) return std::nullopt;
  return head;
}

/// A dash that may end a dateline.
struct Dash {
  std::size_t from = 0;
  std::size_t to = 0;  ///< with the space behind it
  /// Space stands on one side only ("March 2- The"): the place wants a date or an agency.
  bool loose = false;
};

bool is_space(char each) {
  return each == ' ' || each == '\n' || each == '\t';
}

std::optional<Dash> next_dash(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 6> dashes{"\u2014", "\u2013", "\u2015", "--", "-", "_"};
  for (; at < text.size(); ++at) {
    if (text[at] != '-' && text[at] != '_' && text[at] != '\xE2') continue;
    for (const std::string_view dash : dashes) {
      if (!text.substr(at).starts_with(dash)) continue;
      std::size_t to = at + dash.size();
      const bool long_dash = dash.size() > 1;
      const bool free_before = at > 0 && (is_space(text[at - 1]) || text[at - 1] == ')');
      const bool free_after = to == text.size() || is_space(text[to]);
      if (at == 0 || !(long_dash || free_before || free_after)) {
        at = to - 1;
        break;
      }
      const bool loose = !long_dash && !(free_before && free_after);
      while (to < text.size() && is_space(text[to])) ++to;
      return Dash{at, to, loose};
    }
  }
  return std::nullopt;
}

/// How much speaks for a dateline.
enum class Evidence { none, shape, agency_or_date };

Evidence evidence(const Head& head, std::string_view rest, Dash dash, DatelineContext context) {
  const std::string_view place = head.places.front();
  const bool agency = is_agency(head.agency);
  if (!is_in_capitals(place)) {
    const bool dated = head.date && head.date->day != 0;
    const bool enough = (agency || dated) && context != DatelineContext::later_paragraph;
    return enough ? Evidence::agency_or_date : Evidence::none;
  }
  if (agency || head.date || head.weekday || head.bracketed) return Evidence::agency_or_date;
  if (dash.loose || context == DatelineContext::later_paragraph) return Evidence::none;
  if (is_labelled(context)) return Evidence::shape;
  const auto dots = static_cast<std::size_t>(std::count(place.begin(), place.end(), '.'));
  const bool long_enough = length_in_characters(place) >= 4 + 2 * dots;
  return long_enough && !is_label(place) && !rest.empty() && begins_like_a_sentence(rest)
             ? Evidence::shape
             : Evidence::none;
}

std::string join_places(const std::vector<std::string>& places) {
  std::string out;
  for (const std::string& each : places) out += (out.empty() ? "" : ", ") + each;
  return out;
}

struct Reading {
  WrittenDateline dateline;
  Evidence evidence = Evidence::none;
};

Reading read(std::string_view text, Dash dash, DatelineContext context) {
  Reading reading;
  const auto head = parse_head(text.substr(0, dash.from), context);
  if (!head) return reading;
  reading.evidence = evidence(*head, text.substr(dash.to), dash, context);
  reading.dateline.place = join_places(head->places);
  reading.dateline.agency = head->agency;
  if (head->date) reading.dateline.date = full_date(*head->date);
  reading.dateline.length = dash.to;
  return reading;
}

}  // namespace

bool is_agency(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  constexpr std::array<std::string_view, 44> agencies{"Reuters",
                                                      "Reuter",
                                                      "AP",
                                                      "Associated Press",
                                                      "The Associated Press",
                                                      "AFP",
                                                      "Agence France-Presse",
                                                      "UPI",
                                                      "United Press International",
                                                      "dpa",
                                                      "Xinhua",
                                                      "TASS",
                                                      "Itar-Tass",
                                                      "Interfax",
                                                      "RIA Novosti",
                                                      "RIA",
                                                      "Kyodo",
                                                      "Kyodo News",
                                                      "Jiji Press",
                                                      "Bloomberg",
                                                      "Bloomberg News",
                                                      "ANSA",
                                                      "EFE",
                                                      "PTI",
                                                      "IANS",
                                                      "ANI",
                                                      "IRNA",
                                                      "ISNA",
                                                      "CNN",
                                                      "BBC",
                                                      "Dow Jones",
                                                      "Canadian Press",
                                                      "The Canadian Press",
                                                      "CP",
                                                      "PA",
                                                      "Press Association",
                                                      "Yonhap",
                                                      "KUNA",
                                                      "SANA",
                                                      "WAM",
                                                      "MENA",
                                                      "Tanjug",
                                                      "Antara",
                                                      "AAP"};
  return std::any_of(agencies.begin(), agencies.end(),
                     [&](std::string_view each) { return equals_ignoring_case(each, name); });
}

std::optional<WrittenDateline> parse_dateline(std::string_view text, DatelineContext context) {
  const std::string_view start = text.substr(0, longest_dateline);
  // "KANSAS CITY, Mo. - March 13 - ": an agency or a date behind the first dash decides.
  Reading best;
  std::size_t at = 0;
  while (const auto dash = next_dash(start, at)) {
    Reading reading = read(text, *dash, context);
    if (reading.evidence > best.evidence) best = std::move(reading);
    if (best.evidence == Evidence::agency_or_date) break;
    at = dash->to;
  }
  if (best.evidence == Evidence::none && context == DatelineContext::value &&
      text.size() <= longest_dateline) {
    best = read(text, {text.size(), text.size(), false}, context);
  }
  if (best.evidence == Evidence::none) return std::nullopt;
  return best.dateline;
}

}  // namespace dateline::archive
