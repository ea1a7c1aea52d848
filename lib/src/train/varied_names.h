#pragma once

#include "train/conll.h"

namespace dateline::train {

// Labelled news of one year and one agency lacks kinds of names that archives are full of. Each of
// these gives the sentences of a document that name someone by a given name and a surname, with
// that name varied. The same document gives the same.

/// Initials between the two ("George H. W. Bush") and here and there a "Jr." or "III" behind.
LabelledDocument with_initials(const LabelledDocument& document);

/// The surname, here and there the given name, is one that a place has too: "Michael Jordan", "Chad
/// Larsen".
LabelledDocument with_place_names(const LabelledDocument& document);

}  // namespace dateline::train
