#include "annotate/surname_mentions.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "annotate/country_gazetteer.h"
#include "annotate/name_lexicon.h"

namespace dateline::annotate {
namespace {

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
  if (words[at].shouted) {
    return (name_lexicon().traits(words[at].key) & (trait::common | trait::organisation)) == 0;
  }
  const bool before = at > 0 && adjoins(words[at]) && words[at - 1].capital;
  const bool behind = at + 1 < words.size() && adjoins(words[at + 1]) && words[at + 1].capital &&
                      !words[at].possessive;
  return !before && !behind;
}

}  // namespace

void add_surname_mentions(std::span<const NameText> texts,
                          std::vector<std::vector<NameCandidate>>& candidates) {
  const Surnames surnames = surnames_in(texts, candidates);
  if (surnames.empty()) return;
  for (std::size_t text = 0; text < texts.size(); ++text) {
    const WordList& words = *texts[text].words;
    std::vector<NameCandidate>& known = candidates[text];
    const std::size_t tagged = known.size();
    std::size_t next = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
      while (next < tagged && known[next].units.back().last < at) ++next;
      const bool is_tagged = next < tagged && known[next].units.front().first <= at;
      if (is_tagged || !words[at].capital || !surnames.contains(words[at].key)) continue;
      if (!stands_apart(words, at)) continue;
      if (country_gazetteer().phrases().longest_at(words, at).words > 0) continue;
      NameCandidate mention;
      mention.units.push_back({at, at, name_lexicon().traits(words[at].key)});
      mention.strength = NameStrength::bare;
      mention.shouted = words[at].shouted;
      mention.heading = texts[text].kind == TextKind::heading;
      known.push_back(std::move(mention));
    }
    std::sort(known.begin(), known.end(), [](const NameCandidate& one, const NameCandidate& other) {
      return one.units.front().first < other.units.front().first;
    });
  }
}

}  // namespace dateline::annotate
