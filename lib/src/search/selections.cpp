#include "search/selections.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace dateline::search {
namespace {

using query::Facet;
using query::Group;
using query::Node;
using Occur = Group::Occur;

const Facet* as_facet(const query::NodePtr& node) {
  return std::get_if<Facet>(&node->content);
}

// Whether another of `facets` demands a second value of the same field.
bool is_contested(const Facet& facet, const std::vector<const Facet*>& facets) {
  return std::any_of(facets.begin(), facets.end(), [&](const Facet* each) {
    return each->field == facet.field && each->value != facet.value;
  });
}

SplitQuery split_conjunction(const query::And& conjunction) {
  std::vector<const Facet*> facets;
  for (const auto& each : conjunction.operands) {
    if (const Facet* facet = as_facet(each)) facets.push_back(facet);
  }
  SplitQuery out;
  query::And rest;
  for (const auto& each : conjunction.operands) {
    const Facet* facet = as_facet(each);
    if (facet != nullptr && !is_contested(*facet, facets)) {
      out.selected.push_back(*facet);
    } else {
      rest.operands.push_back(each);
    }
  }
  if (!rest.operands.empty()) out.rest = query::make_node(std::move(rest));
  return out;
}

SplitQuery split_group(const Group& group) {
  std::vector<const Facet*> required;
  for (const Group::Clause& each : group.clauses) {
    const Facet* facet = as_facet(each.operand);
    if (facet != nullptr && each.occur == Occur::required) required.push_back(facet);
  }
  SplitQuery out;
  Group rest;
  for (const Group::Clause& each : group.clauses) {
    const Facet* facet = as_facet(each.operand);
    const bool selects =
        facet != nullptr && (each.occur == Occur::optional ||
                             (each.occur == Occur::required && !is_contested(*facet, required)));
    if (selects) {
      out.selected.push_back(*facet);
    } else {
      rest.clauses.push_back(each);
    }
  }
  if (!rest.clauses.empty()) out.rest = query::make_node(std::move(rest));
  return out;
}

}  // namespace

SplitQuery split_selections(const Node& root) {
  if (const auto* facet = std::get_if<Facet>(&root.content)) return {{*facet}, nullptr};
  if (const auto* conjunction = std::get_if<query::And>(&root.content)) {
    return split_conjunction(*conjunction);
  }
  const auto* group = std::get_if<Group>(&root.content);
  if (group == nullptr) return {{}, std::make_shared<const Node>(root)};
  // A query in parentheses is that query.
  if (group->clauses.size() == 1 && group->clauses.front().occur != Occur::excluded) {
    return split_selections(*group->clauses.front().operand);
  }
  return split_group(*group);
}

}  // namespace dateline::search
