#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "dateline/search.h"

namespace dateline::search {

/// The first day of the period that holds `day`.
Date period_start(Date day, TimelineUnit unit);

/// Counts of days (base::day_number) as counts of periods, ascending.
std::vector<TimelineBucket> make_timeline(const std::map<std::int32_t, std::uint64_t>& days,
                                          TimelineUnit unit);

}  // namespace dateline::search
