#include "annotate/name_word.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "annotate/country_mentions.h"
#include "base/hash.h"

namespace dateline::annotate {
namespace {

constexpr std::uint8_t place_goes_on = 0x20;

bool is_upper_ascii(char letter) {
  return letter >= 'A' && letter <= 'Z';
}

WordShape shape_of(const Word& word) {
  if (!word.letters) {
    const bool digits = std::all_of(word.text.begin(), word.text.end(), [](char each) {
      return (each >= '0' && each <= '9') || each == '.';
    });
    return digits ? WordShape::number : WordShape::with_digits;
  }
  const bool single = word.key.size() == 1;
  if (word.capital && word.dotted && word.upper && word.key.size() <= 3 &&
      (single || word.text.find('.') != std::string_view::npos)) {
    return WordShape::initial;
  }
  if (word.shouted) return single ? WordShape::shouted_letter : WordShape::shouted;
  if (single && word.capital) return WordShape::letter;
  if (word.upper) return WordShape::upper;
  const bool inner = std::any_of(word.text.begin() + 1, word.text.end(), is_upper_ascii);
  if (inner) return WordShape::mixed;
  return word.capital ? WordShape::capital : WordShape::lower;
}

std::uint64_t key_hash(const Word& word) {
  if (word.letters) return word.hash;
  std::string digits(word.key);
  std::replace_if(
      digits.begin(), digits.end(), [](char each) { return each >= '0' && each <= '9'; }, '0');
  return base::hash64(digits);
}

// The signs of a gap, curly quotes as straight ones, the white space left out, so that text set
// with spaces around its signs reads as any other. No more than a few: behind come rulers and rows.
std::uint32_t gap_hash(std::string_view gap) {
  constexpr std::size_t most_signs = 3;
  static const auto nothing = static_cast<std::uint32_t>(base::hash64({}));
  if (gap == " ") return nothing;
  std::string signs;
  for (std::size_t at = 0; at < gap.size() && signs.size() < most_signs; ++at) {
    const char each = gap[at];
    if (each == ' ' || each == '\n' || each == '\t' || each == '\r') continue;
    if (gap.substr(at).starts_with("\xE2\x80")) {
      const auto sign = at + 2 < gap.size() ? static_cast<unsigned char>(gap[at + 2]) : 0;
      signs += sign == 0x9C || sign == 0x9D ? '"' : sign == 0x98 || sign == 0x99 ? '\'' : '-';
      at += 2;
      continue;
    }
    if (each == '`' || each == '\'') {
      if (!signs.ends_with('\'')) {
        signs += '\'';
      } else {
        signs.back() = '"';  // two single quotes
      }
      continue;
    }
    signs += each;
  }
  return static_cast<std::uint32_t>(base::hash64(signs));
}

std::string_view gap_before(const WordList& words, std::size_t at) {
  if (at == 0) return words.text().substr(0, words[0].from);
  std::size_t from = words[at - 1].to;
  if (words[at - 1].possessive) {
    const std::size_t ending = words.text().find_first_of("sS", from);
    if (ending < words[at].from) from = ending + 1;
  }
  // The dot of "Mr." and "J." is the word's, not the sentence's.
  const bool own_dot = words[at - 1].dotted && words[at].before == Gap::space;
  if (own_dot && words.text()[from] == '.') ++from;
  return words.text().substr(from, words[at].from - from);
}

}  // namespace

std::vector<NameWord> name_words(const WordList& words, const CountryGazetteer& gazetteer,
                                 const NameLexicon& lexicon) {
  std::vector<NameWord> facts(words.size());
  for (std::size_t at = 0; at < words.size(); ++at) {
    const Word& word = words[at];
    NameWord& fact = facts[at];
    fact.key = key_hash(word);
    fact.gap = gap_hash(gap_before(words, at));
    fact.traits = lexicon.traits(word);
    fact.shape = shape_of(word);
    fact.begins_sentence = at == 0 || word.before == Gap::sentence || word.before == Gap::line;
    if (!word.capital) continue;
    const auto lookalike = lexicon.lookalikes().longest_at(words, at);
    for (std::size_t each = at; each < at + lookalike.words; ++each) {
      facts[each].place |= place_lookalike;
    }
  }
  for (const PlaceMatch& match : match_places(words, gazetteer)) {
    const PlaceKind kind = gazetteer.meanings(match.phrase).front().kind;
    for (std::size_t each = 0; each < match.words; ++each) {
      facts[match.first + each].place |= static_cast<std::uint8_t>(
          (static_cast<unsigned>(kind) + 1) | (each == 0 ? 0U : place_goes_on));
    }
  }
  return facts;
}

}  // namespace dateline::annotate
