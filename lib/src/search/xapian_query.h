#pragma once

#include <xapian.h>

#include "search/deadline.h"
#include "search/plan.h"

namespace dateline::search {

/// `plan` as a query of Xapian's that matches the same articles with the same weights.
/// `deadline` must outlive the query.
Xapian::Query to_xapian(const Plan& plan, Deadline& deadline);

}  // namespace dateline::search
