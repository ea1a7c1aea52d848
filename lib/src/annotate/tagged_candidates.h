#pragma once

#include <span>
#include <vector>

#include "annotate/name_lexicon.h"
#include "annotate/name_tagger.h"
#include "annotate/person_candidates.h"

namespace dateline::annotate {

/// The names that a tagger found, in the form in which mentions are joined to people: titles that
/// it took in cut off, "Jr." that it left out put on, credits left out.
std::vector<NameCandidate> tagged_candidates(std::span<const TaggedName> names,
                                             const WordList& words, TextKind kind,
                                             const NameLexicon& lexicon);

}  // namespace dateline::annotate
