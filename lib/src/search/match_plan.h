#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "search/corpus.h"
#include "search/plan.h"

namespace dateline::search {

/// A Plan with the lists of its terms, as the matcher walks it: what scales weights is multiplied
/// into the leaves.
struct MatchNode {
  Plan::Op op = Plan::Op::nothing;  ///< never `scaled`
  const CorpusTerm* term = nullptr;
  /// term: what an impact is multiplied with; bonus: what it weighs. 0 if it weighs nothing.
  double weight = 0;
  bool weighs = false;  ///< whether anything in it does
  /// phrase: its terms. near: for each operand something that every article where it stands
  /// matches.
  std::vector<MatchNode> parts;
  unsigned count = 0;
  unsigned distance = 0;
  bool ordered = false;
  /// near: for each operand its alternatives, each a run of terms.
  std::vector<std::vector<std::vector<const CorpusTerm*>>> operands;
  /// About how many articles match: never 0 where some do, and rather more than fewer.
  std::uint64_t estimate = 0;
};

/// A plan made ready for one corpus, which must outlive it.
class MatchPlan {
 public:
  MatchPlan(const Plan& plan, const Corpus& corpus);

  const MatchNode& root() const { return root_; }
  /// Leaves with a weight: each adds a rounding error to a score.
  std::size_t weighted_leaves() const { return weighted_leaves_; }

 private:
  MatchNode node(const Plan& plan, double scale);
  MatchNode term(const std::string& name, double scale);
  MatchNode near(const Plan& plan);
  const CorpusTerm* lists(const std::string& name);

  const Corpus* corpus_;
  std::unordered_map<std::string, std::shared_ptr<const CorpusTerm>> terms_;
  std::size_t weighted_leaves_ = 0;
  MatchNode root_;
};

}  // namespace dateline::search
