#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/article.h"
#include "search/plan.h"
#include "search/vocabulary.h"

namespace dateline::search {

/// Years, months and days that together are the days `from` to `to`, both included: terms of
/// store/schema.h, as few as can be. Nothing if `from` is after `to`.
std::vector<std::string> date_terms(Date from, Date to);

/// Articles of the days `from` to `to`, an absent end open, weight 0. Both absent: every article,
/// dated or not.
Plan date_filter(Vocabulary& vocabulary, std::optional<Date> from, std::optional<Date> to);

}  // namespace dateline::search
