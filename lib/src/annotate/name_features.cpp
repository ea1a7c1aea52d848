#include "annotate/name_features.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"

namespace dateline::annotate {
namespace {

// What a feature says. The numbers are part of the hashes.
enum Template : std::uint64_t {
  bias,
  word,
  word_before,
  word_before_2,
  word_behind,
  word_behind_2,
  word_pair_before,
  word_pair_behind,
  shape,
  shape_before,
  shape_behind,
  shape_around,
  prefix,
  suffix,
  suffix_before,
  suffix_behind,
  traits,
  traits_before,
  traits_behind,
  traits_pair_before,
  traits_pair_behind,
  each_trait,
  each_trait_before,
  each_trait_behind,
  place,
  place_before,
  place_behind,
  gap,
  gap_behind,
  gap_around,
  gap_word_before,
  gap_word_behind,
  gap_behind_2,
  sentence,
  word_sentence,
  heading,
  length,
  seen,
  seen_set,
  seen_run,
  other_word_before,
  other_word_behind,
  neighbour_seen_before,
  neighbour_seen_behind,
  shape_traits,
  traits_before_2,
  traits_behind_2,
  word_traits_before,
  word_traits_behind,
  gap_shape,
  suffix_trait_before,
  gap_shape_behind,
  word_around,
  words_before,
  words_behind,
  shapes_before,
  shapes_behind,
};

std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 32;
  value *= 0xD6E8FEB86659FD93ULL;
  value ^= value >> 32;
  value *= 0xD6E8FEB86659FD93ULL;
  return value ^ (value >> 32);
}

class FeatureList {
 public:
  explicit FeatureList(std::vector<NameFeature>& out) : out_(out) { out_.clear(); }
  void add(Template what, std::uint64_t value = 0) {
    out_.push_back(static_cast<NameFeature>(mix(value + what * 0x9E3779B97F4A7C15ULL)));
  }
  void add(Template what, std::uint64_t one, std::uint64_t other) {
    add(what, mix(one) + other * 0xC2B2AE3D27D4EB4FULL);
  }

 private:
  std::vector<NameFeature>& out_;
};

// Beyond either end of a text.
const NameWord& nothing() {
  static const NameWord word{.key = 1, .gap = 1, .shape = WordShape::number};
  return word;
}

constexpr std::size_t trait_count = 12;

std::uint64_t class_of(const NameWord& fact) {
  return fact.traits | (std::uint64_t{fact.place != 0} << 20);
}

std::uint64_t last_letters(std::string_view key, std::size_t count) {
  return base::hash64(key.substr(key.size() - std::min(count, key.size())));
}

}  // namespace

NameFeatures::NameFeatures(std::span<const NameText> texts, const CountryGazetteer& gazetteer,
                           const NameLexicon& lexicon)
    : texts_([&] {
        std::vector<Text> all;
        for (const NameText& each : texts) {
          all.push_back({each.words, each.kind, name_stretches(*each.words, lexicon),
                         name_words(*each.words, gazetteer, lexicon)});
        }
        return all;
      }()),
      evidence_([&] {
        std::vector<NameEvidence::Text> all;
        for (const Text& each : texts_) all.push_back({each.words, each.facts});
        return NameEvidence(all);
      }()) {}

bool NameFeatures::is_opening(std::size_t text, const NameStretch& stretch) const {
  const NameWord& first = texts_[text].facts[stretch.first];
  constexpr WordTraits named = trait::given | trait::surname | trait::title | trait::role;
  return stretch.first == stretch.last && first.begins_sentence && first.place == 0 &&
         (first.traits & trait::common) != 0 && (first.traits & named) == 0 &&
         !(*texts_[text].words)[stretch.first].shouted;
}

void NameFeatures::list(std::size_t text_index, std::size_t at,
                        std::vector<NameFeature>& out) const {
  const Text& text = texts_[text_index];
  const WordList& words = *text.words;
  const auto fact_at = [&](std::ptrdiff_t offset) -> const NameWord& {
    const std::ptrdiff_t index = static_cast<std::ptrdiff_t>(at) + offset;
    if (index < 0 || index >= static_cast<std::ptrdiff_t>(words.size())) return nothing();
    return text.facts[static_cast<std::size_t>(index)];
  };
  const auto key_at = [&](std::ptrdiff_t offset) -> std::string_view {
    const std::ptrdiff_t index = static_cast<std::ptrdiff_t>(at) + offset;
    if (index < 0 || index >= static_cast<std::ptrdiff_t>(words.size())) return {};
    return words[static_cast<std::size_t>(index)].key;
  };
  const NameWord& here = fact_at(0);
  const NameWord& before = fact_at(-1);
  const NameWord& before_2 = fact_at(-2);
  const NameWord& behind = fact_at(1);
  const NameWord& behind_2 = fact_at(2);
  const std::string_view key = words[at].key;

  FeatureList list(out);
  list.add(bias);
  list.add(word, here.key);
  list.add(word_before, before.key);
  list.add(word_before_2, before_2.key);
  list.add(word_behind, behind.key);
  list.add(word_behind_2, behind_2.key);
  list.add(word_pair_before, before.key, here.key);
  list.add(word_pair_behind, here.key, behind.key);

  const auto shape_here = static_cast<std::uint64_t>(here.shape);
  const auto shape_of_before = static_cast<std::uint64_t>(before.shape);
  const auto shape_of_behind = static_cast<std::uint64_t>(behind.shape);
  list.add(shape, shape_here);
  list.add(shape_before, shape_of_before);
  list.add(shape_behind, shape_of_behind);
  list.add(shape_around, shape_here | shape_of_before << 8 | shape_of_behind << 16);
  list.add(length, std::min<std::size_t>(key.size(), 12) << 8 | shape_here);
  for (std::size_t letters = 1; letters <= 4 && letters <= key.size(); ++letters) {
    list.add(prefix, base::hash64(key.substr(0, letters)), letters);
    list.add(suffix, last_letters(key, letters), letters);
  }
  list.add(suffix_before, last_letters(key_at(-1), 3), shape_of_before);
  list.add(suffix_behind, last_letters(key_at(1), 3), shape_of_behind);

  list.add(traits, class_of(here));
  list.add(traits_before, class_of(before));
  list.add(traits_behind, class_of(behind));
  list.add(traits_before_2, class_of(before_2));
  list.add(traits_behind_2, class_of(behind_2));
  list.add(traits_pair_before, class_of(before), class_of(here));
  list.add(traits_pair_behind, class_of(here), class_of(behind));
  list.add(shape_traits, class_of(here), shape_here);
  list.add(word_traits_before, here.key, class_of(before));
  list.add(word_traits_behind, here.key, class_of(behind));
  list.add(suffix_trait_before, last_letters(key, 2), class_of(before));
  for (std::size_t each = 0; each < trait_count; ++each) {
    if ((here.traits >> each & 1U) != 0) list.add(each_trait, each, shape_here);
    if ((before.traits >> each & 1U) != 0) list.add(each_trait_before, each, before.gap);
    if ((behind.traits >> each & 1U) != 0) list.add(each_trait_behind, each, behind.gap);
  }
  list.add(place, here.place);
  list.add(place_before, before.place, here.gap);
  list.add(place_behind, behind.place, behind.gap);

  list.add(gap, here.gap);
  list.add(gap_behind, behind.gap);
  list.add(gap_behind_2, behind.gap, behind_2.gap);
  list.add(gap_around, here.gap, behind.gap);
  list.add(gap_word_before, here.gap, before.key);
  list.add(gap_word_behind, behind.gap, behind.key);
  list.add(gap_shape, here.gap, shape_here << 8 | shape_of_before);
  list.add(gap_shape_behind, behind.gap, shape_here << 8 | shape_of_behind);
  list.add(word_around, before.key, behind.key);
  list.add(words_before, before_2.key, before.key);
  list.add(words_behind, behind.key, behind_2.key);
  list.add(shapes_before,
           shape_here | shape_of_before << 8 | static_cast<std::uint64_t>(before_2.shape) << 16,
           here.gap);
  list.add(shapes_behind,
           shape_here | shape_of_behind << 8 | static_cast<std::uint64_t>(behind_2.shape) << 16,
           behind.gap);
  list.add(sentence, (here.begins_sentence ? 1U : 0U) | (before.begins_sentence ? 2U : 0U) |
                         (behind.begins_sentence ? 4U : 0U));
  list.add(word_sentence, here.key, here.begins_sentence ? 1 : 0);
  list.add(heading, text.kind == TextKind::heading ? shape_here + 1 : 0);

  const WordEvidence* evidence = evidence_.find(here.key);
  if (evidence == nullptr) return;
  for (std::size_t each = 0; each < WordEvidence::flag_count; ++each) {
    if ((evidence->flags >> each & 1U) != 0) list.add(seen, each, shape_here);
  }
  list.add(seen_set, evidence->flags);
  list.add(seen_run, evidence->longest_run);
  if (const WordEvidence* other = evidence_.find(before.key);
      other && words[at].before == Gap::space)
    list.add(neighbour_seen_before, other->flags & 0x1FFF);
  if (const WordEvidence* other = evidence_.find(behind.key);
      other && at + 1 < words.size() && words[at + 1].before == Gap::space)
    list.add(neighbour_seen_behind, other->flags & 0x1FFF);
  for (const WordEvidence::Place& other : evidence->places()) {
    if (other.text == text_index && other.word == at) continue;
    const Text& elsewhere = texts_[other.text];
    const auto key_of = [&](std::size_t index) {
      return index < elsewhere.facts.size() ? elsewhere.facts[index].key : nothing().key;
    };
    list.add(other_word_before, other.word == 0 ? nothing().key : key_of(other.word - 1));
    list.add(other_word_behind, key_of(other.word + 1));
  }
}

}  // namespace dateline::annotate
