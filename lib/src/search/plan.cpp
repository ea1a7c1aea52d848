#include "search/plan.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dateline::search {
namespace {

Plan combination(Plan::Op op, std::vector<Plan> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Plan out;
  out.op = op;
  out.parts = std::move(parts);
  return out;
}

void drop(std::vector<Plan>& parts, Plan::Op op) {
  std::erase_if(parts, [op](const Plan& each) { return each.op == op; });
}

Plan pair(Plan::Op op, Plan first, Plan second) {
  Plan out;
  out.op = op;
  out.parts.push_back(std::move(first));
  out.parts.push_back(std::move(second));
  return out;
}

std::string_view name_of(Plan::Op op) {
  switch (op) {
    case Plan::Op::nothing:
      return "nothing";
    case Plan::Op::everything:
      return "everything";
    case Plan::Op::term:
      return "term";
    case Plan::Op::phrase:
      return "phrase";
    case Plan::Op::near:
      return "near";
    case Plan::Op::all_of:
      return "all_of";
    case Plan::Op::any_of:
      return "any_of";
    case Plan::Op::best_of:
      return "best_of";
    case Plan::Op::at_least:
      return "at_least";
    case Plan::Op::without:
      return "without";
    case Plan::Op::with_weight:
      return "with_weight";
    case Plan::Op::scaled:
      return "scaled";
    case Plan::Op::bonus:
      return "bonus";
  }
  return "";
}

void collect_weighted(const Plan& plan, std::vector<std::string>& out) {
  switch (plan.op) {
    case Plan::Op::term:
      out.push_back(plan.term);
      return;
    case Plan::Op::near:
    case Plan::Op::bonus:
      return;
    case Plan::Op::without:
      collect_weighted(plan.parts.front(), out);
      return;
    case Plan::Op::scaled:
      if (plan.factor == 0) return;
      break;
    default:
      break;
  }
  for (const Plan& each : plan.parts) collect_weighted(each, out);
}

}  // namespace

Plan nothing() {
  return {};
}

Plan everything() {
  Plan out;
  out.op = Plan::Op::everything;
  return out;
}

Plan term(std::string name) {
  Plan out;
  out.op = Plan::Op::term;
  out.term = std::move(name);
  return out;
}

Plan phrase(std::vector<std::string> terms) {
  if (terms.size() == 1) return term(std::move(terms.front()));
  Plan out;
  out.op = terms.empty() ? Plan::Op::nothing : Plan::Op::phrase;
  out.terms = std::move(terms);
  return out;
}

Plan all_of(std::vector<Plan> parts) {
  const auto impossible = std::any_of(
      parts.begin(), parts.end(), [](const Plan& each) { return each.op == Plan::Op::nothing; });
  if (impossible) return nothing();
  drop(parts, Plan::Op::everything);
  if (parts.empty()) return everything();
  return combination(Plan::Op::all_of, std::move(parts));
}

Plan any_of(std::vector<Plan> parts) {
  drop(parts, Plan::Op::nothing);
  if (parts.empty()) return nothing();
  return combination(Plan::Op::any_of, std::move(parts));
}

Plan best_of(std::vector<Plan> parts) {
  drop(parts, Plan::Op::nothing);
  if (parts.empty()) return nothing();
  return combination(Plan::Op::best_of, std::move(parts));
}

Plan at_least(std::vector<Plan> parts, unsigned count) {
  if (count > parts.size()) return nothing();
  if (count == parts.size()) return all_of(std::move(parts));
  if (count == 1) return any_of(std::move(parts));
  if (count == 0) return with_weight(everything(), any_of(std::move(parts)));
  Plan out;
  out.op = Plan::Op::at_least;
  out.count = count;
  out.parts = std::move(parts);
  return out;
}

Plan without(Plan wanted, Plan excluded) {
  if (excluded.op == Plan::Op::nothing || wanted.op == Plan::Op::nothing) return wanted;
  return pair(Plan::Op::without, std::move(wanted), std::move(excluded));
}

Plan with_weight(Plan wanted, Plan weights) {
  if (weights.op == Plan::Op::nothing || wanted.op == Plan::Op::nothing) return wanted;
  return pair(Plan::Op::with_weight, std::move(wanted), std::move(weights));
}

Plan scaled(Plan part, double factor) {
  if (part.op == Plan::Op::nothing || factor == 1) return part;
  Plan out;
  out.op = Plan::Op::scaled;
  out.factor = factor;
  out.parts.push_back(std::move(part));
  return out;
}

Plan bonus(Plan part, double amount) {
  Plan out;
  out.op = Plan::Op::bonus;
  out.factor = amount;
  out.parts.push_back(std::move(part));
  return out;
}

Plan filter(Plan part) {
  if (part.op == Plan::Op::everything || part.op == Plan::Op::phrase || part.op == Plan::Op::near) {
    return part;
  }
  return scaled(std::move(part), 0);
}

std::string describe(const Plan& plan) {
  if (plan.op == Plan::Op::term) return plan.term;
  if (plan.op == Plan::Op::phrase) return fmt::format("\"{}\"", fmt::join(plan.terms, " "));
  std::string out(name_of(plan.op));
  if (plan.op == Plan::Op::at_least) out += fmt::format(" {}", plan.count);
  if (plan.op == Plan::Op::near) {
    out += fmt::format("{} {}", plan.ordered ? " ordered" : "", plan.distance);
  }
  if (plan.op == Plan::Op::scaled) out += fmt::format(" by {}", plan.factor);
  if (plan.op == Plan::Op::bonus) out += fmt::format(" of {}", plan.factor);
  if (plan.parts.empty()) return out;
  out += '(';
  for (std::size_t i = 0; i < plan.parts.size(); ++i) {
    if (i > 0) out += ", ";
    out += describe(plan.parts[i]);
  }
  return out + ')';
}

std::vector<std::string> weighted_terms(const Plan& plan) {
  std::vector<std::string> out;
  collect_weighted(plan, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace dateline::search
