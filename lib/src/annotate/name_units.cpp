#include "annotate/name_units.h"

#include <algorithm>

#include "annotate/country_mentions.h"

namespace dateline::annotate {
namespace {

// A syllable after a hyphen that belongs to the name: "Young-sam", but not "Reagan-era".
constexpr std::size_t longest_syllable = 5;

class RunFinder {
 public:
  RunFinder(const WordList& words, TextKind kind, const CountryGazetteer& gazetteer,
            const NameLexicon& lexicon)
      : words_(words), lexicon_(lexicon), no_name_(words.size(), false) {
    for (const PlaceMatch& match : match_places(words, gazetteer)) mark(match.first, match.words);
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (!words[at].capital) continue;
      const auto match = lexicon.lookalikes().longest_at(words, at);
      mark(at, match.words);
    }
    title_case_ = kind == TextKind::heading && mostly_capitals();
  }

  std::vector<NameRun> find() {
    std::vector<NameRun> runs;
    for (std::size_t at = 0; at < words_.size();) {
      if (!begins_unit(at)) {
        ++at;
        continue;
      }
      NameRun run;
      run.shouted = words_[at].shouted;
      run.title_case = title_case_;
      run.sentence_start = at == 0 || words_[at].before != Gap::space;
      at = read_run(at, run);
      runs.push_back(std::move(run));
    }
    return runs;
  }

 private:
  void mark(std::size_t first, std::size_t count) {
    std::fill_n(no_name_.begin() + static_cast<std::ptrdiff_t>(first), count, true);
  }

  bool mostly_capitals() const {
    std::size_t capitals = 0;
    std::size_t letters = 0;
    for (const Word& each : words_.words()) {
      if (!each.letters || each.key.size() < 4) continue;
      ++letters;
      capitals += each.capital ? 1 : 0;
    }
    return letters >= 3 && capitals * 4 >= letters * 3;
  }

  bool begins_unit(std::size_t at) const { return words_[at].capital && words_[at].letters; }

  std::size_t read_run(std::size_t at, NameRun& run) const {
    for (;;) {
      NameUnit unit = read_unit(at);
      at = unit.last + 1;
      const bool ends = words_[unit.last].possessive;
      run.units.push_back(unit);
      if (ends || at >= words_.size() || words_[at].before != Gap::space) return at;
      if (begins_unit(at)) continue;
      const std::size_t after = after_particles(at);
      if (after == at) return at;
      for (; at < after; ++at) {
        NameUnit particle{at, at, lexicon_.traits(words_[at].key)};
        particle.particle = true;
        run.units.push_back(particle);
      }
    }
  }

  // The word behind lower-case particles that a name goes on after; `at` itself if it does not.
  std::size_t after_particles(std::size_t at) const {
    std::size_t next = at;
    while (next < words_.size() && next < at + 3 && !words_[next].capital &&
           (next == at || words_[next].before == Gap::space) &&
           (lexicon_.traits(words_[next].key) & trait::particle) != 0) {
      ++next;
    }
    if (next == at || next >= words_.size() || !begins_unit(next)) return at;
    const Gap before = words_[next].before;
    // "di" and "e" join places and firms as often as names, so that a particle needs a plain word
    // behind.
    return before == Gap::space || before == Gap::hyphen ? next : at;
  }

  NameUnit read_unit(std::size_t at) const {
    NameUnit unit{at, at, lexicon_.traits(words_[at].key)};
    const Word& word = words_[at];
    unit.place = no_name_[at];
    const bool inner_dots =
        word.upper && word.key.size() <= 3 && word.text.find('.') != word.text.npos;
    // "A" and "I" are words as long as no dot follows, and in capitals any letter may be anything.
    const bool lone = word.key.size() == 1 &&
                      (word.dotted || (!word.shouted && word.key != "a" && word.key != "i"));
    unit.initial = lone || inner_dots;
    unit.acronym = word.upper && !word.shouted && word.key.size() > 1 && !unit.initial;
    while (unit.last + 1 < words_.size() && words_[unit.last + 1].before == Gap::hyphen &&
           !words_[unit.last].possessive && joins(unit.last + 1)) {
      ++unit.last;
      const WordTraits next = lexicon_.traits(words_[unit.last].key);
      // A compound is what its parts are together: a word only if all are.
      const WordTraits both = unit.traits & next & (trait::common | trait::surname | trait::suffix);
      const WordTraits either = (unit.traits | next) & trait::organisation;
      const WordTraits rank =
          unit.traits & next & trait::office;  // "Major-General", "Vice-Chairman"
      unit.traits = (unit.traits & (trait::given | trait::family_first)) | both | either | rank;
      unit.place |= no_name_[unit.last];
      unit.acronym |=
          words_[unit.last].upper && !words_[unit.last].shouted && words_[unit.last].key.size() > 1;
    }
    return unit;
  }

  bool joins(std::size_t at) const {
    const Word& word = words_[at];
    if (!word.letters) return false;
    if (word.capital) return true;
    return word.key.size() <= longest_syllable && (lexicon_.traits(word.key) & trait::common) == 0;
  }

  const WordList& words_;
  const NameLexicon& lexicon_;
  std::vector<bool> no_name_;
  bool title_case_ = false;
};

}  // namespace

std::vector<NameRun> name_runs(const WordList& words, TextKind kind,
                               const CountryGazetteer& gazetteer, const NameLexicon& lexicon) {
  return RunFinder(words, kind, gazetteer, lexicon).find();
}

}  // namespace dateline::annotate
