#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "annotate/country_gazetteer.h"
#include "annotate/name_lexicon.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// One part of a name as it is spoken: a word, or words joined by hyphens ("Jean-Claude",
/// "al-Assad").
struct NameUnit {
  std::size_t first = 0;  ///< words [first, last]
  std::size_t last = 0;
  WordTraits traits = 0;
  bool place = false;    ///< of a phrase of the country gazetteer, or looks like a name and is none
  bool initial = false;  ///< "V.", "J.F."
  bool acronym = false;  ///< in capitals among words that are not
  bool particle = false;  ///< a lower-case part inside a name
};

/// Words that stand side by side and could hold a name.
struct NameRun {
  std::vector<NameUnit> units;
  bool shouted = false;
  bool title_case = false;  ///< in a heading whose words all have capitals
  bool sentence_start = false;
};

/// The runs of capitalised words of a text, in order. Words of the lists that only stand beside
/// names (titles, weekdays) are part of the runs. Linear in the number of words.
std::vector<NameRun> name_runs(const WordList& words, TextKind kind,
                               const CountryGazetteer& gazetteer, const NameLexicon& lexicon);

}  // namespace dateline::annotate
