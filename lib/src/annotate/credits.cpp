#include "annotate/credits.h"

#include <array>
#include <string_view>

#include "base/one_of.h"

namespace dateline::annotate {
namespace {

using base::is_one_of;

constexpr std::array<std::string_view, 8> agencies{"reuters", "reuter", "ap",    "afp",
                                                   "upi",     "epa",    "getty", "photo"};
constexpr std::array<std::string_view, 7> credits{"reporting", "editing",    "writing", "photo",
                                                  "photos",    "photograph", "compiled"};

bool behind_agency(const WordList& words, std::size_t at) {
  if (at == 0 || !is_one_of(words[at - 1].key, agencies)) return false;
  const std::size_t from = words[at - 1].to;
  const std::string_view gap = words.text().substr(from, words[at].from - from);
  return gap.find('/') != std::string_view::npos;
}

// "Reporting by": the credit itself begins a sentence or stands in brackets.
bool behind_credit(const WordList& words, std::size_t at) {
  if (at < 2 || words[at - 1].key != "by" || !is_one_of(words[at - 2].key, credits)) return false;
  const Word& credit = words[at - 2];
  const bool begins = at == 2 || credit.before == Gap::line || credit.before == Gap::sentence ||
                      credit.before == Gap::other;
  return begins && credit.capital;
}

// "(Photo by A B) Prime Minister C", "Reporting by A B. C said".
bool ends_credit(const WordList& words, std::size_t at) {
  const Word& word = words[at];
  if (word.before == Gap::line) return true;
  const std::size_t from = words[at - 1].to;
  const std::string_view gap = words.text().substr(from, word.from - from);
  if (gap.find_first_of(")]") != std::string_view::npos) return true;
  return word.before == Gap::sentence && !is_one_of(word.key, credits);
}

}  // namespace

std::vector<bool> credit_words(const WordList& words) {
  std::vector<bool> marks(words.size(), false);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!words[at].capital) continue;
    if (behind_agency(words, at)) {
      do {
        marks[at++] = true;
      } while (at < words.size() && words[at].capital && words[at].before == Gap::space);
    } else if (behind_credit(words, at)) {
      do {
        marks[at++] = true;
      } while (at < words.size() && !ends_credit(words, at));
    } else {
      continue;
    }
    --at;
  }
  return marks;
}

}  // namespace dateline::annotate
