#pragma once

#include <xapian.h>

#include "search/deadline.h"
#include "search/plan.h"

namespace dateline::search {

/// Whether the weights of a query are asked for, or only what matches it.
enum class Weights { wanted, none };

/// What a query is made for. Both outlive it.
struct XapianContext {
  const Xapian::Database* database = nullptr;
  Deadline* deadline = nullptr;
  Weights weights = Weights::wanted;
};

/// `plan` as a query of Xapian's that matches the same articles of that database, with the same
/// weights if these are wanted.
Xapian::Query to_xapian(const Plan& plan, const XapianContext& context);

}  // namespace dateline::search
