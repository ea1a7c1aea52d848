#pragma once

#include <string>

#include <xapian.h>

#include "search/engine.h"
#include "search/plan.h"

namespace dateline::search {

/// Where the score of one article comes from: a line for each part of `plan` that adds to it, with
/// its weight, and below each the stems that it rests on.
std::string explain(const Plan& plan, Xapian::docid docid, Engine& engine,
                    const Xapian::Database& database);

}  // namespace dateline::search
