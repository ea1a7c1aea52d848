#include "annotate/firm_names.h"

#include <algorithm>
#include <array>

#include "annotate/name_lexicon.h"

namespace dateline::annotate {
namespace {

constexpr std::array<std::string_view, 16> legal_forms{
    "inc", "corp", "co", "ltd", "plc", "ag", "sa",          "nv",
    "spa", "gmbh", "ab", "oy",  "as",  "kk", "corporation", "incorporated"};

// In a passage in capitals nothing but these parts a firm from what stands before.
constexpr std::array<std::string_view, 24> no_part{
    "says",  "said",  "to",    "of",   "for",  "in",    "by",   "with",
    "from",  "on",    "at",    "vs",   "buys", "sells", "sees", "sets",
    "names", "files", "makes", "gets", "has",  "takes", "will", "the"};
constexpr std::size_t most_shouted_words = 4;
constexpr std::size_t most_words = 8;
// "Smith, Barney, Harris Upham and Co"; "Rosenkrantz, Lyon and Ross Inc".
constexpr std::size_t most_words_of_last_partner = 3;

std::string_view gap_behind(const WordList& words, std::size_t at) {
  const std::size_t from = words[at].to;
  const std::size_t to = at + 1 < words.size() ? words[at + 1].from : words.text().size();
  return words.text().substr(from, to - from);
}

bool before_ticker(const WordList& words, std::size_t at) {
  const std::string_view gap = gap_behind(words, at);
  const std::size_t sign = gap.find_first_not_of(" .\n");
  return sign != std::string_view::npos && gap[sign] == '<';
}

bool is_legal_form(const Word& word) {
  return word.capital && !(word.shouted && word.key == "as") &&
         std::find(legal_forms.begin(), legal_forms.end(), word.key) != legal_forms.end();
}

bool is_of_body(const Word& word) {
  const WordTraits traits = name_lexicon().traits(word);
  return word.capital && !word.shouted && (traits & trait::organisation) != 0 &&
         (traits & (trait::surname | trait::given)) == 0;
}

bool adjoins(const Word& word) {
  return word.before == Gap::space || word.before == Gap::hyphen;
}

bool may_be_part(const WordList& words, std::size_t at, std::size_t count) {
  const Word& word = words[at];
  if (word.possessive) return false;
  if (!word.shouted) return word.capital;
  return word.capital && count < most_shouted_words &&
         std::find(no_part.begin(), no_part.end(), word.key) == no_part.end();
}

// Where the name of a firm begins whose last word is `last`: capitalised words side by side, the
// partners that "and" joins among them.
std::size_t firm_begin(const WordList& words, std::size_t last) {
  std::size_t begin = last;
  bool partners = false;
  while (begin > 0 && last - begin < most_words) {
    const std::size_t count = last - begin + 1;
    if (adjoins(words[begin]) && words[begin - 1].key == "and") {
      const bool joins = begin >= 2 && adjoins(words[begin - 1]) &&
                         count <= most_words_of_last_partner &&
                         may_be_part(words, begin - 2, count);
      if (!joins) break;
      partners = true;
      begin -= 2;
      continue;
    }
    const bool listed = partners && words[begin].before == Gap::comma;
    if ((!adjoins(words[begin]) && !listed) || !may_be_part(words, begin - 1, count)) break;
    --begin;
  }
  return begin;
}

}  // namespace

FirmNames::FirmNames(std::span<const NameText> texts) {
  for (const NameText& text : texts) {
    const WordList& words = *text.words;
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (!words[at].capital) continue;
      const bool form = is_legal_form(words[at]) && at > 0 && adjoins(words[at]);
      if (!form && !before_ticker(words, at)) continue;
      const std::size_t first = firm_begin(words, at);
      if (!form || first < at) add(words, first, form ? at - 1 : at);
    }
    add_bodies(words);
  }
}

// "Franklin Insured Income Fund" is Franklin afterwards.
void FirmNames::add_bodies(const WordList& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::size_t last = at;
    while (last + 1 < words.size() && words[last + 1].capital && adjoins(words[last + 1]) &&
           !words[last].possessive) {
      ++last;
    }
    if (last > at && is_of_body(words[last]) && !is_of_body(words[at])) {
      words_.insert(words[at].key);
    }
    at = last;
  }
}

void FirmNames::add(const WordList& words, std::size_t first, std::size_t last) {
  std::string name;
  for (std::size_t at = first; at <= last; ++at) {
    if (!name.empty()) name += ' ';
    name += words[at].key;
    if (!words[at].capital) continue;
    parts_.insert(&words[at]);
    words_.insert(words[at].key);
    if (at > first) beginnings_.insert(name);
  }
}

bool FirmNames::has_ticker(const WordList& words, std::size_t first, std::size_t last) {
  const std::uint32_t from = words[first].from;
  const std::string_view inside = words.text().substr(from, words[last].to - from);
  return before_ticker(words, last) || (from > 0 && words.text()[from - 1] == '<') ||
         inside.find('<') != std::string_view::npos;
}

bool FirmNames::is_firm(const WordList& words, std::size_t first, std::size_t last) const {
  if (parts_.contains(&words[first]) && parts_.contains(&words[last])) return true;
  std::string name;
  for (std::size_t at = first; at <= last; ++at) {
    if (!name.empty()) name += ' ';
    name += words[at].key;
  }
  return first < last && beginnings_.contains(name);
}

}  // namespace dateline::annotate
