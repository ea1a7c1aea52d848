#include "annotate/country_mentions.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "annotate/name_lexicon.h"

namespace dateline::annotate {
namespace {

// Words before which a shouted "US" is the country, and after which it is the pronoun.
constexpr std::array<std::string_view, 24> before_pronoun{
    "about", "against", "among", "asks",  "for",   "from",  "give", "gives",
    "give",  "help",    "helps", "join",  "joins", "leave", "let",  "like",
    "of",    "on",      "tell",  "tells", "to",    "us",    "with", "between"};

bool is_single_letter(const Word& word) {
  return word.capital && word.dotted && word.key.size() == 1;
}

struct FieldMatches {
  TextField field;
  const WordList* words;
  std::vector<PlaceMatch> matches;
};

// Decides what each match of one field means; the doubtful ones wait for the rest of the article.
class Reader {
 public:
  Reader(const ArticleWords& words, std::optional<Date> date, const CountryGazetteer& gazetteer)
      : date_(date), gazetteer_(gazetteer), lexicon_(name_lexicon()) {
    add(TextField::dateline, words.dateline);
    add(TextField::headline, words.headline);
    add(TextField::body, words.body);
  }

  std::vector<CountryMention> read() {
    for (const FieldMatches& field : fields_) collect(field);
    settle_doubtful();
    std::vector<CountryMention> mentions;
    mentions.reserve(found_.size());
    for (const Found& each : found_) {
      if (each.code.empty()) continue;
      const WordList& words = *each.field->words;
      const PlaceMatch& match = each.match;
      const std::string_view state =
          gazetteer_.state_on(each.code, gazetteer_.phrases().key(match.phrase), date_);
      mentions.push_back(
          {state,
           each.kind,
           {each.field->field, words[match.first].from, words[match.first + match.words - 1].to},
           match.first});
    }
    return mentions;
  }

 private:
  struct Found {
    const FieldMatches* field = nullptr;
    PlaceMatch match;
    std::string_view code;  // empty: several are possible
    PlaceKind kind = PlaceKind::name;
  };

  void add(TextField field, const WordList& words) {
    fields_[fields_used_++] = {field, &words, match_places_and_signs(words, gazetteer_)};
  }

  void collect(const FieldMatches& field) {
    const WordList& words = *field.words;
    for (std::size_t each = 0; each < field.matches.size(); ++each) {
      const PlaceMatch& match = field.matches[each];
      const auto meanings = gazetteer_.meanings(match.phrase);
      const PlaceKind kind = meanings.front().kind;
      if (kind == PlaceKind::lookalike || !stands(field, match, kind)) continue;
      const PlaceMatch* next = each + 1 < field.matches.size() ? &field.matches[each + 1] : nullptr;
      if (kind == PlaceKind::name || kind == PlaceKind::demonym) {
        if (qualifies_money(words, match, next)) {
          found_.push_back({&field, match, meanings.front().code, PlaceKind::currency});
          ++each;
          continue;
        }
      }
      if (const std::string_view code = outer_country(words, match, kind, next); !code.empty()) {
        found_.push_back({&field, match, code, PlaceKind::city});
        continue;
      }
      found_.push_back({&field, match, meanings.size() == 1 ? meanings.front().code : "", kind});
    }
  }

  // "Swiss francs", "U.S. dlrs": a country's money, and not the country.
  bool qualifies_money(const WordList& words, const PlaceMatch& match,
                       const PlaceMatch* next) const {
    if (next == nullptr || next->first != match.first + match.words) return false;
    if (words[next->first].before != Gap::space) return false;
    const PlaceKind kind = gazetteer_.meanings(next->phrase).front().kind;
    return kind == PlaceKind::currency || kind == PlaceKind::amount;
  }

  // "London, Ontario", "Athens, Ohio", "Lebanon, Pa.", "Cordoba, Spain": what follows the comma
  // says which place of that name it is.
  std::string_view outer_country(const WordList& words, const PlaceMatch& match, PlaceKind kind,
                                 const PlaceMatch* next) const {
    if (next == nullptr || next->first != match.first + match.words) return {};
    if (words[next->first].before != Gap::comma) return {};
    const auto outer = gazetteer_.meanings(next->phrase);
    const PlaceKind outer_kind = outer.front().kind;
    const bool town = kind == PlaceKind::city || kind == PlaceKind::capital;
    const bool division = outer_kind == PlaceKind::region || outer_kind == PlaceKind::city;
    if (outer_kind == PlaceKind::abbreviation) {
      return is_abbreviation(words, *next) ? outer.front().code : std::string_view{};
    }
    if (!town) return {};
    const auto meanings = gazetteer_.meanings(match.phrase);
    for (const PlaceMeaning& each : outer) {
      for (const PlaceMeaning& own : meanings) {
        if (own.code == each.code) return each.code;
      }
    }
    // A division that no capital bears the name of: enumerations name cities side by side.
    return division && outer_kind == PlaceKind::region         ? outer.front().code
           : is_canadian_province(outer.front(), words, *next) ? outer.front().code
                                                               : std::string_view{};
  }

  // Provinces are listed as cities, since the press names them as it names towns.
  static bool is_canadian_province(const PlaceMeaning& meaning, const WordList& words,
                                   const PlaceMatch& match) {
    static constexpr std::array<std::string_view, 6> provinces{"ontario",  "quebec",  "alberta",
                                                               "manitoba", "british", "nova"};
    return meaning.code == "CA" &&
           std::find(provinces.begin(), provinces.end(), words[match.first].key) != provinces.end();
  }

  static bool is_abbreviation(const WordList& words, const PlaceMatch& match) {
    const Word& word = words[match.first];
    return match.first > 0 && word.before == Gap::comma && words[match.first - 1].capital &&
           (word.dotted || word.upper);
  }

  bool stands(const FieldMatches& field, const PlaceMatch& match, PlaceKind kind) const {
    const WordList& words = *field.words;
    const Word& word = words[match.first];
    const std::size_t behind = match.first + match.words;
    if (kind == PlaceKind::abbreviation) return is_abbreviation(words, match);
    if (kind == PlaceKind::prefix)
      return behind < words.size() && words[behind].before == Gap::hyphen;
    if (kind == PlaceKind::amount) return follows_number(words, match.first);
    if (kind == PlaceKind::form) {
      return match.first > 0 && word.before == Gap::space && words[match.first - 1].capital;
    }
    if (kind == PlaceKind::currency || kind == PlaceKind::usage) return true;
    if (match.words > 1) return true;
    if (word.key == "us" && !is_us(words, match.first)) return false;
    if (field.field == TextField::dateline) return true;
    return !is_plain_word(words, match.first, kind) && !is_part_of_name(words, match.first, kind);
  }

  // "200 marks", "3.4 billion won".
  static bool follows_number(const WordList& words, std::size_t at) {
    static constexpr std::array<std::string_view, 7> multiples{
        "mln", "bln", "million", "billion", "trillion", "thousand", "hundred"};
    if (at == 0 || words[at].before == Gap::sentence || words[at].before == Gap::line) return false;
    const Word& previous = words[at - 1];
    return !previous.letters ||
           std::find(multiples.begin(), multiples.end(), previous.key) != multiples.end();
  }

  bool is_us(const WordList& words, std::size_t at) const {
    const Word& word = words[at];
    const char* const behind = word.text.data() + word.text.size();
    const bool at_end = behind == words.text().data() + words.text().size();
    if (!at_end && *behind == '$') return false;
    if (word.dotted && word.text.size() > 2) return true;
    if (!word.shouted || at == 0) return true;
    const std::string_view previous = words[at - 1].key;
    return std::find(before_pronoun.begin(), before_pronoun.end(), previous) ==
           before_pronoun.end();
  }

  // "Nice weather", "SPLIT DECISION", "Polish the silver": a word that only happens to have a
  // capital.
  bool is_plain_word(const WordList& words, std::size_t at, PlaceKind kind) const {
    const Word& word = words[at];
    const bool may_begin = at == 0 || word.before == Gap::sentence || word.before == Gap::line ||
                           word.before == Gap::other || word.shouted;
    if (!may_begin) return false;
    if (kind == PlaceKind::demonym || kind == PlaceKind::name) {
      const bool verb = word.key == "polish" && at + 1 < words.size() &&
                        (words[at + 1].key == "the" || words[at + 1].key == "your" ||
                         words[at + 1].key == "up" || words[at + 1].key == "off");
      return verb && !word.shouted;
    }
    return (lexicon_.traits(word) & trait::common) != 0;
  }

  // "Michael Jordan", "Mr. France", "Paris Hilton", "Chad Pennington".
  bool is_part_of_name(const WordList& words, std::size_t at, PlaceKind kind) const {
    const Word& word = words[at];
    const WordTraits own = lexicon_.traits(word);
    if (kind == PlaceKind::seat || kind == PlaceKind::prefix) return false;
    const bool needs_surname = kind == PlaceKind::demonym || word.shouted;
    if (at > 0 && word.before == Gap::space && words[at - 1].capital) {
      const Word& previous = words[at - 1];
      const WordTraits before = lexicon_.traits(previous.key);
      const bool surname = (own & trait::surname) != 0;
      if ((before & trait::honorific) != 0 && previous.dotted) return true;
      if (is_single_letter(previous) && surname) return true;
      const bool given = (before & trait::given) != 0 && (before & trait::common) == 0;
      const bool place = is_place(previous);
      if (given && !place && (surname || !needs_surname)) return true;
      if ((before & trait::title) != 0 && surname && kind != PlaceKind::demonym && !word.shouted &&
          !word.possessive && kind != PlaceKind::name) {
        return true;
      }
    }
    if ((own & trait::given) == 0 || kind == PlaceKind::demonym || word.possessive ||
        word.shouted || at + 1 >= words.size()) {
      return false;
    }
    const Word& next = words[at + 1];
    if (next.before != Gap::space || !next.capital || !next.letters) return false;
    if (is_single_letter(next)) return true;
    const WordTraits after = lexicon_.traits(next.key);
    constexpr WordTraits no_surname =
        trait::common | trait::organisation | trait::title | trait::calendar | trait::role;
    if ((after & no_surname) != 0 || next.upper) return false;
    return !is_place(next);
  }

  bool is_place(const Word& word) const {
    return gazetteer_.phrases().find(word.key) < gazetteer_.places();
  }

  void settle_doubtful() {
    std::unordered_set<std::string_view> certain;
    for (const Found& each : found_) {
      if (!each.code.empty() && !is_sign(each.kind)) certain.insert(each.code);
    }
    for (Found& each : found_) {
      if (!each.code.empty()) continue;
      each.code = most_likely(each.match.phrase, certain);
      for (const PlaceMeaning& meaning : gazetteer_.meanings(each.match.phrase)) {
        if (meaning.code == each.code) each.kind = meaning.kind;
      }
    }
  }

  std::string_view most_likely(std::size_t phrase,
                               const std::unordered_set<std::string_view>& certain) const {
    const auto readings = gazetteer_.readings(phrase);
    const auto meanings = gazetteer_.meanings(phrase);
    std::string_view best;
    std::size_t best_score = 0;
    for (const AmbiguousReading& reading : readings) {
      std::size_t score = 0;
      for (const std::string& cue : reading.cues) score += has(cue) ? 100 : 0;
      for (const Period& period : reading.periods) {
        if (date_ && period.contains(*date_)) score += 10;
      }
      // A country with periods has a name of its own; others are told by their other places.
      if (reading.periods.empty() && certain.contains(reading.code)) score += 5;
      if (score > best_score) {
        best = reading.code;
        best_score = score;
      }
    }
    if (!best.empty()) return best;
    if (readings.empty()) {
      for (const PlaceMeaning& each : meanings) {
        if (certain.contains(each.code)) return each.code;
      }
    }
    return readings.empty() ? meanings.front().code : readings.front().code;
  }

  bool has(std::string_view cue) const {
    const std::string_view first = cue.substr(0, cue.find(' '));
    for (const FieldMatches& field : fields_) {
      const WordList& words = *field.words;
      for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at].key == first && continues(words, at, cue)) return true;
      }
    }
    return false;
  }

  static bool continues(const WordList& words, std::size_t at, std::string_view cue) {
    for (std::size_t from = 0; from <= cue.size(); ++at) {
      const std::size_t to = std::min(cue.find(' ', from), cue.size());
      if (at >= words.size() || words[at].key != cue.substr(from, to - from)) return false;
      from = to + 1;
    }
    return true;
  }

  std::optional<Date> date_;
  const CountryGazetteer& gazetteer_;
  const NameLexicon& lexicon_;
  std::array<FieldMatches, 3> fields_{};
  std::size_t fields_used_ = 0;
  std::vector<Found> found_;
};

std::vector<PlaceMatch> match(const WordList& words, const PhraseTable& phrases,
                              std::size_t limit) {
  std::vector<PlaceMatch> matches;
  for (std::size_t at = 0; at < words.size();) {
    const auto found = phrases.longest_at(words, at, limit);
    if (found.words > 0) matches.push_back({at, found.words, found.phrase});
    at += std::max<std::size_t>(1, found.words);
  }
  return matches;
}

}  // namespace

std::vector<PlaceMatch> match_places(const WordList& words, const CountryGazetteer& gazetteer) {
  return match(words, gazetteer.phrases(), gazetteer.places());
}

std::vector<PlaceMatch> match_places_and_signs(const WordList& words,
                                               const CountryGazetteer& gazetteer) {
  return match(words, gazetteer.phrases(), gazetteer.phrases().size());
}

std::vector<CountryMention> country_mentions(const ArticleWords& words, std::optional<Date> date,
                                             const CountryGazetteer& gazetteer) {
  return Reader(words, date, gazetteer).read();
}

}  // namespace dateline::annotate
