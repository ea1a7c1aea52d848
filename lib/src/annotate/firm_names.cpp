#include "annotate/firm_names.h"

#include <algorithm>
#include <array>

#include "annotate/name_lexicon.h"

namespace dateline::annotate {
namespace {

constexpr std::array<std::string_view, 16> legal_forms{
    "inc", "corp", "co", "ltd", "plc", "ag", "sa",          "nv",
    "spa", "gmbh", "ab", "oy",  "as",  "kk", "corporation", "incorporated"};

// In a passage in capitals nothing but words of running text parts a firm from what stands before.
constexpr std::size_t most_shouted_words = 4;

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

bool adjoins(const Word& word) {
  return word.before == Gap::space || word.before == Gap::hyphen;
}

bool is_running_text(const Word& word) {
  const WordTraits traits = name_lexicon().traits(word.key);
  return (traits & trait::common) != 0 &&
         (traits & (trait::organisation | trait::surname | trait::given)) == 0;
}

// Where the name of a firm begins whose last word is `last`: capitalised words side by side, the
// partners of "Smith, Barney and Co" among them.
std::size_t firm_begin(const WordList& words, std::size_t last) {
  std::size_t begin = last;
  bool partners = false;
  while (begin > 0 && last - begin < 8) {
    const Word& before = words[begin - 1];
    if (before.possessive) break;
    if (words[begin].shouted &&
        (is_running_text(before) || last - begin + 1 >= most_shouted_words)) {
      break;
    }
    if (adjoins(words[begin]) && before.key == "and") {
      const bool joins =
          begin >= 2 && words[begin - 2].capital && adjoins(before) && !words[begin - 2].possessive;
      if (!joins) break;
      partners = true;
      begin -= 2;
      continue;
    }
    const bool side_by_side = adjoins(words[begin]);
    const bool listed = partners && words[begin].before == Gap::comma;
    if (!before.capital || (!side_by_side && !listed)) break;
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
      if (form && first == at) continue;
      add(words, first, form ? at - 1 : at);
    }
  }
}

void FirmNames::add(const WordList& words, std::size_t first, std::size_t last) {
  std::string name;
  for (std::size_t at = first; at <= last; ++at) {
    if (!name.empty()) name += ' ';
    name += words[at].key;
    if (!words[at].capital) continue;
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
  std::string name;
  for (std::size_t at = first; at <= last; ++at) {
    if (!name.empty()) name += ' ';
    name += words[at].key;
  }
  return first < last && beginnings_.contains(name);
}

}  // namespace dateline::annotate
