#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dateline/article.h"
#include "dateline/export.h"

namespace dateline {

/// A period as people write it: "2007", "2007-02", "2007-02-22" or one day in any form that
/// archives have ("22 February 2007"); the whole of `text`. Absent if it is none.
DATELINE_EXPORT std::optional<DateSpan> parse_period(std::string_view text);

/// "2007-02-22".
DATELINE_EXPORT std::string to_string(Date date);

}  // namespace dateline
