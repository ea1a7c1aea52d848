#include "annotate/firm_names.h"

#include <algorithm>
#include <array>

namespace dateline::annotate {
namespace {

constexpr std::array<std::string_view, 16> legal_forms{
    "inc", "corp", "co", "ltd", "plc", "ag", "sa",          "nv",
    "spa", "gmbh", "ab", "oy",  "as",  "kk", "corporation", "incorporated"};

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
  return word.capital &&
         std::find(legal_forms.begin(), legal_forms.end(), word.key) != legal_forms.end();
}

}  // namespace

FirmNames::FirmNames(std::span<const NameText> texts) {
  for (const NameText& text : texts) {
    const WordList& words = *text.words;
    std::size_t run = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
      const bool goes_on = at > run && words[at].capital && words[at].before == Gap::space;
      if (!goes_on) run = at;
      if (!words[at].capital) continue;
      if ((is_legal_form(words[at]) && at > run) || before_ticker(words, at)) {
        first_words_.insert(words[run].key);
      }
    }
  }
}

bool FirmNames::has_ticker(const WordList& words, std::size_t first, std::size_t last) {
  const std::uint32_t from = words[first].from;
  return before_ticker(words, last) || (from > 0 && words.text()[from - 1] == '<');
}

}  // namespace dateline::annotate
