#include "annotate/phrase_table.h"

namespace dateline::annotate {

std::size_t PhraseTable::add(std::string_view text) {
  const WordList words(text);
  Phrase phrase;
  for (std::size_t each = 0; each < words.size(); ++each) {
    if (each > 0) {
      entry(phrase.key).goes_on = true;
      phrase.key += ' ';
    }
    phrase.key += words[each].key;
    if (words[each].capital && each < 32) phrase.capitals |= 1U << each;
  }
  // "U.S." and "US" have one key; what is written in capitals alone is found in capitals alone.
  phrase.upper = words.size() == 1 && words[0].upper && words[0].key.size() >= 2;
  Entry& known = entry(phrase.key);
  if (known.phrase == Entry::none) {
    known.phrase = phrases_.size();
    phrases_.push_back(std::move(phrase));
  }
  return known.phrase;
}

PhraseTable::Entry& PhraseTable::entry(std::string_view key) {
  const std::size_t number = keys_.add(key);
  if (number == entries_.size()) entries_.emplace_back();
  return entries_[number];
}

bool PhraseTable::fits(const Phrase& phrase, const WordList& words, std::size_t at,
                       std::size_t count) const {
  for (std::size_t each = 0; each < count && each < 32; ++each) {
    if ((phrase.capitals >> each & 1U) != 0 && !words[at + each].capital) return false;
  }
  return !phrase.upper || words[at].upper;
}

PhraseTable::Match PhraseTable::longest_at(const WordList& words, std::size_t at,
                                           std::size_t limit) const {
  std::size_t found = keys_.find(words[at].key, words[at].hash);
  if (found == KeyIndex::none) return {};
  Match best;
  std::string key;
  for (std::size_t count = 1;; ++count) {
    const Entry& entry = entries_[found];
    if (entry.phrase < limit && fits(phrases_[entry.phrase], words, at, count)) {
      best = {entry.phrase, count};
    }
    if (!entry.goes_on || at + count >= words.size()) return best;
    const Word& next = words[at + count];
    if (next.before != Gap::space && next.before != Gap::hyphen) return best;
    if (count == 1) key = words[at].key;
    key += ' ';
    key += next.key;
    found = keys_.find(key);
    if (found == KeyIndex::none) return best;
  }
}

std::size_t PhraseTable::find(std::string_view key) const {
  const std::size_t found = keys_.find(key);
  return found == KeyIndex::none || entries_[found].phrase == Entry::none ? phrases_.size()
                                                                          : entries_[found].phrase;
}

}  // namespace dateline::annotate
