#include "annotate/false_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "annotate/country_gazetteer.h"
#include "annotate/firm_names.h"
#include "annotate/name_lexicon.h"
#include "base/one_of.h"

namespace dateline::annotate {
namespace {

using base::is_one_of;

// In news of business a word alone is a person less often than the tagger thinks, which has learnt
// from other news: firms and brands stand alone too. Set on news of 1987.
constexpr double least_alone = 0.8;
constexpr double least_common_alone = 0.95;

constexpr std::array<std::string_view, 15> vessels{
    "vessel", "ship",  "tanker",  "freighter", "ferry",     "carrier",     "trawler", "tug",
    "yacht",  "liner", "frigate", "destroyer", "submarine", "supertanker", "steamer"};
constexpr std::array<std::string_view, 8> verbs{"is",   "was",  "has",  "had",
                                                "will", "said", "says", "would"};
constexpr std::array<std::string_view, 16> trade{
    "pct",    "percent", "dlrs",    "mln",     "bln",    "billion", "tonnes",   "barrels",
    "shares", "exports", "imports", "futures", "prices", "market",  "currency", "dividend"};
constexpr std::array<std::string_view, 14> legal_forms{
    "co",  "corp", "inc", "ltd", "plc",     "cie",         "ag",
    "llc", "llp",  "nv",  "spa", "company", "corporation", "bros"};
constexpr std::array<std::string_view, 9> states{"us", "uk",  "nz", "ny", "ussr",
                                                 "ec", "eec", "hk", "un"};

std::size_t first_of(const NameCandidate& candidate) {
  return candidate.units.front().first;
}
std::size_t last_of(const NameCandidate& candidate) {
  return candidate.units.back().last;
}
bool is_alone(const NameCandidate& candidate) {
  return candidate.units.size() == 1;
}

bool has_title(const WordList& words, std::size_t first) {
  if (first == 0 || words[first].before != Gap::space) return false;
  // Issues have managers that are banks: "lead manager Paribas".
  return (name_lexicon().traits(words[first - 1].key) & trait::title) != 0 &&
         words[first - 1].key != "manager";
}

// A phrase of the list of lookalikes, or a lone word that belongs to bodies: "Reuter".
bool is_known_otherwise(const WordList& words, const NameCandidate& candidate) {
  const std::size_t first = first_of(candidate);
  const std::size_t count = last_of(candidate) - first + 1;
  const NameLexicon& lexicon = name_lexicon();
  if (lexicon.lookalikes().longest_at(words, first).words >= count) return true;
  const WordTraits traits = candidate.units.front().traits;
  return is_alone(candidate) && (traits & trait::organisation) != 0 &&
         (traits & (trait::surname | trait::given)) == 0;
}

bool is_of_country(std::size_t phrase) {
  return country_gazetteer().meanings(phrase).front().kind <= PlaceKind::demonym;
}

// "U.S. Sprint", "N.Z. Dlrs", "S. Korea", "W.German".
bool begins_with_state(const WordList& words, const NameCandidate& candidate) {
  const Word& first = words[first_of(candidate)];
  if (!first.dotted) return false;
  constexpr std::string_view compass = "nsew";
  const PhraseTable& phrases = country_gazetteer().phrases();
  if (is_alone(candidate)) {
    if (first.key.size() < 4 || compass.find(first.key[0]) == std::string_view::npos) return false;
    const std::size_t phrase = phrases.find(first.key.substr(1));
    return phrase < phrases.size() && is_of_country(phrase);
  }
  if (first.key.size() > 1) return is_one_of(first.key, states);
  const auto match = phrases.longest_at(words, last_of(candidate));
  return compass.find(first.key) != std::string_view::npos && match.words == 1 &&
         is_of_country(match.phrase);
}

// How many words from `at` on are the name of a large firm.
std::size_t firm_words(const WordList& words, std::size_t at) {
  const std::size_t listed = name_lexicon().firms().longest_at(words, at).words;
  const CountryGazetteer& gazetteer = country_gazetteer();
  const auto match = gazetteer.phrases().longest_at(words, at);
  const bool is_firm =
      match.words > 0 && gazetteer.meanings(match.phrase).front().kind == PlaceKind::firm;
  return std::max(listed, is_firm ? match.words : 0);
}

// "the tanker Christa".
bool is_behind_vessel(const WordList& words, std::size_t first) {
  return first > 0 && words[first].before == Gap::space && is_one_of(words[first - 1].key, vessels);
}

// "S and P. About 65 mln dlrs".
bool is_second_letter(const WordList& words, std::size_t first) {
  return first >= 2 && words[first].key.size() == 1 && words[first - 1].key == "and" &&
         words[first - 2].key.size() == 1 && words[first - 2].capital;
}

// "Open Market", "Clinton County": words that name no one, or end a body's name.
bool is_made_of_words(const NameCandidate& candidate) {
  const auto named = [](const NameUnit& unit) {
    return unit.initial || (unit.traits & (trait::given | trait::surname)) != 0;
  };
  const NameUnit& last = candidate.units.back();
  const bool given_first = (candidate.units.front().traits & trait::given) != 0;
  if ((last.traits & trait::organisation) != 0 && !named(last) && !given_first) return true;
  return std::all_of(candidate.units.begin(), candidate.units.end(), [](const NameUnit& unit) {
    return (unit.traits & (trait::common | trait::organisation)) != 0 &&
           (unit.traits & trait::given) == 0;
  });
}

// What single words tell of the article.
struct Wording {
  // Of business; so is a headline alone, more often than not: a flash of a financial wire.
  bool trades = false;
  // Keys of words in capitals where others are not: the GATT of a headline in capitals.
  std::unordered_set<std::string_view> acronyms;
};

Wording wording_of(std::span<const NameText> texts) {
  constexpr std::size_t longest_acronym = 5;
  Wording wording;
  wording.trades = texts.back().words->empty();
  for (const NameText& text : texts) {
    for (const Word& each : text.words->words()) {
      wording.trades = wording.trades || is_one_of(each.key, trade);
      if (each.upper && !each.shouted && each.text.size() <= longest_acronym) {
        wording.acronyms.insert(each.key);
      }
    }
  }
  return wording;
}

// What the article says of a word that stands alone.
struct LoneName {
  float probability = 0;
  std::size_t mentions = 0;
  bool titled = false;
  bool thing = false;    // a firm, a ship
  bool in_text = false;  // not in headings alone
};

class Review {
 public:
  Review(std::span<const NameText> texts, std::vector<std::vector<NameCandidate>>& candidates)
      : texts_(texts),
        candidates_(candidates),
        firms_(texts),
        wording_(wording_of(texts)),
        is_of_business_(!firms_.empty() || wording_.trades) {}

  void run() {
    leave_out(
        [&](const WordList& words, const NameCandidate& each) { return is_false(words, each); });
    for_each([&](const WordList& words, const NameCandidate& each) { learn(words, each); });
    leave_out([&](const WordList& words, const NameCandidate& each) {
      return is_alone(each) && is_false_alone(words[first_of(each)].key, each);
    });
    // Among firms a given name stands for its bearer; elsewhere ("Saddam") it may be his usual
    // name.
    if (firms_.empty()) return;
    for (std::vector<NameCandidate>& each : candidates_) {
      for (NameCandidate& candidate : each) candidate.by_given = true;
    }
  }

 private:
  template <class Action>
  void for_each(Action action) {
    for (std::size_t text = 0; text < texts_.size(); ++text) {
      for (const NameCandidate& each : candidates_[text]) action(*texts_[text].words, each);
    }
  }
  template <class Condition>
  void leave_out(Condition condition) {
    for (std::size_t text = 0; text < texts_.size(); ++text) {
      std::erase_if(candidates_[text], [&](const NameCandidate& each) {
        return condition(*texts_[text].words, each);
      });
    }
  }

  bool is_false(const WordList& words, const NameCandidate& candidate) const {
    const std::size_t first = first_of(candidate);
    const std::size_t last = last_of(candidate);
    if (FirmNames::has_ticker(words, first, last) || is_known_otherwise(words, candidate)) {
      return true;
    }
    if (begins_with_state(words, candidate) || is_behind_vessel(words, first) ||
        is_second_letter(words, first)) {
      return true;
    }
    if (is_alone(candidate)) return words[first].key.size() < 2 || is_part_of_firm(words, first);
    if (is_one_of(words[last].key, legal_forms)) return true;
    // "Honeywell Bull" is one of Honeywell, "Harris Wofford" is not one of Harris.
    const WordTraits before_surname = trait::given | trait::family_first;
    const bool given_first = (candidate.units.front().traits & before_surname) != 0;
    const std::size_t of_firm = firm_words(words, first);
    if (of_firm > last - first || (of_firm > 0 && !given_first)) return true;
    return !has_title(words, first) &&
           (firms_.is_firm(words, first, last) || is_made_of_words(candidate));
  }

  // In capitals a firm's name may take in what stands before it.
  bool is_part_of_firm(const WordList& words, std::size_t at) const {
    return firms_.is_firm(words, at, at) &&
           !(words[at].shouted &&
             name_lexicon().public_figure(words[at].key) != PublicFigure::none);
  }

  void learn(const WordList& words, const NameCandidate& candidate) {
    const std::size_t first = first_of(candidate);
    const std::size_t last = last_of(candidate);
    if (!is_alone(candidate)) {
      surnames_.insert(words[last].key);
      surnames_.insert(words[first].key);
      return;
    }
    LoneName& name = alone_[words[first].key];
    name.probability = std::max(name.probability, candidate.probability);
    ++name.mentions;
    name.in_text = name.in_text || !candidate.heading;
    name.titled = name.titled || has_title(words, first);
    name.thing = name.thing || is_ship(words, first, last) || speaks_in_possessive(words, last) ||
                 firm_words(words, first) > 0 ||
                 (is_of_business_ && (is_partner(words, first, last) || is_in_row(words, last)));
  }

  // "Moody's said".
  static bool speaks_in_possessive(const WordList& words, std::size_t at) {
    return words[at].possessive && at + 1 < words.size() && words[at + 1].before == Gap::space &&
           is_one_of(words[at + 1].key, verbs);
  }

  // "Mar 6.8", "JOPLIN 57 40": the row of a table.
  static bool is_in_row(const WordList& words, std::size_t last) {
    return last + 1 < words.size() && !words[last + 1].letters &&
           words[last + 1].before == Gap::space;
  }

  static bool is_partner(const WordList& words, std::size_t first, std::size_t last) {
    const auto joins = [&](std::size_t at) {
      return words[at].key == "and" && words[at].before == Gap::space &&
             words[at + 1].before == Gap::space && words[at + 1].capital && words[at - 1].capital;
    };
    const bool before = first >= 2 && joins(first - 1);
    const bool behind = last + 2 < words.size() && joins(last + 1);
    return before || behind;
  }

  // "the Juvena, 53,351 tonnes".
  static bool is_ship(const WordList& words, std::size_t first, std::size_t last) {
    if (first == 0 || words[first].before != Gap::space || words[first].shouted) return false;
    if (words[first - 1].key != "the" || words[last].possessive) return false;
    if (last + 1 == words.size()) return true;
    const Word& behind = words[last + 1];
    return behind.before != Gap::space ? behind.before != Gap::hyphen
                                       : is_one_of(behind.key, verbs);
  }

  bool is_false_alone(std::string_view key, const NameCandidate& candidate) const {
    if (surnames_.contains(key)) return false;
    const LoneName& name = alone_.at(key);
    if (name.titled || name_lexicon().public_figure(key) == PublicFigure::alone) return false;
    if (name.thing || firms_.hold(key)) return true;
    const bool common = (candidate.units.front().traits & trait::common) != 0;
    if (!is_of_business_ && (name.in_text || !common)) return false;
    const double doubt = (1.0 - static_cast<double>(name.probability)) *
                         std::pow(0.8, static_cast<double>(name.mentions - 1));
    if (wording_.acronyms.contains(key)) return true;
    return 1.0 - doubt < (common ? least_common_alone : least_alone);
  }

  std::span<const NameText> texts_;
  std::vector<std::vector<NameCandidate>>& candidates_;
  FirmNames firms_;
  Wording wording_;
  bool is_of_business_;
  std::unordered_set<std::string_view> surnames_;  // and given names of full names
  std::unordered_map<std::string_view, LoneName> alone_;
};

}  // namespace

void leave_out_false_names(std::span<const NameText> texts,
                           std::vector<std::vector<NameCandidate>>& candidates) {
  const bool none = std::all_of(candidates.begin(), candidates.end(),
                                [](const auto& each) { return each.empty(); });
  if (!none) Review(texts, candidates).run();
}

}  // namespace dateline::annotate
