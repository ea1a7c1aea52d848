#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "dateline/search.h"
#include "search/engine.h"

namespace dateline::search {

/// The first day of the period that holds `day`.
Date period_start(Date day, TimelineUnit unit);

/// Counts of days as counts of periods, ascending.
std::vector<TimelineBucket> make_timeline(const DayCounts& days, TimelineUnit unit);

}  // namespace dateline::search
