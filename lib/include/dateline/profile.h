#pragma once

#include <string_view>

#include "dateline/export.h"

namespace dateline {

/// What the Xapian database of an index holds beside what all have: stems with their frequencies,
/// ids, facets, dates and the stored articles. Answers are the same in both, to the last weight.
enum class Profile {
  lean,  ///< nothing: words, terms of single text fields and positions stand in the segments alone,
         ///< which takes half of the disk
  full,  ///< these too: for other programs that read the database
};

/// "lean" or "full".
DATELINE_EXPORT std::string_view to_string(Profile profile);

}  // namespace dateline
