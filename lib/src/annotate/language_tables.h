#pragma once

#include <string_view>

#include "annotate/country_gazetteer.h"
#include "annotate/name_lexicon.h"

namespace dateline::annotate {

/// What the rules need to read articles in one language. Immutable.
struct LanguageTables {
  const CountryGazetteer& gazetteer;
  const NameLexicon& lexicon;
};

/// `language` as an article names it: unknown and undetermined ones are read as English. Made at
/// the first call for a language, which costs some milliseconds and megabytes, and kept. May be
/// called from any thread.
LanguageTables language_tables(std::string_view language);

}  // namespace dateline::annotate
