#include "search/explain.h"

#include <vector>

#include <fmt/format.h>

namespace dateline::search {
namespace {

// Parts whose weights add up to that of `plan`.
void collect_summands(const Plan& plan, std::vector<const Plan*>& out) {
  switch (plan.op) {
    case Plan::Op::all_of:
    case Plan::Op::any_of:
    case Plan::Op::at_least:
    case Plan::Op::with_weight:
      for (const Plan& each : plan.parts) collect_summands(each, out);
      return;
    case Plan::Op::without:
      collect_summands(plan.parts.front(), out);
      return;
    default:
      out.push_back(&plan);
  }
}

std::string stem_line(const std::string& term, Xapian::docid docid,
                      const Xapian::Database& database) {
  auto at = database.termlist_begin(docid);
  at.skip_to(term);
  if (at == database.termlist_end(docid) || *at != term) return {};
  return fmt::format("         {}: frequency {} in {}; articles with it: {} of {}\n", term,
                     at.get_wdf(), database.get_doclength(docid), database.get_termfreq(term),
                     database.get_doccount());
}

}  // namespace

std::string explain(const Plan& plan, Xapian::docid docid, Engine& engine,
                    const Xapian::Database& database) {
  std::vector<const Plan*> summands;
  collect_summands(plan, summands);
  std::string out;
  for (const Plan* each : summands) {
    const auto weight = engine.weight(*each, docid);
    if (!weight || *weight == 0) continue;
    out += fmt::format("{:8.4f} {}\n", *weight, describe(*each));
    for (const std::string& term : weighted_terms(*each)) out += stem_line(term, docid, database);
  }
  if (out.empty()) out = "  0.0000 only filters match, which weigh nothing\n";
  return out;
}

}  // namespace dateline::search
