#include "archive/caption.h"

#include <algorithm>
#include <array>

#include "archive/letters.h"
#include "base/dates.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

constexpr std::size_t longest_caption = 800;
constexpr std::size_t longest_credit = 80;

// What a credit begins with: the photographer's agency, in capitals before a slash.
constexpr std::array<std::string_view, 12> slashed_beginnings{
    "REUTERS/",   "AP/",         "AFP/",       "EPA/",       "UPI/",           "AP Photo/",
    "AFP PHOTO/", "AFP PHOTO /", "AFP Photo/", "EPA PHOTO/", "Reuters Photo/", "AP PHOTO/"};
constexpr std::array<std::string_view, 8> spelt_beginnings{
    "Photo by ",       "Photo: ",     "Photograph by ", "PHOTO BY ",
    "Photo courtesy ", "Picture by ", "Photo credit: ", "Photograph: "};

// A few capitalised words: a name.
bool is_name_list(std::string_view text) {
  const auto words = split_words(text);
  return words.size() <= 7 && std::all_of(words.begin(), words.end(), [](std::string_view word) {
           while (word.starts_with('/')) word.remove_prefix(1);
           return word.empty() || begins_with_capital(word) || word == "/" || word == "via" ||
                  word == "for" || word == "of" || word == "and" || word == "de" || word == "van";
         });
}

// A credit stands for itself: behind the end of a sentence or in brackets, or alone.
bool stands_apart(std::string_view before) {
  before = base::trim(before);
  if (before.empty()) return true;
  constexpr std::string_view ends = ".!?)]([|/\"-";
  return ends.find(before.back()) != std::string_view::npos || before.ends_with("\u201D") ||
         before.ends_with("\u2014");
}

std::string_view without_closing(std::string_view text) {
  text = base::trim(text);
  while (!text.empty() && (text.back() == ')' || text.back() == ']' || text.back() == '.')) {
    text = base::trim(text.substr(0, text.size() - 1));
  }
  return text;
}

// Where a credit at the end can begin at the earliest.
std::size_t credit_begin(std::string_view text) {
  return text.size() > longest_credit ? text.size() - longest_credit : 0;
}

bool ends_in_credit(std::string_view text, std::string_view beginning) {
  const std::size_t first = credit_begin(text);
  const auto found = text.substr(first).rfind(beginning);
  if (found == std::string_view::npos) return false;
  const std::size_t at = first + found;
  const std::string_view name = without_closing(text.substr(at + beginning.size()));
  return !name.empty() && is_name_list(name) && stands_apart(text.substr(0, at));
}

}  // namespace

bool is_caption(std::string_view paragraph) {
  if (paragraph.size() > longest_caption) return false;
  const auto credited = [&](std::string_view each) { return ends_in_credit(paragraph, each); };
  const std::string_view end = paragraph.substr(credit_begin(paragraph));
  const bool slashed = end.find('/') != std::string_view::npos;
  const bool spelt = end.find("hoto") != std::string_view::npos ||
                     end.find("HOTO") != std::string_view::npos ||
                     end.find("icture") != std::string_view::npos;
  return (slashed && std::any_of(slashed_beginnings.begin(), slashed_beginnings.end(), credited)) ||
         (spelt && std::any_of(spelt_beginnings.begin(), spelt_beginnings.end(), credited));
}

std::optional<Date> date_in_caption(std::string_view caption) {
  const auto words = split_words(caption);
  std::optional<Date> found;
  for (std::size_t at = 0; at + 2 < words.size(); ++at) {
    const bool month_first = base::month_by_name(words[at]) != 0;
    const bool day_first = base::month_by_name(words[at + 1]) != 0;
    if (!month_first && !day_first) continue;
    std::string_view last = words[at + 2];
    while (!last.empty() && (last.back() < '0' || last.back() > '9')) last.remove_suffix(1);
    const auto length = static_cast<std::size_t>(last.data() + last.size() - words[at].data());
    if (const auto date = base::parse_timestamp({words[at].data(), length})) found = date->day;
  }
  return found;
}

}  // namespace dateline::archive
