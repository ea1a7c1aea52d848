#pragma once

#include <string>
#include <vector>

namespace dateline::search {

/// A query made ready for an index: terms instead of words, expansions made, values resolved. What
/// an engine evaluates; it says exactly which articles match and with what weight.
struct Plan {
  enum class Op {
    nothing,
    everything,   ///< every article, weight 0
    term,         ///< articles with `term`; weighs by BM25 (0 for terms without a frequency)
    phrase,       ///< `terms` at consecutive positions; weight 0
    near,         ///< occurrences of all `parts` (term, phrase or any_of those) close together
    all_of,       ///< all `parts`; weights add up
    any_of,       ///< at least one; the weights of those that match add up
    best_of,      ///< at least one; weighs as the heaviest that matches
    at_least,     ///< at least `count` of `parts`; the weights of those that match add up
    without,      ///< parts[0] but not parts[1]; weighs as parts[0]
    with_weight,  ///< articles of parts[0]; weights of parts[0] and, where it matches, parts[1]
    scaled,       ///< parts[0], its weight times `factor`
    bonus,        ///< parts[0], weighing `factor` whatever parts[0] weighs
  };

  Op op = Op::nothing;
  std::string term;
  std::vector<std::string> terms;
  std::vector<Plan> parts;
  unsigned count = 0;     ///< at_least
  unsigned distance = 0;  ///< near: between neighbours at most so many words, 1 being adjacent
  bool ordered = false;   ///< near: in the order of `parts`
  double factor = 1;

  bool operator==(const Plan&) const = default;
};

Plan nothing();
Plan everything();
Plan term(std::string name);
/// One term is that term.
Plan phrase(std::vector<std::string> terms);
/// These four simplify: one part is the part itself, none is nothing (all_of: everything).
Plan all_of(std::vector<Plan> parts);
Plan any_of(std::vector<Plan> parts);
Plan best_of(std::vector<Plan> parts);
Plan at_least(std::vector<Plan> parts, unsigned count);
Plan without(Plan wanted, Plan excluded);
Plan with_weight(Plan wanted, Plan weights);
Plan scaled(Plan part, double factor);
Plan bonus(Plan part, double amount);
/// Matches as `part` does, weighing nothing.
Plan filter(Plan part);

/// The plan in one line, for explanations: `best_of(Zmissil, Zmissile)`.
std::string describe(const Plan& plan);

/// Every stem (a term that has a frequency) whose weight can be part of a score, once, sorted.
std::vector<std::string> weighted_terms(const Plan& plan);

}  // namespace dateline::search
