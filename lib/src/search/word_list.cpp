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

void add_word(std::string_view word, TermCursor& at, Expansion& out) {
  const std::uint64_t articles = at.articles();
  if (articles > 0) out.words.push_back({std::string(word), articles});
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

void for_each_word(Vocabulary& vocabulary, const base::TextFieldInfo& field,
                   std::string_view prefix, const VisitWord& visit) {
  const std::string begin = std::string(field.prefix) + std::string(prefix);
  const auto at = vocabulary.from(begin);
  while (!at->at_end() && at->term().starts_with(begin)) {
    const std::string_view term = at->term();
    const std::string_view word = term.substr(field.prefix.size());
    if (!word.empty() && is_capital(word.front())) {
      // Another kind of term: what follows the capitals is the next word of this kind, if any.
      at->seek(std::string(field.prefix) + '[');
      continue;
    }
    // The term of an odd word has an escape and is not the word.
    const bool whole = term.size() < may_be_cut && store::schema::word_term(field, word) == term;
    if (whole && is_plain(word) && !visit(word, *at)) return;
    at->next();
  }
}

Expansion complete(Vocabulary& vocabulary, const base::TextFieldInfo& field,
                   std::string_view prefix, std::size_t limit) {
  Expansion out;
  for_each_word(vocabulary, field, prefix, [&](std::string_view word, TermCursor& at) {
    add_word(word, at, out);
    return true;
  });
  keep_most_frequent(out, limit);
  return out;
}

const Expansion& Expander::pattern(const base::TextFieldInfo& field, std::string_view pattern) {
  const auto [entry, is_new] = patterns_.try_emplace({&field, std::string(pattern)});
  Expansion& out = entry->second;
  if (!is_new) return out;
  const std::u32string wanted = characters(pattern);
  const std::string_view fixed = pattern.substr(0, pattern.find_first_of("*?"));
  for_each_word(*vocabulary_, field, fixed, [&](std::string_view word, TermCursor& at) {
    if (deadline_.passed()) return false;
    if (matches_pattern(characters(word), wanted)) add_word(word, at, out);
    return true;
  });
  keep_most_frequent(out, limit_);
  return out;
}

const Expansion& Expander::fuzzy(const FuzzyWord& word) {
  prepare({word});
  return fuzzy_words_.at(word);
}

void Expander::prepare(const std::vector<FuzzyWord>& words) {
  std::map<const base::TextFieldInfo*, std::vector<const FuzzyWord*>> by_field;
  for (const FuzzyWord& each : words) {
    const auto [entry, is_new] = fuzzy_words_.try_emplace(each);
    if (is_new) by_field[each.field].push_back(&entry->first);
  }
  for (const auto& [field, wanted] : by_field) read(*field, wanted);
}

void Expander::read(const base::TextFieldInfo& field, const std::vector<const FuzzyWord*>& words) {
  std::vector<WordDistance> distances;
  std::vector<Expansion*> expansions;
  for (const FuzzyWord* each : words) {
    distances.emplace_back(each->word, each->edits);
    expansions.push_back(&fuzzy_words_.at(*each));
  }
  for_each_word(*vocabulary_, field, {}, [&](std::string_view word, TermCursor& at) {
    if (deadline_.passed()) return false;
    for (std::size_t i = 0; i < distances.size(); ++i) {
      if (distances[i].to(word) <= distances[i].limit()) add_word(word, at, *expansions[i]);
    }
    return true;
  });
  for (Expansion* each : expansions) keep_most_frequent(*each, limit_);
}

}  // namespace dateline::search
