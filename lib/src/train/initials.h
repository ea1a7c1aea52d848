#pragma once

#include "train/conll.h"

namespace dateline::train {

/// The sentences that name someone by a given name and a surname, with initials between the two
/// ("George H. W. Bush") and here and there a "Jr." or "III" behind. Labelled news of Europe has
/// hardly any of these, archives of America are full of them. The same document gives the same.
LabelledDocument with_initials(const LabelledDocument& document);

}  // namespace dateline::train
