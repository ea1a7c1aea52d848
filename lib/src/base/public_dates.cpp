#include "base/dates.h"
#include "dateline/dates.h"

namespace dateline {

std::optional<DateSpan> parse_period(std::string_view text) {
  return base::parse_period(text);
}

std::string to_string(Date date) {
  return base::to_string(date);
}

}  // namespace dateline
