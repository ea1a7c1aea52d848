#include "text/stop_words.h"

#include <algorithm>

#include "base/utf8.h"
#include "data/stopwords_tsv.h"
#include "text/folding.h"

namespace dateline::text {
namespace {

// Takes from `rest` what stands before the next `delimiter`, and both off it.
std::string_view next_field(std::string_view& rest, char delimiter) {
  const std::size_t end = rest.find(delimiter);
  const std::string_view field = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return field;
}

// Of ASCII: folding leaves it as it is.
bool is_small_letter(char each) {
  return each >= 'a' && each <= 'z';
}

// Norwegian without saying which is nearly always Bokmål.
std::string_view list_of(std::string_view code) {
  return code == "no" ? "nb" : code;
}

void sort_once_each(std::vector<std::string_view>& words) {
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace

StopWords::StopWords(std::string_view code) {
  std::string_view rest = data::stopwords_tsv();
  while (!rest.empty()) {
    std::string_view line = next_field(rest, '\n');
    if (line.starts_with('#') || next_field(line, '\t') != list_of(code)) continue;
    while (!line.empty()) {
      const std::string_view word = next_field(line, ' ');
      if (!word.empty()) add(word);
    }
  }
  sort_once_each(accented_);
  sort_once_each(folded_);
}

void StopWords::add(std::string_view word) {
  if (std::ranges::all_of(word, is_small_letter)) {
    accented_.push_back(word);
    folded_.push_back(word);
  } else {
    accented_.push_back(made_.emplace_back(fold_case(word)));
    folded_.push_back(made_.emplace_back(base::fold(word)));
  }
}

bool StopWords::contains(std::string_view word, std::string_view accented) const {
  return accented.empty() ? std::ranges::binary_search(folded_, word)
                          : std::ranges::binary_search(accented_, accented);
}

}  // namespace dateline::text
