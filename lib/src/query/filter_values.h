#pragma once

#include "base/facet_fields.h"
#include "query/token.h"
#include "query/tree.h"

namespace dateline::query {

/// `person:(condoleezza rice OR "robert gates")`: within the parentheses of a filter, words side by
/// side become one. `tokens` are balanced (balance.h).
Tokens join_values(Tokens tokens);

/// Distributes a field over what stood in parentheses behind it: every word or phrase becomes a
/// filter. Filters and fields of their own inside stay what they are.
NodePtr filter_by(const base::FacetField& field, const NodePtr& values);

}  // namespace dateline::query
