#include "annotate/person_registry.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "annotate/person_name.h"
#include "annotate/phrase_table.h"

namespace dateline::annotate {
namespace {

bool has(const NameUnit& unit, WordTraits traits) {
  return (unit.traits & traits) != 0;
}

// The comparable parts of one candidate's name.
struct NameForm {
  std::vector<std::string> keys;  // of the units, particles and suffix left out
  std::vector<bool> initials;
  bool surname_first = false;

  const std::string& surname() const { return surname_first ? keys.front() : keys.back(); }
};

std::string unit_key(const WordList& words, const NameUnit& unit) {
  std::string key;
  for (std::size_t at = unit.first; at <= unit.last; ++at) key += words[at].key;
  return key;
}

// The second of "Young-sam" and "Mahn-Je", not that of "Jean-Paul" and "Smith-Jones".
bool is_syllable(const Word& word) {
  return !word.capital ||
         (name_lexicon().traits(word.key) & (trait::given | trait::surname | trait::common)) == 0;
}

NameForm form_of(const WordList& words, const NameCandidate& candidate) {
  NameForm form;
  bool family_first = false;
  bool syllables = false;
  bool lower_syllables = false;
  for (const NameUnit& unit : candidate.units) {
    if (unit.particle || has(unit, trait::suffix)) continue;
    if (form.keys.empty()) {
      family_first = has(unit, trait::family_first) && !has(unit, trait::common);
    } else {
      const bool joined = unit.first != unit.last;
      syllables |= joined && is_syllable(words[unit.last]);
      lower_syllables |= joined && !words[unit.last].capital;
    }
    form.keys.push_back(unit_key(words, unit));
    form.initials.push_back(unit.initial);
  }
  const bool western = has(candidate.units.front(), trait::given);
  // "Rha Woong-bae": only syllables are written so, whatever surname stands before.
  family_first |= lower_syllables && !western && form.keys.size() == 2;
  form.surname_first =
      family_first && form.keys.size() >= 2 && form.keys.size() <= 3 &&
      (!western || syllables || form.keys.size() == 3) &&
      std::find(form.initials.begin(), form.initials.end(), true) == form.initials.end();
  return form;
}

// Whether one given name may stand for the other: equal, or an initial of it.
bool agree(const std::string& one, bool one_initial, const std::string& other, bool other_initial) {
  if (one == other) return true;
  if (one_initial && other_initial) return one.starts_with(other) || other.starts_with(one);
  if (one_initial) return !one.empty() && one.front() == other.front();
  if (other_initial) return !other.empty() && other.front() == one.front();
  return false;
}

bool same_person(const NameForm& one, const NameForm& other) {
  if (one.surname() != other.surname() || one.surname_first != other.surname_first) return false;
  if (one.surname_first) return one.keys == other.keys;
  if (!agree(one.keys[0], one.initials[0], other.keys[0], other.initials[0])) return false;
  if (one.keys.size() > 2 && other.keys.size() > 2) {
    return agree(one.keys[1], one.initials[1], other.keys[1], other.initials[1]);
  }
  return true;
}

// Whether two long enough words differ by one letter left out, put in, changed or swapped with the
// next one, behind the same first letter.
bool is_slip_of(std::string_view one, std::string_view other) {
  constexpr std::size_t least_letters = 5;
  if (one.size() > other.size()) std::swap(one, other);
  if (one.size() < least_letters || other.size() - one.size() > 1 || one[0] != other[0])
    return false;
  const std::size_t same = static_cast<std::size_t>(
      std::mismatch(one.begin(), one.end(), other.begin()).first - one.begin());
  one.remove_prefix(same);
  other.remove_prefix(same);
  if (one.size() < other.size()) return other.substr(1) == one;
  if (one.empty() || one.substr(1) == other.substr(1)) return true;
  return one.size() > 1 && one[0] == other[1] && one[1] == other[0] &&
         one.substr(2) == other.substr(2);
}

std::string label_of(const WordList& words, const NameCandidate& candidate) {
  const NameUnit& last = candidate.units.back();
  std::string label;
  for (std::size_t at = candidate.units.front().first; at <= last.last; ++at) {
    const Word& word = words[at];
    if (!label.empty()) label += word.before == Gap::hyphen ? '-' : ' ';
    const bool particle =
        (candidate.shouted && word.key.size() > 1 && at > candidate.units.front().first &&
         std::any_of(candidate.units.begin(), candidate.units.end(), [&](const NameUnit& unit) {
           return unit.first == at && has(unit, trait::particle) && unit.first != last.first;
         }));
    if (particle) {
      label += word.key;
    } else {
      label += candidate.shouted && !word.dotted ? name_case(word.text) : std::string(word.text);
    }
    const bool dot_behind = word.dotted && !word.possessive && word.to < words.text().size() &&
                            words.text()[word.to] == '.';
    if (dot_behind && (at != last.last || has(last, trait::suffix))) label += '.';
  }
  return label;
}

Span span_of(TextField field, const WordList& words, const NameCandidate& candidate) {
  const NameUnit& last = candidate.units.back();
  const Word& end = words[last.last];
  // The dot of "Jr." belongs to the name.
  const bool dot = has(last, trait::suffix) && end.dotted && !end.possessive &&
                   end.to < words.text().size() && words.text()[end.to] == '.';
  return {field, words[candidate.units.front().first].from, end.to + (dot ? 1U : 0U)};
}

// A list of names is no story: people beyond so many are not compared, which would take the square
// of their number.
constexpr std::size_t most_compared = 256;

// "De Gaulle": a particle that begins a surname alone has a capital.
bool begins_with_particle(const NameCandidate& candidate) {
  const NameUnit& first = candidate.units.front();
  return candidate.units.size() > 1 && has(first, trait::particle) && !has(first, trait::given);
}

struct Person {
  NameForm form;  // the fullest
  std::string label;
  bool label_shouted = false;
  NameStrength strength = NameStrength::none;
  std::vector<Span> spans;
  float probability = 0;
  // Where the first mention in full begins, by field; the headline's come first.
  std::map<TextField, std::uint32_t> named_from{};
};

class Registry {
 public:
  explicit Registry(std::span<const FieldCandidates> fields) : fields_(fields) {}

  std::vector<FoundPerson> join() {
    count_bare();
    // Full names anywhere in the article first: a heading names people by surname before the text
    // has named them in full.
    for_each_candidate([&](const FieldCandidates& field, const NameCandidate& each) {
      if (is_full(field, each) && spoken_units(each) > 2) add_full(field, each);
    });
    // "De Croo" and "Febres Cordero" may be what is left of fuller names.
    for_each_candidate([&](const FieldCandidates& field, const NameCandidate& each) {
      if (!is_full(field, each) || spoken_units(each) > 2 || begins_with_particle(each)) return;
      if (!is_tail(form_of(*field.words, each))) {
        add_full(field, each);
      } else {
        add_short(field, each);
      }
    });
    for_each_candidate([&](const FieldCandidates& field, const NameCandidate& each) {
      if (!is_full(field, each) || spoken_units(each) > 2 || !begins_with_particle(each)) return;
      NameForm surname = form_of(*field.words, each);
      surname.keys.erase(surname.keys.begin());
      surname.initials.erase(surname.initials.begin());
      if (const auto index = known_as(surname, span_of(field.field, *field.words, each), false)) {
        people_[*index].spans.push_back(span_of(field.field, *field.words, each));
      } else {
        add_full(field, each);
      }
    });
    for_each_candidate([&](const FieldCandidates& field, const NameCandidate& each) {
      if (!is_full(field, each) && each.strength == NameStrength::titled) add_short(field, each);
    });
    for_each_candidate([&](const FieldCandidates& field, const NameCandidate& each) {
      if (!is_full(field, each) && each.strength != NameStrength::titled) add_short(field, each);
    });
    return sorted();
  }

 private:
  template <class Action>
  void for_each_candidate(Action action) {
    for (const FieldCandidates& field : fields_) {
      for (const NameCandidate& each : field.candidates) action(field, each);
    }
  }

  // Surnames that stand alone where people do: they vouch for names of unknown words.
  void count_bare() {
    for_each_candidate([&](const FieldCandidates& field, const NameCandidate& each) {
      if (each.units.size() != 1) return;
      const bool person = each.honorific || each.speaks || each.strength == NameStrength::titled;
      if (person && !each.heading) ++vouched_[unit_key(*field.words, each.units.front())];
    });
  }

  static std::size_t spoken_units(const NameCandidate& candidate) {
    return static_cast<std::size_t>(std::count_if(
        candidate.units.begin(), candidate.units.end(),
        [](const NameUnit& unit) { return !unit.particle && !has(unit, trait::suffix); }));
  }

  // Whether a longer name ends in this one.
  bool is_tail(const NameForm& form) const {
    const auto found = by_surname_.find(form.keys.back());
    return found != by_surname_.end() && !form.initials[0] &&
           std::any_of(found->second.begin(), found->second.end(), [&](std::size_t index) {
             const NameForm& full = people_[index].form;
             return full.keys.size() > form.keys.size() && ends_with(full, form);
           });
  }

  bool is_full(const FieldCandidates& field, const NameCandidate& candidate) const {
    if (spoken_units(candidate) < 2) return false;
    if (candidate.strength >= NameStrength::titled) return true;
    return candidate.strength == NameStrength::possible && !candidate.heading &&
           vouched_.contains(form_of(*field.words, candidate).keys.back());
  }

  void add_full(const FieldCandidates& field, const NameCandidate& candidate) {
    const NameForm form = form_of(*field.words, candidate);
    const Span span = span_of(field.field, *field.words, candidate);
    std::size_t compared = 0;
    for (const std::size_t index : by_surname_[form.surname()]) {
      if (++compared > most_compared) break;
      Person& person = people_[index];
      if (!same_person(person.form, form)) continue;
      person.spans.push_back(span);
      person.named_from.try_emplace(span.field, span.from);
      person.strength = std::max(person.strength, candidate.strength);
      person.probability = std::max(person.probability, candidate.probability);
      const bool fuller =
          form.keys.size() > person.form.keys.size() ||
          (form.keys.size() == person.form.keys.size() && person.form.initials[0] &&
           !form.initials[0]) ||
          (form.keys == person.form.keys && person.label_shouted && !candidate.shouted);
      if (fuller) {
        person.form = form;
        person.label = label_of(*field.words, candidate);
        person.label_shouted = candidate.shouted;
      }
      return;
    }
    const std::size_t index = people_.size();
    people_.push_back(
        {form,
         label_of(*field.words, candidate),
         candidate.shouted,
         candidate.strength == NameStrength::possible ? NameStrength::likely : candidate.strength,
         {span},
         candidate.probability,
         {{span.field, span.from}}});
    by_surname_[form.surname()].push_back(index);
    if (!form.initials[0] && !form.surname_first) by_given_[form.keys[0]].push_back(index);
    for (std::size_t each = 1; each + 1 < form.keys.size() && !form.surname_first; ++each) {
      // "Carlos Salinas de Gortari" is "Salinas" later on.
      if (!form.initials[each]) by_inner_[form.keys[each]].push_back(index);
    }
  }

  void add_short(const FieldCandidates& field, const NameCandidate& candidate) {
    const NameForm form = form_of(*field.words, candidate);
    const Span span = span_of(field.field, *field.words, candidate);
    // "Li" of "Li Peng" looks like a given name where lists know it as one.
    const bool by_given = candidate.by_given || has(candidate.units.front(), trait::family_first);
    if (const auto index = known_as(form, span, by_given)) {
      if (!candidate.modifies || may_modify(field, candidate))
        people_[*index].spans.push_back(span);
      return;
    }
    if (candidate.strength != NameStrength::titled || is_borne(form)) return;
    by_surname_[form.surname()].push_back(people_.size());
    people_.push_back({form,
                       label_of(*field.words, candidate),
                       candidate.shouted,
                       NameStrength::titled,
                       {span},
                       candidate.probability});
  }

  // Whether someone of this surname is named in full: several, since it was not told who is meant.
  bool is_borne(const NameForm& form) const {
    const auto found = by_surname_.find(form.keys.back());
    return found != by_surname_.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](std::size_t index) {
             return people_[index].form.keys.size() > 1 && ends_with(people_[index].form, form);
           });
  }

  // "the Bush administration" is about Bush, "Baker Hughes" is not about Baker.
  static bool may_modify(const FieldCandidates& field, const NameCandidate& candidate) {
    const WordList& words = *field.words;
    const std::size_t behind = candidate.units.back().last + 1;
    if (behind >= words.size()) return true;
    if (words[behind].before == Gap::hyphen) return !words[behind].capital;
    return candidate.heading || !words[behind].capital ||
           (name_lexicon().traits(words[behind].key) & trait::common) != 0;
  }

  // The person that a surname, or the last words of a name, stand for; of several the one that
  // alone was named in full before, else none: "Baker said" after James Baker and before Howard.
  std::optional<std::size_t> known_as(const NameForm& form, const Span& span, bool by_given) const {
    if (form.keys.empty()) return {};
    if (const auto found = by_surname_.find(form.keys.back()); found != by_surname_.end()) {
      const Bearers bearers = bearers_of(form, span, found->second);
      if (bearers.count > 0) return bearers.only();
    }
    if (form.keys.size() != 1) return {};
    if (const auto found = by_inner_.find(form.keys.back()); found != by_inner_.end()) {
      if (found->second.size() == 1) return found->second.front();
    }
    if (by_given) {
      if (const auto index = known_by_given(form.keys.front())) return index;
    }
    return known_misspelt(form.keys.front());
  }

  struct Bearers {
    std::size_t count = 0;
    std::size_t last = 0;
    std::size_t named_before = 0;
    std::size_t last_named = 0;

    std::optional<std::size_t> only() const {
      if (count == 1) return last;
      return named_before == 1 ? std::optional(last_named) : std::nullopt;
    }
  };

  // Those among `indexes` whose names end in `form`.
  Bearers bearers_of(const NameForm& form, const Span& span,
                     const std::vector<std::size_t>& indexes) const {
    Bearers bearers;
    std::size_t compared = 0;
    for (const std::size_t index : indexes) {
      if (++compared > most_compared) break;
      const Person& person = people_[index];
      if (!ends_with(person.form, form)) continue;
      ++bearers.count;
      bearers.last = index;
      const auto named = person.named_from.find(span.field);
      if (named == person.named_from.end() || named->second >= span.from) continue;
      ++bearers.named_before;
      bearers.last_named = index;
    }
    return bearers;
  }

  // "Prince Hakon" is Hakon Olsen, if no one else has that given name.
  std::optional<std::size_t> known_by_given(const std::string& given) const {
    const auto found = by_given_.find(given);
    if (found == by_given_.end() || found->second.size() != 1) return {};
    return found->second.front();
  }

  // The one full name whose surname differs by a slip of the pen: "Ogpin" beside "Jaime Ongpin".
  std::optional<std::size_t> known_misspelt(const std::string& surname) const {
    const NameLexicon& lexicon = name_lexicon();
    if ((lexicon.traits(surname) & (trait::surname | trait::common)) != 0 ||
        lexicon.public_figure(surname) != PublicFigure::none) {
      return {};
    }
    if (people_.size() > most_compared) return {};
    std::optional<std::size_t> only;
    for (std::size_t index = 0; index < people_.size(); ++index) {
      const NameForm& form = people_[index].form;
      if (form.keys.size() < 2 || !is_slip_of(surname, form.surname())) continue;
      if (only) return {};
      only = index;
    }
    return only;
  }

  static bool ends_with(const NameForm& full, const NameForm& part) {
    if (part.keys.size() > full.keys.size()) return false;
    if (full.surname_first)
      return part.keys.size() == 1 ? part.keys[0] == full.keys[0] : part.keys == full.keys;
    return std::equal(part.keys.rbegin(), part.keys.rend(), full.keys.rbegin());
  }

  std::vector<FoundPerson> sorted() {
    std::vector<FoundPerson> found;
    found.reserve(people_.size());
    for (Person& person : people_) {
      std::sort(person.spans.begin(), person.spans.end(), [](const Span& one, const Span& other) {
        return one.field != other.field ? one.field < other.field : one.from < other.from;
      });
      found.push_back(
          {std::move(person.label), person.strength, person.probability, std::move(person.spans)});
    }
    std::sort(found.begin(), found.end(), [](const FoundPerson& one, const FoundPerson& other) {
      const Span& a = one.spans.front();
      const Span& b = other.spans.front();
      return a.field != b.field ? a.field < b.field : a.from < b.from;
    });
    return found;
  }

  std::span<const FieldCandidates> fields_;
  std::vector<Person> people_;
  StringMap<std::vector<std::size_t>> by_surname_;
  StringMap<std::vector<std::size_t>> by_inner_;
  StringMap<std::vector<std::size_t>> by_given_;
  StringMap<std::size_t> vouched_;
};

}  // namespace

std::vector<FoundPerson> join_mentions(std::span<const FieldCandidates> fields) {
  return Registry(fields).join();
}

}  // namespace dateline::annotate
