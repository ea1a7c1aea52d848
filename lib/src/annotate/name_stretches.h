#pragma once

#include <cstddef>
#include <vector>

#include "annotate/name_lexicon.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// Words [first, last] of a text that a tagger decides together.
struct NameStretch {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The stretches of a text in which names can stand: capitalised words of one sentence side by
/// side, with the particles and single small words between them ("Miguel de la Madrid", "Bank of
/// Rome") and syllables behind hyphens ("Kim Young-sam"). All other words are outside any name.
/// Linear.
std::vector<NameStretch> name_stretches(const WordList& words, const NameLexicon& lexicon);

}  // namespace dateline::annotate
