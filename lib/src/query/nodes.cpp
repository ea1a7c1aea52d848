#include "query/nodes.h"

#include <algorithm>
#include <utility>

namespace dateline::query {
namespace {

template <class Joined>
void append_flat(std::vector<NodePtr>& out, NodePtr operand) {
  if (const auto* same = std::get_if<Joined>(&operand->content)) {
    out.insert(out.end(), same->operands.begin(), same->operands.end());
  } else {
    out.push_back(std::move(operand));
  }
}

template <class Joined>
NodePtr join(std::vector<NodePtr> operands) {
  std::vector<NodePtr> flat;
  flat.reserve(operands.size());
  for (NodePtr& each : operands) append_flat<Joined>(flat, std::move(each));
  if (flat.empty()) return make_node(Nothing{});
  if (flat.size() == 1) return std::move(flat.front());
  return make_node(Joined{std::move(flat)});
}

Group::Clause normal_clause(Group::Clause clause) {
  using enum Group::Occur;
  if (const auto* negation = std::get_if<Not>(&clause.operand->content)) {
    return {clause.occur == excluded ? required : excluded, negation->operand};
  }
  return clause;
}

}  // namespace

NodePtr make_and(std::vector<NodePtr> operands) {
  if (std::any_of(operands.begin(), operands.end(), is<Nothing>)) return make_node(Nothing{});
  return join<And>(std::move(operands));
}

NodePtr make_or(std::vector<NodePtr> operands) {
  std::erase_if(operands, is<Nothing>);
  return join<Or>(std::move(operands));
}

NodePtr make_not(NodePtr operand) {
  if (const auto* negation = std::get_if<Not>(&operand->content)) return negation->operand;
  return make_node(Not{std::move(operand)});
}

NodePtr make_boosted(NodePtr operand, double factor) {
  if (factor == 1 || is<Nothing>(operand)) return operand;
  return make_node(Boosted{std::move(operand), factor});
}

NodePtr make_fielded(std::string_view field, NodePtr operand) {
  const bool has_own_field = is<Fielded>(operand) || is<Facet>(operand) || is<DateRange>(operand);
  if (has_own_field || is<Nothing>(operand)) return operand;
  return make_node(Fielded{std::string(field), std::move(operand)});
}

NodePtr make_group(std::vector<Group::Clause> clauses) {
  if (clauses.empty()) return make_node(Nothing{});
  for (auto& each : clauses) each = normal_clause(std::move(each));
  if (clauses.size() > 1) return make_node(Group{std::move(clauses)});
  auto& only = clauses.front();
  return only.occur == Group::Occur::excluded ? make_not(std::move(only.operand))
                                              : std::move(only.operand);
}

}  // namespace dateline::query
