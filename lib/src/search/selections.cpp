#include "search/selections.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::search {
namespace {

using query::Facet;
using query::Group;
using query::Node;
using Occur = Group::Occur;

// The values that a clause offers, if it is nothing but values of one facet: `country:RU`,
// `country:(RU OR IR)`, `country:RU^2`. Empty if it is anything else.
std::vector<const Facet*> choices(const query::NodePtr& node) {
  if (const auto* facet = std::get_if<Facet>(&node->content)) return {facet};
  if (const auto* boosted = std::get_if<query::Boosted>(&node->content)) {
    return choices(boosted->operand);
  }
  const auto* disjunction = std::get_if<query::Or>(&node->content);
  if (disjunction == nullptr) return {};
  std::vector<const Facet*> out;
  for (const auto& each : disjunction->operands) {
    const auto some = choices(each);
    if (some.empty() || some.front()->field != (out.empty() ? some : out).front()->field) return {};
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

/// How many clauses that must all hold ask for values of one field: more than one cannot be a
/// selection, whose values are alternatives.
using Demands = std::map<std::string_view, std::vector<std::vector<const Facet*>>>;

bool is_contested(const std::vector<const Facet*>& wanted, const Demands& demands) {
  const auto found = demands.find(wanted.front()->field);
  if (found == demands.end()) return false;
  const auto same = [&](const std::vector<const Facet*>& other) {
    return std::equal(wanted.begin(), wanted.end(), other.begin(), other.end(),
                      [](const Facet* left, const Facet* right) { return *left == *right; });
  };
  return !std::all_of(found->second.begin(), found->second.end(), same);
}

void add(SplitQuery& out, const std::vector<const Facet*>& selected) {
  for (const Facet* each : selected) out.selected.push_back(*each);
}

SplitQuery split_conjunction(const query::And& conjunction) {
  Demands demands;
  for (const auto& each : conjunction.operands) {
    const auto wanted = choices(each);
    if (!wanted.empty()) demands[wanted.front()->field].push_back(wanted);
  }
  SplitQuery out;
  query::And rest;
  for (const auto& each : conjunction.operands) {
    const auto wanted = choices(each);
    if (!wanted.empty() && !is_contested(wanted, demands)) {
      add(out, wanted);
    } else {
      rest.operands.push_back(each);
    }
  }
  if (!rest.operands.empty()) out.rest = query::make_node(std::move(rest));
  return out;
}

SplitQuery split_group(const Group& group) {
  Demands demands;
  for (const Group::Clause& each : group.clauses) {
    const auto wanted = choices(each.operand);
    if (!wanted.empty() && each.occur == Occur::required) {
      demands[wanted.front()->field].push_back(wanted);
    }
  }
  SplitQuery out;
  Group rest;
  for (const Group::Clause& each : group.clauses) {
    const auto wanted = choices(each.operand);
    const bool offered = !wanted.empty() && each.occur == Occur::optional;
    // A value that only may hold neither selects nor weighs beside one of its field that must.
    if (offered && demands.contains(wanted.front()->field)) continue;
    const bool demanded = !wanted.empty() && each.occur == Occur::required;
    if (offered || (demanded && !is_contested(wanted, demands))) {
      add(out, wanted);
    } else {
      rest.clauses.push_back(each);
    }
  }
  if (!rest.clauses.empty()) out.rest = query::make_node(std::move(rest));
  return out;
}

}  // namespace

SplitQuery split_selections(const Node& root) {
  const auto whole = std::make_shared<const Node>(root);
  if (const auto wanted = choices(whole); !wanted.empty()) {
    SplitQuery out;
    add(out, wanted);
    return out;
  }
  if (const auto* conjunction = std::get_if<query::And>(&root.content)) {
    return split_conjunction(*conjunction);
  }
  const auto* group = std::get_if<Group>(&root.content);
  if (group == nullptr) return {{}, whole};
  // A query in parentheses is that query.
  if (group->clauses.size() == 1 && group->clauses.front().occur != Occur::excluded) {
    return split_selections(*group->clauses.front().operand);
  }
  return split_group(*group);
}

}  // namespace dateline::search
