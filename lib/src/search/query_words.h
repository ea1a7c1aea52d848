#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace dateline::search {

/// One word of a query with the forms under which it may stand in the index.
struct QueryWord {
  std::string word;
  std::string accented;            ///< empty unless typed with accents
  std::vector<std::string> stems;  ///< in every language searched, each once
  bool stop_word = false;          ///< in the first language
  /// The joined form of the `parts` words that follow it in the list; 0 for a plain word.
  std::size_t parts = 0;
};

/// Analyses the words of a query in the languages searched.
class QueryAnalyzer {
 public:
  /// `languages` is not empty; its first decides what a stop word is.
  QueryAnalyzer(text::Analyzer& analyzer, std::vector<std::string> languages);

  /// The words of `text` in order, each joined form before the parts that it stands for.
  /// Valid as long as this object; a text is analysed once, however often it is asked for.
  const std::vector<QueryWord>& words(std::string_view text);
  /// Stems of an indexed word.
  std::vector<std::string> stems(std::string_view word);
  const std::vector<std::string>& languages() const { return languages_; }

 private:
  text::Analyzer* analyzer_;
  std::vector<std::string> languages_;
  text::TokenList tokens_;
  std::map<std::string, std::vector<QueryWord>, std::less<>> known_;
};

/// The plain words among `words`.
std::vector<const QueryWord*> plain_words(const std::vector<QueryWord>& words);

/// Ways to read `words` as a run of indexed words: each compound by its parts or by its joined
/// form.
std::vector<std::vector<std::string>> readings(const std::vector<QueryWord>& words);

}  // namespace dateline::search
