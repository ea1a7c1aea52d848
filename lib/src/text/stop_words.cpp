#include "text/stop_words.h"

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

// Norwegian without saying which is nearly always Bokmål.
std::string_view list_of(std::string_view code) {
  return code == "no" ? "nb" : code;
}

}  // namespace

StopWords::StopWords(std::string_view code) {
  std::string_view rest = data::stopwords_tsv();
  while (!rest.empty()) {
    std::string_view line = next_field(rest, '\n');
    if (line.starts_with('#') || next_field(line, '\t') != list_of(code)) continue;
    while (!line.empty()) {
      const std::string_view word = next_field(line, ' ');
      if (word.empty()) continue;
      accented_.insert(fold_case(word));
      folded_.insert(base::fold(word));
    }
  }
}

bool StopWords::contains(const std::string& word, const std::string& accented) const {
  return accented.empty() ? folded_.contains(word) : accented_.contains(accented);
}

}  // namespace dateline::text
