#include "query/tree.h"

#include <algorithm>

namespace dateline::query {
namespace {

bool same(const NodePtr& a, const NodePtr& b) {
  return a == b || *a == *b;
}

bool same(const std::vector<NodePtr>& a, const std::vector<NodePtr>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const NodePtr& x, const NodePtr& y) { return same(x, y); });
}

}  // namespace

bool Near::operator==(const Near& other) const {
  return distance == other.distance && ordered == other.ordered && same(operands, other.operands);
}
bool Fielded::operator==(const Fielded& other) const {
  return field == other.field && same(operand, other.operand);
}
bool Boosted::operator==(const Boosted& other) const {
  return factor == other.factor && same(operand, other.operand);
}
bool And::operator==(const And& other) const {
  return same(operands, other.operands);
}
bool Or::operator==(const Or& other) const {
  return same(operands, other.operands);
}
bool Not::operator==(const Not& other) const {
  return same(operand, other.operand);
}
bool Group::Clause::operator==(const Clause& other) const {
  return occur == other.occur && same(operand, other.operand);
}

}  // namespace dateline::query
