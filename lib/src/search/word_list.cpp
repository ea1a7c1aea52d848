#include "search/word_list.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "search/edit_distance.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

// Terms from this length on may end in a hash (of 245 bytes, a zero byte counting twice).
constexpr std::size_t may_be_cut = 120;

bool is_plain(std::string_view word) {
  const bool ascii = std::all_of(word.begin(), word.end(),
                                 [](char each) { return static_cast<unsigned char>(each) < 0x80; });
  return ascii || base::fold(word) == word;
}

bool is_capital(char each) {
  return each >= 'A' && each <= 'Z';
}

void keep_most_frequent(Expansion& expansion, std::size_t limit) {
  std::vector<IndexedWord>& words = expansion.words;
  expansion.found = words.size();
  const auto before = [](const IndexedWord& a, const IndexedWord& b) {
    return std::tie(b.articles, a.word) < std::tie(a.articles, b.word);
  };
  std::sort(words.begin(), words.end(), before);
  if (words.size() > limit) words.resize(limit);
}

}  // namespace

void for_each_word(const Xapian::Database& database, const base::TextFieldInfo& field,
                   std::string_view prefix,
                   const std::function<void(std::string_view, std::uint64_t)>& visit) {
  const std::string begin = std::string(field.prefix) + std::string(prefix);
  auto at = database.allterms_begin(begin);
  const auto end = database.allterms_end(begin);
  while (at != end) {
    const std::string term = *at;
    const std::string_view word = std::string_view(term).substr(field.prefix.size());
    if (!word.empty() && is_capital(word.front())) {
      // Another kind of term: what follows the capitals is the next word of this kind, if any.
      at.skip_to(std::string(field.prefix) + '[');
      continue;
    }
    // The term of an odd word has an escape and is not the word.
    const bool whole = term.size() < may_be_cut && store::schema::word_term(field, word) == term;
    if (whole && is_plain(word)) {
      visit(word, at.get_termfreq());
    }
    ++at;
  }
}

Expansion expand_pattern(const Xapian::Database& database, const base::TextFieldInfo& field,
                         std::string_view pattern, std::size_t limit) {
  const std::u32string wanted = characters(pattern);
  Expansion out;
  const std::string_view fixed = pattern.substr(0, pattern.find_first_of("*?"));
  for_each_word(database, field, fixed, [&](std::string_view word, std::uint64_t articles) {
    if (matches_pattern(characters(word), wanted))
      out.words.push_back({std::string(word), articles});
  });
  keep_most_frequent(out, limit);
  return out;
}

Expansion expand_fuzzy(const Xapian::Database& database, const base::TextFieldInfo& field,
                       std::string_view word, std::size_t edits, std::size_t limit) {
  const std::u32string wanted = characters(word);
  Expansion out;
  for_each_word(database, field, {}, [&](std::string_view each, std::uint64_t articles) {
    // A character takes at most four bytes.
    if (each.size() + 4 * edits < wanted.size()) return;
    const std::u32string other = characters(each);
    if (edit_distance(wanted, other, edits) <= edits) {
      out.words.push_back({std::string(each), articles});
    }
  });
  keep_most_frequent(out, limit);
  return out;
}

Expansion complete(const Xapian::Database& database, const base::TextFieldInfo& field,
                   std::string_view prefix, std::size_t limit) {
  Expansion out;
  for_each_word(database, field, prefix, [&](std::string_view word, std::uint64_t articles) {
    out.words.push_back({std::string(word), articles});
  });
  keep_most_frequent(out, limit);
  return out;
}

}  // namespace dateline::search
