#include "query/proximity.h"

#include <algorithm>
#include <utility>

#include "query/nodes.h"

namespace dateline::query {
namespace {

// Matching time grows with two to the power of the operands.
constexpr std::size_t max_operands = 8;
constexpr std::size_t max_distributed = 64;

bool has_place(const NodePtr& node) {
  return is<Word>(node) || is<Phrase>(node) || is<Wildcard>(node);
}

// The words that an operand stands for, one or those joined by OR; none if it has no place in a
// text.
std::vector<NodePtr> choices(const NodePtr& operand) {
  if (has_place(operand)) return {operand};
  const auto* either = std::get_if<Or>(&operand->content);
  if (either == nullptr) return {};
  if (!std::all_of(either->operands.begin(), either->operands.end(), has_place)) return {};
  return either->operands;
}

using Row = std::vector<NodePtr>;

// Every way to choose one of each; none if they are too many or an operand has none.
std::vector<Row> combinations(const std::vector<NodePtr>& operands) {
  std::vector<Row> out{{}};
  for (const NodePtr& operand : operands) {
    const auto each_choice = choices(operand);
    if (out.size() * each_choice.size() > max_distributed) return {};
    std::vector<Row> longer;
    for (const Row& row : out) {
      for (const NodePtr& choice : each_choice) {
        longer.push_back(row);
        longer.back().push_back(choice);
      }
    }
    out = std::move(longer);
  }
  return out;
}

NodePtr join(const std::vector<NodePtr>& operands, const Operator& op) {
  std::vector<NodePtr> out;
  for (Row& row : combinations(operands)) {
    out.push_back(make_node(Near{std::move(row), op.distance, op.ordered}));
  }
  return out.empty() ? nullptr : make_or(std::move(out));
}

}  // namespace

NodePtr make_near(const std::vector<NodePtr>& operands, const std::vector<Operator>& operators) {
  const Operator& first = operators.front();
  const bool uniform = std::all_of(operators.begin(), operators.end(), [&](const Operator& each) {
    return each.distance == first.distance && each.ordered == first.ordered;
  });
  if (uniform && operands.size() <= max_operands) return join(operands, first);
  std::vector<NodePtr> out;
  for (std::size_t i = 0; i < operators.size(); ++i) {
    NodePtr pair = join({operands[i], operands[i + 1]}, operators[i]);
    if (!pair) return nullptr;
    out.push_back(std::move(pair));
  }
  return make_and(std::move(out));
}

}  // namespace dateline::query
