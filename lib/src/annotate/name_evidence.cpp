#include "annotate/name_evidence.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/one_of.h"

namespace dateline::annotate {
namespace {

using base::is_one_of;

constexpr std::array<std::string_view, 14> speech{
    "said",  "says",    "told",   "added",     "asked",     "warned",   "declared",
    "noted", "replied", "denied", "explained", "announced", "insisted", "who"};
constexpr std::array<std::string_view, 9> before_places{"in",   "at",   "from",   "near",   "to",
                                                        "into", "near", "around", "outside"};

bool shouts(const NameWord& fact) {
  return fact.shape == WordShape::shouted || fact.shape == WordShape::shouted_letter;
}

// The traits that say what kind of word a neighbour is.
std::uint64_t kind_of(const NameWord& fact) {
  return fact.traits | (std::uint64_t{fact.place} << 32) |
         (static_cast<std::uint64_t>(fact.shape) << 40);
}

}  // namespace

NameEvidence::NameEvidence(std::span<const Text> texts) : slots_(64, 0) {
  for (std::uint32_t each = 0; each < texts.size(); ++each) read_runs(each, texts[each]);
  for (const Text& text : texts) read_lower(text);
}

void NameEvidence::read_runs(std::uint32_t index, const Text& text) {
  const WordList& words = *text.words;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!words[at].capital) continue;
    std::size_t last = at;
    while (last + 1 < words.size() && words[last + 1].capital && !words[last].possessive &&
           (words[last + 1].before == Gap::space || words[last + 1].before == Gap::hyphen)) {
      ++last;
    }
    read_run(index, text, at, last);
    at = last;
  }
}

void NameEvidence::read_run(std::uint32_t index, const Text& text, std::size_t first,
                            std::size_t last) {
  using E = WordEvidence;
  const WordList& words = *text.words;
  const auto facts = text.facts;
  const bool shouted = shouts(facts[first]) && shouts(facts[last]);
  const WordTraits tail = facts[last].traits;
  for (std::size_t at = first; at <= last; ++at) {
    const NameWord& fact = facts[at];
    WordEvidence& evidence = of(fact.key);
    if (evidence.place_count < E::most_places) {
      evidence.first_places[evidence.place_count++] = {index, static_cast<std::uint32_t>(at)};
    }
    E::Flags flags = 0;
    if (at > first) {
      const NameWord& before = facts[at - 1];
      if ((before.traits & trait::given) != 0) flags |= E::after_given;
      if ((before.traits & trait::title) != 0) flags |= E::after_title;
      if (before.shape == WordShape::initial) flags |= E::after_initial;
    } else if (at > 0 && words[at].before != Gap::sentence && words[at].before != Gap::line) {
      const Word& before = words[at - 1];
      if ((facts[at - 1].traits & trait::role) != 0) flags |= E::after_role;
      if (is_one_of(before.key, speech)) flags |= E::speaks;
      if (words[at].before == Gap::space) {
        if (is_one_of(before.key, before_places)) flags |= E::after_place_word;
        if (before.key == "the") flags |= E::after_the;
      }
    }
    if (at < last && (facts[at + 1].traits & trait::surname) != 0) flags |= E::before_surname;
    if (at == last && at + 1 < words.size()) {
      if (is_one_of(words[at + 1].key, speech)) flags |= E::speaks;
      const std::string_view gap =
          words.text().substr(words[at].to, words[at + 1].from - words[at].to);
      if (gap.find('<') != std::string_view::npos) flags |= E::ticker;
    }
    if (fact.place != 0) flags |= E::place;
    if (!shouted) {
      // In a passage in capitals runs are chance.
      if (!fact.begins_sentence) flags |= E::capital;
      if (fact.shape == WordShape::upper) flags |= E::upper;
      if (first == last) flags |= E::alone;
      if (first != last) flags |= at == first ? E::begins_run : at == last ? E::ends_run : 0;
      if (at < last && (tail & trait::organisation) != 0) flags |= E::with_organisation;
      if (last - first + 1 > evidence.run_length) {
        evidence.run_length = last - first + 1;
        evidence.longest_run = kind_of(facts[first]) * 0x9E3779B97F4A7C15ULL ^
                               kind_of(facts[last]) * 0xC2B2AE3D27D4EB4FULL ^
                               std::min<std::uint64_t>(evidence.run_length, 5) << 56 ^
                               (at == first  ? 1ULL << 60
                                : at == last ? 2ULL << 60
                                             : 3ULL << 60);
      }
    }
    evidence.flags |= flags;
  }
}

WordEvidence& NameEvidence::of(std::uint64_t key) {
  std::size_t slot = slot_of(key);
  if (slots_[slot] == 0) {
    if ((entries_.size() + 1) * 2 > slots_.size()) {
      slots_.assign(slots_.size() * 2, 0);
      for (std::size_t each = 0; each < entries_.size(); ++each) {
        slots_[slot_of(entries_[each].key)] = static_cast<std::uint32_t>(each + 1);
      }
      slot = slot_of(key);
    }
    entries_.push_back({key, {}});
    slots_[slot] = static_cast<std::uint32_t>(entries_.size());
  }
  return entries_[slots_[slot] - 1].evidence;
}

void NameEvidence::read_lower(const Text& text) {
  const WordList& words = *text.words;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at].capital || !words[at].letters) continue;
    const std::uint32_t entry = slots_[slot_of(text.facts[at].key)];
    if (entry != 0) entries_[entry - 1].evidence.flags |= WordEvidence::lower;
  }
}

}  // namespace dateline::annotate
