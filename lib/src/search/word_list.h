#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "base/text_fields.h"

namespace dateline::search {

struct IndexedWord {
  std::string word;
  std::uint64_t articles = 0;
};

/// Calls `visit` for each exact word of one field that begins with `prefix`, in order of bytes,
/// forms with accents left out (each has a form without). Words too long for a term are left out:
/// only a part of them is in the index. The field "body" has the words of headlines too.
void for_each_word(const Xapian::Database& database, const base::TextFieldInfo& field,
                   std::string_view prefix,
                   const std::function<void(std::string_view word, std::uint64_t articles)>& visit);

/// The most frequent words of a field that fit, and how many fit in all.
struct Expansion {
  std::vector<IndexedWord> words;
  std::size_t found = 0;
};

/// Words of the form of `pattern` (folded; see matches_pattern), at most `limit`.
Expansion expand_pattern(const Xapian::Database& database, const base::TextFieldInfo& field,
                         std::string_view pattern, std::size_t limit);

/// Words within `edits` edits of `word`, at most `limit`. Reads all words of the field.
Expansion expand_fuzzy(const Xapian::Database& database, const base::TextFieldInfo& field,
                       std::string_view word, std::size_t edits, std::size_t limit);

/// Words that begin with `prefix`, at most `limit`.
Expansion complete(const Xapian::Database& database, const base::TextFieldInfo& field,
                   std::string_view prefix, std::size_t limit);

}  // namespace dateline::search
