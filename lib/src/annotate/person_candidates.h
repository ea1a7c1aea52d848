#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "annotate/name_units.h"

namespace dateline::annotate {

/// How sure a stretch of capitalised words is a person's name by itself.
enum class NameStrength : std::uint8_t {
  none,      ///< firms, places, headings
  bare,      ///< one unknown word: a mention only if the article has a name it ends
  possible,  ///< two or more words of unknown kind: a name if the rest of the article says so
  titled,    ///< a surname behind a title: "Mr. Gates", "President Reagan"
  likely,    ///< unknown words where a name is expected: "spokesman Itamar Rabinovich"
  certain,   ///< a known given name or initials before a surname, or a full name behind a title
};

/// A stretch of words that may name a person, titles left out.
struct NameCandidate {
  std::vector<NameUnit> units;
  NameStrength strength = NameStrength::none;
  bool shouted = false;
  bool heading = false;
  bool has_title = false;
  bool honorific = false;  ///< behind "Mr." and the like
  bool by_given = false;   ///< may be someone's given name: "Prince Hakon"
  bool speaks = false;     ///< "said" stands beside it
  float probability = 0;   ///< that it is a name, by a tagger; 0 where rules found it
  bool modifies = false;   ///< stands before another noun: "the Bush administration"
};

/// The candidates of a text, in order; all but those of strength `none`. Linear.
std::vector<NameCandidate> name_candidates(const WordList& words, TextKind kind,
                                           const CountryGazetteer& gazetteer,
                                           const NameLexicon& lexicon);

}  // namespace dateline::annotate
