#include "search/timeline.h"

#include <chrono>

#include "base/dates.h"

namespace dateline::search {

Date period_start(Date day, TimelineUnit unit) {
  switch (unit) {
    case TimelineUnit::day:
      return day;
    case TimelineUnit::week: {
      const std::chrono::sys_days at = day;
      return at - (std::chrono::weekday(at) - std::chrono::Monday);
    }
    case TimelineUnit::month:
      return day.year() / day.month() / 1;
    case TimelineUnit::year:
      return day.year() / 1 / 1;
  }
  return day;
}

std::vector<TimelineBucket> make_timeline(const DayCounts& days, TimelineUnit unit) {
  std::vector<TimelineBucket> out;
  for (const auto& [number, count] : days) {
    const Date start = period_start(base::day_from_number(number), unit);
    if (out.empty() || out.back().from != start) out.push_back({start, 0});
    out.back().count += count;
  }
  return out;
}

}  // namespace dateline::search
