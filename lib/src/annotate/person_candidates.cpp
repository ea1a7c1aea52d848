#include "annotate/person_candidates.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "annotate/credits.h"
#include "base/one_of.h"

namespace dateline::annotate {
namespace {

using base::is_one_of;

constexpr std::size_t most_units = 6;

constexpr std::array<std::string_view, 14> speech{
    "said",  "says",    "told",   "added",     "asked",     "warned",   "declared",
    "noted", "replied", "denied", "explained", "announced", "insisted", "who"};
constexpr std::array<std::string_view, 7> contest{"beat",  "defeated", "v",         "vs",
                                                  "beats", "downed",   "outpointed"};
constexpr std::array<std::string_view, 11> name_particles{"van", "von", "der", "den", "ter", "ten",
                                                          "bin", "ibn", "al",  "zu",  "dos"};
constexpr std::array<std::string_view, 10> firm_tails{
    "co", "sons", "partners", "associates", "brothers", "company", "bros", "cie", "inc", "corp"};

bool has(const NameUnit& unit, WordTraits traits) {
  return (unit.traits & traits) != 0;
}

// What stands around a run and inside it decides; everything needed is looked up here.
class CandidateFinder {
 public:
  CandidateFinder(const WordList& words, TextKind kind, const CountryGazetteer& gazetteer,
                  const NameLexicon& lexicon)
      : words_(words),
        kind_(kind),
        lexicon_(lexicon),
        runs_(name_runs(words, kind, gazetteer, lexicon)),
        credits_(credit_words(words)) {}

  std::vector<NameCandidate> find() {
    std::vector<NameCandidate> found;
    for (const NameRun& run : runs_) {
      if (credits_[run.units.front().first]) continue;
      read_run(run, found);
    }
    return found;
  }

 private:
  std::string_view key(std::size_t at) const { return words_[at].key; }
  std::string_view key(const NameUnit& unit) const { return words_[unit.first].key; }

  std::string_view between(std::size_t before, std::size_t after) const {
    const std::size_t from = words_[before].to;
    return words_.text().substr(from, words_[after].from - from);
  }

  // Cuts a run into titles, names and other words.
  void read_run(const NameRun& run, std::vector<NameCandidate>& found) const {
    const auto& units = run.units;
    WordTraits title = title_before(run);
    for (std::size_t at = 0; at < units.size();) {
      const NameUnit& unit = units[at];
      if (is_title(run, at)) {
        title |= unit.traits & trait::title;
        ++at;
        continue;
      }
      if (!may_begin(run, at, title)) {
        // "Secretary of State Rice": over the words of an office a title still tells of a person,
        // but no longer makes a name of any word.
        const bool office = has(unit, trait::organisation) && !run.shouted && !run.title_case;
        title = title != 0 && office ? trait::role : 0;
        ++at;
        continue;
      }
      const std::size_t end = end_of_name(run, at, title);
      NameCandidate candidate;
      candidate.units.assign(units.begin() + static_cast<std::ptrdiff_t>(at),
                             units.begin() + static_cast<std::ptrdiff_t>(end));
      candidate.shouted = run.shouted;
      candidate.heading = kind_ == TextKind::heading;
      candidate.has_title = title != 0;
      candidate.honorific = (title & trait::honorific) != 0;
      judge(run, at, end, title, candidate);
      if (candidate.strength != NameStrength::none) found.push_back(std::move(candidate));
      title = 0;
      at = std::max(end, at + 1);
    }
  }

  // "Foreign Minister of Iran Ali Velayati", "the spokesman, Itamar Rabinovich", "analyst Boris
  // Makarenko".
  WordTraits title_before(const NameRun& run) const {
    const std::size_t first = run.units.front().first;
    if (first == 0) return 0;
    const std::size_t back = first - 1;
    const bool adjoins = words_[first].before == Gap::space;
    if (adjoins && key(back) == "of" && back > 0 && words_[back].before == Gap::space) {
      return (lexicon_.traits(key(back - 1)) & trait::office) != 0 ? trait::role : 0;
    }
    const bool apposition = words_[first].before == Gap::comma;
    if (!adjoins && !apposition) return 0;
    return words_[back].capital ? 0 : lexicon_.traits(key(back)) & trait::role;
  }

  bool is_title(const NameRun& run, std::size_t at) const {
    const NameUnit& unit = run.units[at];
    if (!has(unit, trait::title)) return false;
    // "Judge", "Dean" and "Prince" are names, too, but hardly before another name.
    if (at + 1 == run.units.size())
      return !has(unit, trait::surname | trait::given) || has(unit, trait::honorific);
    return !(has(unit, trait::given) && has(run.units[at + 1], trait::surname) &&
             !has(unit, trait::honorific) && !has(run.units[at + 1], trait::given));
  }

  bool may_begin(const NameRun& run, std::size_t at, WordTraits title) const {
    const NameUnit& unit = run.units[at];
    if (unit.particle) return false;
    if (unit.place) return begins_with_place(run, at) || is_titled_place(run, at);
    if (has(unit, trait::calendar) && !has(unit, trait::given)) return false;
    if (unit.initial) return at + 1 < run.units.size();
    if (unit.acronym) return false;
    if (has(unit, trait::given)) {
      // "Will Russia agree", "MARK FALLS", "May Eight": a word of the language before no surname.
      const bool doubtful = (run.sentence_start && at == 0) || run.shouted || run.title_case ||
                            has(unit, trait::calendar);
      if (has(unit, trait::common | trait::calendar) && doubtful) {
        return at + 1 < run.units.size() && may_end(run.units[at + 1]) &&
               !has(run.units[at + 1], trait::common) &&
               (!run.shouted || has(run.units[at + 1], trait::surname));
      }
      return true;
    }
    if (has(unit, trait::organisation)) return false;
    if (!has(unit, trait::common)) return true;
    if (run.shouted) return false;
    if (has(unit, trait::surname)) return true;
    // "Chairman Rand Araskog": behind a title even a word of the language may be a given name.
    return (title & trait::title) != 0 && !run.title_case && at + 1 < run.units.size() &&
           may_end(run.units[at + 1]) && !has(run.units[at + 1], trait::common);
  }

  // "Mr. France", "Sen. Jordan": a surname that is a place as well, behind a title that only people
  // have.
  bool is_titled_place(const NameRun& run, std::size_t at) const {
    if (at == 0 || run.shouted || !has(run.units[at], trait::surname)) return false;
    const NameUnit& before = run.units[at - 1];
    return has(before, trait::honorific) ||
           (has(before, trait::office) && words_[before.last].dotted);
  }

  // "Jordan Spieth", "Chad Smith": a given name that is a place as well.
  bool begins_with_place(const NameRun& run, std::size_t at) const {
    const NameUnit& unit = run.units[at];
    if (!has(unit, trait::given) || at + 1 >= run.units.size()) return false;
    const NameUnit& next = run.units[at + 1];
    if (words_[unit.last].possessive || next.place || next.particle || run.shouted) return false;
    // "In Paris Boris Makarenko waited."
    if (has(next, trait::given) && at + 2 < run.units.size()) return false;
    return next.initial || (has(next, trait::surname) &&
                            !has(next, trait::common | trait::organisation | trait::title));
  }

  static bool may_end(const NameUnit& unit) {
    return !unit.place && !has(unit, trait::calendar | trait::organisation) && !unit.acronym;
  }

  // One past the last unit of a name that begins at `at`.
  std::size_t end_of_name(const NameRun& run, std::size_t at, WordTraits title) const {
    const auto& units = run.units;
    // An unknown first word may be a given name that no list has.
    bool surname = has(units[at], trait::surname) && !has(units[at], trait::given);
    const bool known_given = has(units[at], trait::given) || units[at].initial;
    std::size_t end = at + 1;
    for (; end < units.size() && end - at < most_units; ++end) {
      const NameUnit& unit = units[end];
      if (unit.particle) {
        if (is_article(units, end)) break;
        continue;
      }
      if (unit.initial) continue;
      if (has(unit, trait::suffix)) {
        ++end;
        break;
      }
      const bool last = end + 1 == units.size();
      const bool known = has(unit, trait::surname);
      if (unit.place || has(unit, trait::organisation | trait::title | trait::calendar)) {
        if (!surname && known && known_given && (last || title != 0) && !run.shouted &&
            !has(unit, trait::calendar)) {
          surname = true;
          continue;
        }
        break;
      }
      if (unit.acronym) break;
      if (has(unit, trait::common) && !has(unit, trait::given)) {
        const bool heading = run.shouted || run.title_case;
        if (surname || (!known && heading) || (!known && !last)) break;
      }
      if (run.shouted && surname && !known) break;
      surname |= !has(unit, trait::given) || known;
    }
    while (end > at + 1 && units[end - 1].particle) --end;
    return end;
  }

  // "Annika Brandt den Rat", but "Ursula von der Leyen": where nouns have capitals an article
  // leads to one.
  bool is_article(const std::vector<NameUnit>& units, std::size_t at) const {
    static constexpr std::array<std::string_view, 3> articles{"der", "den", "das"};
    return lexicon_.nouns_have_capitals() && !units[at - 1].particle &&
           is_one_of(key(units[at]), articles);
  }

  struct Surroundings {
    bool firm = false;    // "& Co", a ticker, words of an organisation right behind
    bool person = false;  // an age, a country in brackets, speech
    bool speaks = false;
    bool modifies = false;
  };

  Surroundings surroundings(const NameRun& run, std::size_t at, std::size_t end) const {
    Surroundings around;
    const std::size_t first = run.units[at].first;
    const std::size_t behind = run.units[end - 1].last + 1;
    if (end < run.units.size()) {
      const NameUnit& next = run.units[end];
      around.firm = has(next, trait::organisation) || next.acronym;
      around.modifies = true;
      if (has(next, trait::title | trait::common) && !has(next, trait::organisation))
        around.firm = false;
    }
    const std::uint32_t from = words_[first].from;
    around.firm |= from > 0 && words_.text()[from - 1] == '<';
    if (first > 0) {
      around.person |= is_one_of(key(first - 1), contest);
      around.speaks |= words_[first].before == Gap::space && is_one_of(key(first - 1), speech) &&
                       key(first - 1) != "who";
    }
    if (behind < words_.size()) read_behind(behind, around);
    around.person |= around.speaks;
    return around;
  }

  void read_behind(std::size_t behind, Surroundings& around) const {
    const Word& next = words_[behind];
    const std::string_view gap = between(behind - 1, behind);
    around.firm |= gap.find('<') != std::string_view::npos;
    const bool tail = behind + 1 < words_.size() && next.key == "and" && next.text == "&";
    around.firm |= tail;
    if (next.key == "and" && behind + 1 < words_.size() && words_[behind + 1].capital) {
      around.firm |= is_one_of(key(behind + 1), firm_tails);
    }
    const bool adjoins =
        next.before == Gap::space || next.before == Gap::comma || next.before == Gap::other;
    around.speaks |= adjoins && is_one_of(next.key, speech);
    const bool number = !next.letters && next.text.size() <= 2;
    around.person |= number && next.before == Gap::comma;
    const bool bracket = gap.find('(') != std::string_view::npos;
    around.person |= bracket && behind + 1 < words_.size() && next.capital &&
                     between(behind, behind + 1).find(')') != std::string_view::npos;
    if (next.before == Gap::hyphen ||
        (next.before == Gap::space && next.letters && !next.capital)) {
      around.modifies |= next.before == Gap::hyphen;
    }
  }

  void judge(const NameRun& run, std::size_t at, std::size_t end, WordTraits title,
             NameCandidate& candidate) const {
    const auto& units = candidate.units;
    const Surroundings around = surroundings(run, at, end);
    candidate.speaks = around.speaks;
    candidate.modifies = around.modifies;
    candidate.strength = strength(run, units, title, around);
  }

  NameStrength strength(const NameRun& run, const std::vector<NameUnit>& units, WordTraits title,
                        const Surroundings& around) const {
    const std::size_t spoken = static_cast<std::size_t>(std::count_if(
        units.begin(), units.end(),
        [](const NameUnit& each) { return !each.particle && !has(each, trait::suffix); }));
    const NameUnit& first = units.front();
    const NameUnit& last = has(units.back(), trait::suffix) && units.size() > 1
                               ? units[units.size() - 2]
                               : units.back();
    if (spoken == 0 || last.initial || key(last).size() == 1 || units.size() > most_units)
      return NameStrength::none;
    const WordTraits real_title = title & trait::title;
    if (spoken == 1) return single_strength(run, first, last, real_title, around);
    if (around.firm && real_title == 0) return NameStrength::none;
    const bool known_surname = has(last, trait::surname) && !last.acronym;
    const bool given = has(first, trait::given);
    if (real_title != 0 && (!run.shouted || given || known_surname)) return NameStrength::certain;
    if (given && (!run.shouted || plausible_shouted(units))) return NameStrength::certain;
    if (first.initial && !last.place) {
      const bool single_letters = key(first).size() == 1 && words_[first.first].dotted;
      if (known_surname) return NameStrength::certain;
      if (run.shouted || has(last, trait::common)) return NameStrength::none;
      return single_letters || around.person ? NameStrength::certain : NameStrength::possible;
    }
    if (run.shouted) return NameStrength::none;
    if (is_surname_first(units)) return NameStrength::certain;
    if (has(first, trait::common) || lexicon_.nouns_have_capitals()) return NameStrength::none;
    const bool role = (title & trait::role) != 0;
    const bool joined = std::any_of(units.begin(), units.end(), [&](const NameUnit& each) {
      return each.particle && is_one_of(key(each), name_particles);
    });
    if (role || joined || around.person) return NameStrength::likely;
    const bool ends_as_name = known_surname || has(last, trait::given);
    if (ends_as_name && !has(last, trait::common) && !run.title_case) return NameStrength::likely;
    return NameStrength::possible;
  }

  NameStrength single_strength(const NameRun& run, const NameUnit& first, const NameUnit& last,
                               WordTraits title, const Surroundings& around) const {
    if (first.initial || first.acronym) return NameStrength::none;
    const bool word = has(last, trait::common) && !has(last, trait::surname);
    const bool doubtful = word || (last.place && !has(last, trait::surname)) ||
                          has(last, trait::organisation | trait::calendar);
    if ((title & trait::honorific) != 0)
      return last.place && !has(last, trait::surname) ? NameStrength::none : NameStrength::titled;
    if (title != 0 && !doubtful && !around.firm) {
      const bool shouted_word =
          run.shouted && (has(last, trait::common | trait::role | trait::title) ||
                          !has(last, trait::surname | trait::given));
      return shouted_word ? NameStrength::bare : NameStrength::titled;
    }
    if (around.firm) return NameStrength::none;
    return NameStrength::bare;
  }

  // In capitals every word looks like a name: none may be a word of the language, nor look like
  // one.
  bool plausible_shouted(const std::vector<NameUnit>& units) const {
    return std::all_of(units.begin() + 1, units.end(), [this](const NameUnit& each) {
      if (each.initial || each.particle || has(each, trait::suffix | trait::given)) return true;
      if (each.place || has(each, trait::common)) return false;
      return has(each, trait::surname) || !is_inflected(key(each));
    });
  }

  static bool is_inflected(std::string_view key) {
    static constexpr std::array<std::string_view, 10> endings{
        "ed", "ing", "ly", "ers", "ness", "tion", "east", "west", "ists", "able"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return key.ends_with(ending); });
  }

  bool is_surname_first(const std::vector<NameUnit>& units) const {
    if (!has(units.front(), trait::family_first) || units.size() > 3) return false;
    if (has(units.front(), trait::common)) return false;
    return std::none_of(units.begin() + 1, units.end(), [](const NameUnit& each) {
      return has(each, trait::common | trait::organisation) || each.place || each.initial ||
             each.particle;
    });
  }

  const WordList& words_;
  TextKind kind_;
  const NameLexicon& lexicon_;
  std::vector<NameRun> runs_;
  std::vector<bool> credits_;
};

}  // namespace

std::vector<NameCandidate> name_candidates(const WordList& words, TextKind kind,
                                           const CountryGazetteer& gazetteer,
                                           const NameLexicon& lexicon) {
  return CandidateFinder(words, kind, gazetteer, lexicon).find();
}

}  // namespace dateline::annotate
