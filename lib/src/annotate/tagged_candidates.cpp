#include "annotate/tagged_candidates.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "annotate/credits.h"

namespace dateline::annotate {
namespace {

class CandidateMaker {
 public:
  CandidateMaker(const WordList& words, TextKind kind, const NameLexicon& lexicon)
      : words_(words), kind_(kind), lexicon_(lexicon) {}

  NameCandidate make(TaggedName name) const {
    // "Merrill's McCarthy" is McCarthy.
    for (std::size_t at = name.first; at < name.last; ++at) {
      if (words_[at].possessive) name.first = at + 1;
    }
    while (name.first < name.last && is_title(name.first)) ++name.first;
    // "Li Ka-shing" is spoken as one; "Li-led" is another word.
    if (name.first < name.last && has(name.first, trait::family_first)) {
      while (name.last + 1 < words_.size() && words_[name.last + 1].before == Gap::hyphen &&
             words_[name.last + 1].letters && !words_[name.last + 1].capital) {
        ++name.last;
      }
    }
    name.last = behind_arabic_particles(name.last);
    const std::size_t behind = name.last + 1;
    if (behind < words_.size() && words_[behind].capital && has(behind, trait::suffix) &&
        words_[behind].before == Gap::space && !words_[name.last].possessive) {
      name.last = behind;
    }
    NameCandidate candidate;
    candidate.shouted = is_shouted(name);
    candidate.heading = kind_ == TextKind::heading;
    candidate.probability = name.probability;
    candidate.by_given = name.first > 0 && words_[name.first].before == Gap::space &&
                         has(name.first - 1, trait::royal);
    // A word alone is a mention even if no full name in the article vouches for it.
    candidate.strength = name.first == name.last ? NameStrength::titled : NameStrength::certain;
    for (std::size_t at = name.first; at <= name.last; ++at) add_word(at, candidate);
    return candidate;
  }

 private:
  // "Ali" of "Ali al-Khalifa al-Sabah" goes on to the end.
  std::size_t behind_arabic_particles(std::size_t last) const {
    constexpr std::array<std::string_view, 6> particles{"al", "el", "ul", "ibn", "bin", "abu"};
    while (last + 2 < words_.size() && !words_[last].possessive) {
      const Word& particle = words_[last + 1];
      const Word& behind = words_[last + 2];
      const bool goes_on =
          !particle.capital && particle.before == Gap::space && behind.capital &&
          (behind.before == Gap::space || behind.before == Gap::hyphen) &&
          std::find(particles.begin(), particles.end(), particle.key) != particles.end();
      if (!goes_on) break;
      last += 2;
    }
    return last;
  }

  bool is_title(std::size_t at) const {
    return has(at, trait::title) &&
           (!has(at, trait::given) || (has(at, trait::royal) && !has(at, trait::surname)));
  }

  // "REAGAN" among words that are not in capitals, too; short ones may be just initials.
  bool is_shouted(const TaggedName& name) const {
    bool upper = true;
    bool long_word = false;
    for (std::size_t at = name.first; at <= name.last; ++at) {
      upper = upper && words_[at].upper;
      long_word = long_word || words_[at].key.size() > 3;
    }
    return words_[name.first].shouted || (upper && long_word);
  }

  bool has(std::size_t at, WordTraits traits) const {
    return (lexicon_.traits(words_[at].key) & traits) != 0;
  }

  void add_word(std::size_t at, NameCandidate& candidate) const {
    const Word& word = words_[at];
    const bool first = candidate.units.empty();
    if (!first && word.before == Gap::hyphen && !candidate.units.back().particle) {
      NameUnit& unit = candidate.units.back();
      unit.last = at;
      unit.traits &= lexicon_.traits(word.key) | trait::given | trait::family_first;
      return;
    }
    NameUnit unit{at, at, lexicon_.traits(word.key)};
    const bool dots_inside =
        word.upper && word.key.size() <= 3 && word.text.find('.') != std::string_view::npos;
    unit.initial = word.key.size() == 1 || dots_inside;
    unit.particle = (unit.traits & trait::particle) != 0 && !unit.initial &&
                    (!word.capital || (word.shouted && !first));
    candidate.units.push_back(unit);
  }

  const WordList& words_;
  TextKind kind_;
  const NameLexicon& lexicon_;
};

// "III" or "van" alone names nobody.
bool is_spoken(const NameCandidate& candidate) {
  return std::any_of(candidate.units.begin(), candidate.units.end(), [](const NameUnit& each) {
    const bool is_name = (each.traits & (trait::given | trait::surname)) != 0;
    return !each.particle && (is_name || (each.traits & (trait::suffix | trait::particle)) == 0);
  });
}

}  // namespace

std::vector<NameCandidate> tagged_candidates(std::span<const TaggedName> names,
                                             const WordList& words, TextKind kind,
                                             const NameLexicon& lexicon) {
  const CandidateMaker maker(words, kind, lexicon);
  std::vector<NameCandidate> candidates;
  candidates.reserve(names.size());
  const std::vector<bool> credits = names.empty() ? std::vector<bool>{} : credit_words(words);
  for (std::size_t at = 0; at < names.size(); ++at) {
    TaggedName name = names[at];
    if (credits[name.first]) continue;
    // "LEIGH-PEMBERTON" is one.
    while (at + 1 < names.size() && names[at + 1].first == name.last + 1 &&
           words[name.last + 1].before == Gap::hyphen) {
      name.last = names[++at].last;
    }
    NameCandidate candidate = maker.make(name);
    if (is_spoken(candidate)) candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace dateline::annotate
