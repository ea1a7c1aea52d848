#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text_fields.h"
#include "search/deadline.h"
#include "search/vocabulary.h"

namespace dateline::search {

struct IndexedWord {
  std::string word;
  std::uint64_t articles = 0;
};

/// Calls `visit` until it returns false, for each exact word of one field that begins with
/// `prefix`, in order of bytes, forms with accents left out (each has a form without). Words too
/// long for a term are left out: only a part of them is in the index. The field "body" has the
/// words of headlines too. `at` stands at the term of the word: how many articles have it is asked
/// only where it matters, and may be none.
using VisitWord = std::function<bool(std::string_view word, TermCursor& at)>;
void for_each_word(Vocabulary& vocabulary, const base::TextFieldInfo& field,
                   std::string_view prefix, const VisitWord& visit);

/// The most frequent words of a field that fit, and how many fit in all.
struct Expansion {
  std::vector<IndexedWord> words;
  std::size_t found = 0;
};

/// Words that begin with `prefix`, at most `limit`.
Expansion complete(Vocabulary& vocabulary, const base::TextFieldInfo& field,
                   std::string_view prefix, std::size_t limit);

/// A fuzzy word of a query, and where it is looked for.
struct FuzzyWord {
  const base::TextFieldInfo* field = nullptr;
  std::string word;  ///< folded
  std::size_t edits = 1;
  auto operator<=>(const FuzzyWord&) const = default;
};

/// Expands the wildcards and fuzzy words of one query: each once, however often it is asked for.
class Expander {
 public:
  /// Keeps the `limit` most frequent words of each expansion. What is read after `deadline` is not
  /// part of any.
  Expander(Vocabulary& vocabulary, std::size_t limit, Deadline deadline)
      : vocabulary_(&vocabulary), limit_(limit), deadline_(deadline) {}

  /// Words of the form of `pattern` (folded; see matches_pattern).
  const Expansion& pattern(const base::TextFieldInfo& field, std::string_view pattern);
  /// Words within so many edits.
  const Expansion& fuzzy(const FuzzyWord& word);
  /// Finds out what `fuzzy` will be asked for, reading all words of a field once for all that are
  /// looked for in it.
  void prepare(const std::vector<FuzzyWord>& words);
  /// Whether the deadline cut something short.
  bool stopped() const { return deadline_.has_passed(); }

 private:
  void read(const base::TextFieldInfo& field, const std::vector<const FuzzyWord*>& words);

  Vocabulary* vocabulary_;
  std::size_t limit_;
  Deadline deadline_;
  std::map<std::pair<const base::TextFieldInfo*, std::string>, Expansion> patterns_;
  std::map<FuzzyWord, Expansion> fuzzy_words_;
};

}  // namespace dateline::search
