#pragma once

#include <string_view>
#include <vector>

#include "query/tree.h"

/// The only ways in which trees are put together. They keep every tree in one normal form, so that
/// a meaning has one tree and printing it and reading it back gives the same:
/// - And in And and Or in Or are one; one operand alone is itself; Not of Not is the operand;
/// - Nothing stands only at the root;
/// - a clause of a Group is never an optional Not, and a Group has two clauses or more;
/// - a boost of 1 is none; a field of a facet, a date or another field is what is inside.
namespace dateline::query {

/// No operands: Nothing, for both.
NodePtr make_and(std::vector<NodePtr> operands);
NodePtr make_or(std::vector<NodePtr> operands);
/// `operand` is not Nothing.
NodePtr make_not(NodePtr operand);
NodePtr make_boosted(NodePtr operand, double factor);
NodePtr make_fielded(std::string_view field, NodePtr operand);
/// No operand is Nothing. No clauses: Nothing.
NodePtr make_group(std::vector<Group::Clause> clauses);

template <class Content>
bool is(const NodePtr& node) {
  return std::holds_alternative<Content>(node->content);
}

/// How many pairs of parentheses, one in another, a query may have. Between two of them stand at
/// most six nodes (Group, Or, And, Not, Boosted, Fielded), which keeps every tree within max_depth.
inline constexpr std::size_t max_nesting = 20;

}  // namespace dateline::query
