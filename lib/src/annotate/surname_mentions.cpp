#include "annotate/surname_mentions.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "annotate/country_gazetteer.h"
#include "annotate/name_lexicon.h"

namespace dateline::annotate {
namespace {

// Of a name that no tagger vouches for.
constexpr float vouched_probability = 0.8F;

constexpr std::array<std::string_view, 30> speech{
    "says",     "said",      "tells",      "urges",     "calls",    "sees",
    "opposes",  "backs",     "warns",      "hopes",     "wants",    "expects",
    "predicts", "forecasts", "reiterates", "denies",    "declines", "favors",
    "favours",  "rejects",   "defends",    "outlines",  "stresses", "proposes",
    "supports", "rules",     "confident",  "denounces", "suggests", "insists"};

using Surnames = std::unordered_set<std::string_view>;

Surnames surnames_in(std::span<const NameText> texts,
                     const std::vector<std::vector<NameCandidate>>& candidates) {
  Surnames surnames;
  for (std::size_t text = 0; text < texts.size(); ++text) {
    for (const NameCandidate& each : candidates[text]) {
      const NameUnit& last = each.units.back();
      const bool whole = last.first == last.last && (last.traits & trait::suffix) == 0;
      if (each.units.size() > 1 && whole) surnames.insert((*texts[text].words)[last.last].key);
    }
  }
  return surnames;
}

bool adjoins(const Word& word) {
  return word.before == Gap::space || word.before == Gap::hyphen;
}

// "Ford Motor" and "Miller Park" are not about people; in capitals every neighbour looks so.
bool stands_apart(const WordList& words, std::size_t at) {
  const bool hyphen_behind =
      at + 1 < words.size() && words[at + 1].before == Gap::hyphen && words[at + 1].capital;
  if (words[at].shouted) {
    if (hyphen_behind || words[at].before == Gap::hyphen) return false;
    return (name_lexicon().traits(words[at]) & (trait::common | trait::organisation)) == 0;
  }
  const bool before = at > 0 && adjoins(words[at]) && words[at - 1].capital;
  const bool behind = at + 1 < words.size() && adjoins(words[at + 1]) && words[at + 1].capital &&
                      !words[at].possessive;
  return !before && !behind;
}

bool speaks(const WordList& words, std::size_t at) {
  std::size_t behind = at + 1;
  const auto follows = [&] { return behind < words.size() && words[behind].before == Gap::space; };
  if (follows() && words[behind].key.ends_with("ly")) ++behind;
  return follows() && std::find(speech.begin(), speech.end(), words[behind].key) != speech.end();
}

// "VOLCKER" anywhere, "BAKER SAYS" in a headline, and "FED'S ANGELL SAYS" there of any surname.
bool is_named_by_surname(const WordList& words, std::size_t at, TextKind kind) {
  const PublicFigure figure = name_lexicon().public_figure(words[at].key);
  if (figure == PublicFigure::alone) return stands_apart(words, at);
  if (kind != TextKind::heading || !speaks(words, at)) return false;
  const bool begins = at == 0 || words[at].before == Gap::sentence || words[at].before == Gap::line;
  const bool of_body = at > 0 && words[at - 1].possessive && words[at].before == Gap::space;
  if (figure == PublicFigure::speaking) return begins || of_body;
  const WordTraits traits = name_lexicon().traits(words[at]);
  return of_body && (traits & trait::surname) != 0 && (traits & trait::organisation) == 0;
}

NameCandidate mention_of(const WordList& words, std::size_t at, TextKind kind) {
  NameCandidate mention;
  mention.units.push_back({at, at, name_lexicon().traits(words[at])});
  mention.strength = NameStrength::bare;
  mention.shouted = words[at].shouted;
  mention.heading = kind == TextKind::heading;
  return mention;
}

void add_mentions(const NameText& text, const Surnames& surnames,
                  std::vector<NameCandidate>& known) {
  const WordList& words = *text.words;
  const std::size_t tagged = known.size();
  std::size_t next = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    while (next < tagged && known[next].units.back().last < at) ++next;
    const bool is_tagged = next < tagged && known[next].units.front().first <= at;
    if (!words[at].capital || (is_tagged && known[next].units.size() > 1)) continue;
    const bool vouched = is_named_by_surname(words, at, text.kind);
    if (is_tagged) {
      float& probability = known[next].probability;
      if (vouched) probability = std::max(probability, vouched_probability);
      continue;
    }
    const bool of_article = surnames.contains(words[at].key) && stands_apart(words, at);
    if (!of_article && !vouched) continue;
    if (country_gazetteer().phrases().longest_at(words, at).words > 0) continue;
    NameCandidate mention = mention_of(words, at, text.kind);
    if (vouched) {
      mention.strength = NameStrength::titled;
      mention.probability = vouched_probability;
    }
    known.push_back(std::move(mention));
  }
  std::sort(known.begin(), known.end(), [](const NameCandidate& one, const NameCandidate& other) {
    return one.units.front().first < other.units.front().first;
  });
}

}  // namespace

void add_surname_mentions(std::span<const NameText> texts,
                          std::vector<std::vector<NameCandidate>>& candidates) {
  const Surnames surnames = surnames_in(texts, candidates);
  for (std::size_t each = 0; each < texts.size(); ++each) {
    add_mentions(texts[each], surnames, candidates[each]);
  }
}

}  // namespace dateline::annotate
