#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/tree.h"

namespace dateline::query {

enum class DateKey { within, before, after };  ///< date: before: after:

/// Whether forms of several words may be read ("last 30 days", "February 2007"): inside quotes.
enum class DateForms { numeric, natural };

struct DateReading {
  /// Absent: the text is no date.
  std::optional<DateRange> range;
  /// Why it is none, or how what was written had to be changed. Empty: all is well.
  std::string problem;
};

/// Reads the text after `date:`, `before:` or `after:`. Periods are included whole by `date:`, and
/// excluded whole by the other two. `today` is the day that natural dates count from: "last 30
/// days" ends with it, "last month" is the calendar month before its own; weeks begin on Monday.
DateReading read_date(DateKey key, std::string_view text, DateForms forms, Date today);

}  // namespace dateline::query
