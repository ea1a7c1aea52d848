#include "search/match_plan.h"

#include <algorithm>
#include <utility>

namespace dateline::search {
namespace {

using Op = Plan::Op;

std::uint64_t estimate_of(const MatchNode& node, std::uint64_t articles) {
  const auto& parts = node.parts;
  const auto sum = [&] {
    std::uint64_t out = 0;
    for (const MatchNode& each : parts) out += each.estimate;
    return std::min(out, articles);
  };
  const auto least = [&] {
    const auto found = std::ranges::min_element(parts, {}, &MatchNode::estimate);
    return found == parts.end() ? articles : found->estimate;
  };
  switch (node.op) {
    case Op::nothing:
      return 0;
    case Op::everything:
      return articles;
    case Op::term:
      return node.term->articles;
    case Op::phrase:
    case Op::near:
    case Op::all_of:
      return least();
    case Op::any_of:
    case Op::best_of:
    case Op::at_least:
      return sum();
    default:
      return parts.front().estimate;
  }
}

// The runs of an operand of NEAR: a term, a phrase, or any of those.
void collect_runs(const Plan& plan, std::vector<std::vector<std::string>>& out) {
  if (plan.op == Op::term) {
    out.push_back({plan.term});
  } else if (plan.op == Op::phrase) {
    out.push_back(plan.terms);
  } else {
    for (const Plan& each : plan.parts) collect_runs(each, out);
  }
}

Plan any_run(const std::vector<std::vector<std::string>>& runs) {
  std::vector<Plan> out;
  for (const auto& run : runs) {
    std::vector<Plan> terms;
    for (const std::string& each : run) terms.push_back(term(each));
    out.push_back(all_of(std::move(terms)));
  }
  return any_of(std::move(out));
}

}  // namespace

MatchPlan::MatchPlan(const Plan& plan, const Corpus& corpus)
    : corpus_(&corpus), root_(node(plan, 1)) {}

const CorpusTerm* MatchPlan::lists(const std::string& name) {
  auto& held = terms_[name];
  if (!held) held = corpus_->term(name);
  return held.get();
}

MatchNode MatchPlan::term(const std::string& name, double scale) {
  MatchNode out;
  out.op = Op::term;
  out.term = lists(name);
  out.weight = scale * out.term->weight;
  out.weighs = out.weight != 0;
  if (out.weighs) ++weighted_leaves_;
  out.estimate = out.term->articles;
  return out;
}

MatchNode MatchPlan::near(const Plan& plan) {
  MatchNode out;
  for (const Plan& part : plan.parts) {
    std::vector<std::vector<std::string>> runs;
    collect_runs(part, runs);
    out.parts.push_back(node(any_run(runs), 0));
    auto& operand = out.operands.emplace_back();
    for (const auto& run : runs) {
      auto& terms = operand.emplace_back();
      for (const std::string& each : run) {
        terms.push_back(lists(each));
        terms.back()->need_positions();
      }
    }
  }
  out.distance = plan.distance;
  out.ordered = plan.ordered;
  return out;
}

MatchNode MatchPlan::node(const Plan& plan, double scale) {
  if (plan.op == Op::term) return term(plan.term, scale);
  if (plan.op == Op::scaled) return node(plan.parts.front(), scale * plan.factor);
  MatchNode out;
  if (plan.op == Op::near) {
    out = near(plan);
  } else if (plan.op == Op::phrase) {
    for (const std::string& each : plan.terms) {
      out.parts.push_back(term(each, 0));
      out.parts.back().term->need_positions();
    }
  } else {
    for (const Plan& part : plan.parts) {
      const bool weightless =
          plan.op == Op::bonus || (plan.op == Op::without && !out.parts.empty());
      out.parts.push_back(node(part, weightless ? 0 : scale));
    }
  }
  out.op = plan.op;
  out.count = plan.count;
  if (plan.op == Op::bonus) {
    out.weight = scale * plan.factor;
    if (out.weight != 0) ++weighted_leaves_;
  }
  out.weighs = out.weight != 0 || std::ranges::any_of(out.parts, &MatchNode::weighs);
  out.estimate = estimate_of(out, corpus_->set().articles());
  // The fewest first: they leave the least to look for in the others.
  if (out.op == Op::all_of) std::ranges::stable_sort(out.parts, {}, &MatchNode::estimate);
  return out;
}

}  // namespace dateline::search
