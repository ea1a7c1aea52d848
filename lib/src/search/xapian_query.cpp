#include "search/xapian_query.h"

#include <memory>
#include <string>
#include <vector>

#include "search/posting_sources.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

using Query = Xapian::Query;

std::vector<Query> translated(const std::vector<Plan>& plans, const XapianContext& context) {
  std::vector<Query> out;
  out.reserve(plans.size());
  for (const Plan& each : plans) out.push_back(to_xapian(each, context));
  return out;
}

XapianContext without_weights(XapianContext context) {
  context.weights = Weights::none;
  return context;
}

Query every_document() {
  return {Query::OP_SCALE_WEIGHT, Query::MatchAll, 0.0};
}

// In place of the list of a term that all documents have, and whose weight nobody asks for, Xapian
// 1.4 reads the list of all documents; where that has several chunks and documents have been
// deleted it takes the second chunk for damage. Asked for outright, the list is sound.
Query term_query(const std::string& term, const XapianContext& context) {
  const Xapian::Database& database = *context.database;
  const Xapian::doccount all = database.get_doccount();
  if (all == database.get_lastdocid() || database.get_termfreq(term) != all) return Query(term);
  const bool weighs = context.weights == Weights::wanted && database.get_collection_freq(term) > 0;
  return weighs ? Query(term) : every_document();
}

Query combined(Query::op op, const std::vector<Query>& parts) {
  return {op, parts.begin(), parts.end()};
}

// Xapian 1.4 never works out the bounds of weight below the right side of AND_NOT, yet an OR there
// compares with them, uninitialised, and may turn itself into an AND. A single term or a list of
// docids has none.
Query and_not(const Query& wanted, const Query& excluded, const XapianContext& context) {
  const bool single = excluded.get_type() == Query::LEAF_TERM;
  const Query safe =
      single ? excluded : to_query(std::make_unique<MatchesSource>(excluded, *context.deadline));
  return {Query::OP_AND_NOT, wanted, safe};
}

const Plan& unscaled(const Plan& plan) {
  return plan.op == Plan::Op::scaled ? unscaled(plan.parts.front()) : plan;
}

// Xapian 1.4 reads a term without positions as standing at position 0, and so finds "a b" where "b"
// is the first word of the body and "a" only in the headline: those articles are taken out.
Query phrase_query(const Plan& plan, const XapianContext& context) {
  const auto window = static_cast<Xapian::termcount>(plan.terms.size());
  const Query words(Query::OP_PHRASE, plan.terms.begin(), plan.terms.end(), window);
  std::vector<std::string> unpositioned;
  for (const std::string& each : plan.terms) {
    unpositioned.push_back(store::schema::headline_only_term(each));
  }
  const Query misread(Query::OP_OR, unpositioned.begin(), unpositioned.end());
  return {Query::OP_SCALE_WEIGHT, and_not(words, misread, context), 0.0};
}

NearSource::Operand near_operand(const Plan& plan) {
  if (plan.op == Plan::Op::term) return {{plan.term}};
  if (plan.op == Plan::Op::phrase) return {plan.terms};
  NearSource::Operand out;
  for (const Plan& each : plan.parts) {
    const auto runs = near_operand(each);
    out.insert(out.end(), runs.begin(), runs.end());
  }
  return out;
}

Query near_query(const Plan& plan, const XapianContext& context) {
  std::vector<NearSource::Operand> operands;
  for (const Plan& each : plan.parts) operands.push_back(near_operand(each));
  return to_query(std::make_unique<NearSource>(std::move(operands), plan.distance, plan.ordered,
                                               *context.deadline));
}

Query at_least_query(const Plan& plan, const XapianContext& context) {
  const auto parts = translated(plan.parts, context);
  const Query enough = to_query(std::make_unique<AtLeastSource>(
      translated(plan.parts, without_weights(context)), plan.count, *context.deadline));
  return {Query::OP_FILTER, combined(Query::OP_OR, parts), enough};
}

Query bonus_query(const Plan& plan, const XapianContext& context) {
  const Query amount = to_query(std::make_unique<Xapian::FixedWeightPostingSource>(plan.factor));
  return {Query::OP_FILTER, amount, to_xapian(plan.parts.front(), without_weights(context))};
}

// Xapian 1.4 takes the alternatives of an OR in an OP_MAX for its own: the sum of their weights
// would be lost. It does not look behind a scale, and powers of two scale without rounding.
Query best_query(const Plan& plan, const XapianContext& context) {
  std::vector<Query> parts = translated(plan.parts, context);
  for (Query& each : parts) {
    if (each.get_type() != Query::OP_OR) continue;
    each = Query(Query::OP_SCALE_WEIGHT, Query(Query::OP_SCALE_WEIGHT, each, 2.0), 0.5);
  }
  return combined(Query::OP_MAX, parts);
}

}  // namespace

Query to_xapian(const Plan& plan, const XapianContext& context) {
  switch (plan.op) {
    case Plan::Op::nothing:
      return Query::MatchNothing;
    case Plan::Op::everything:
      return every_document();
    case Plan::Op::term:
      return term_query(plan.term, context);
    case Plan::Op::phrase:
      return phrase_query(plan, context);
    case Plan::Op::near:
      return near_query(plan, context);
    case Plan::Op::at_least:
      return at_least_query(plan, context);
    case Plan::Op::bonus:
      return bonus_query(plan, context);
    case Plan::Op::best_of:
      return best_query(plan, context);
    case Plan::Op::without:
      return and_not(to_xapian(plan.parts[0], context),
                     to_xapian(unscaled(plan.parts[1]), without_weights(context)), context);
    default:
      break;
  }
  const bool weightless = plan.op == Plan::Op::scaled && plan.factor == 0;
  const auto parts = translated(plan.parts, weightless ? without_weights(context) : context);
  switch (plan.op) {
    case Plan::Op::all_of:
      return combined(Query::OP_AND, parts);
    case Plan::Op::any_of:
      return combined(Query::OP_OR, parts);
    case Plan::Op::with_weight:
      return {Query::OP_AND_MAYBE, parts[0], parts[1]};
    case Plan::Op::scaled:
      return {Query::OP_SCALE_WEIGHT, parts[0], plan.factor};
    default:
      return Query::MatchNothing;
  }
}

}  // namespace dateline::search
