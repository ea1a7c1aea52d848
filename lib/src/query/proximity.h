#pragma once

#include <vector>

#include "query/tree.h"
#include "query/words.h"

namespace dateline::query {

/// `oil NEAR/5 price NEAR/5 tax`: operators one fewer than operands, two operands or more.
/// - One distance and order throughout: one Near of all.
/// - Different ones, or more operands than a Near may have: each operator joins its two neighbours,
///   and all must hold.
/// - Operands of words joined by OR are distributed: (oil OR gas) NEAR price.
/// Null if an operand is none that can stand near another, or distributing makes too many.
NodePtr make_near(const std::vector<NodePtr>& operands, const std::vector<Operator>& operators);

}  // namespace dateline::query
