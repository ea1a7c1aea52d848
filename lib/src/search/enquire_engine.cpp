#include "search/enquire_engine.h"

#include <algorithm>
#include <memory>
#include <string>

#include "base/bm25.h"
#include "search/match_collector.h"
#include "search/posting_sources.h"
#include "search/xapian_query.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

namespace schema = store::schema;

// Articles of unknown time come last, whichever way the others are sorted.
class TimeKey final : public Xapian::KeyMaker {
 public:
  explicit TimeKey(Sort sort) : sort_(sort) {}
  std::string operator()(const Xapian::Document& document) const override {
    std::string value = document.get_value(schema::instant_slot);
    if (value.empty() && sort_ == Sort::oldest) return std::string(9, '\xFF');
    return value;
  }

 private:
  Sort sort_;
};

// Once as many articles are found as were asked for, Xapian 1.4 lets lists end that cannot rank,
// and then uses freed ones below OP_MAX. It does not where keys come before weights: all are the
// same.
class NoKey final : public Xapian::KeyMaker {
 public:
  std::string operator()(const Xapian::Document&) const override { return {}; }
};

void set_order_by_weight(Xapian::Enquire& enquire) {
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  enquire.set_sort_by_key_then_relevance((new NoKey)->release(), false);
}

Xapian::BM25Weight bm25() {
  return {base::Bm25::k1, 0, 0, base::Bm25::b, base::Bm25::min_relative_length};
}

bool is_counted(const MatchRequest& request, const base::FacetField* field) {
  return std::any_of(request.facets.begin(), request.facets.end(),
                     [&](const CountedFacet& each) { return each.field == field; });
}

Xapian::Query filtered(const Xapian::Query& query, const Xapian::Query& filter) {
  return {Xapian::Query::OP_FILTER, query, filter};
}

void set_order(Xapian::Enquire& enquire, Sort sort) {
  if (sort == Sort::relevance) return set_order_by_weight(enquire);
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  // The flag asks for descending keys.
  enquire.set_sort_by_key_then_relevance((new TimeKey(sort))->release(), sort == Sort::newest);
}

bool anything_matches(const Xapian::Database& database, const Plan& plan, Deadline& deadline) {
  Xapian::Enquire enquire(database);
  enquire.set_query(to_xapian(plan, {&database, &deadline, Weights::none}));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return !enquire.get_mset(0, 1).empty();
}

}  // namespace

MatchSet EnquireEngine::match(const MatchRequest& request) {
  Deadline deadline(request.deadline);
  // To begin already takes time: the lists of thousands of terms are opened.
  if (deadline.passed_now()) {
    MatchSet nothing;
    nothing.counts.resize(request.facets.size());
    nothing.complete = false;
    return nothing;
  }
  Xapian::Query query = to_xapian(*request.plan, {database_, &deadline});
  std::vector<const Selection*> to_test;
  for (const Selection& each : request.selections) {
    // Only a facet that is counted needs to see what its own selection leaves out.
    if (is_counted(request, each.field)) {
      to_test.push_back(&each);
    } else {
      query = filtered(query, to_xapian(selection_plan(each), {database_, &deadline}));
    }
  }
  if (deadline.is_set()) {
    query = filtered(query, to_query(std::make_unique<DeadlineSource>(deadline)));
  }
  const std::size_t selections_tested = to_test.size();
  const MatchCollector collector(request, std::move(to_test));

  Xapian::Enquire enquire(*database_);
  enquire.set_weighting_scheme(bm25());
  enquire.set_query(query);
  set_order(enquire, request.sort);
  if (request.collapse) enquire.set_collapse_key(schema::content_slot, 1);
  const Xapian::doccount all = database_->get_doccount();
  const auto offset = static_cast<Xapian::doccount>(std::min<std::size_t>(request.offset, all));
  const auto limit = static_cast<Xapian::doccount>(std::min<std::size_t>(request.limit, all));
  // Anything less than all lets the matcher skip articles that cannot rank, uncounted.
  const Xapian::MSet found = enquire.get_mset(offset, limit, all, nullptr, &collector);

  MatchSet out;
  for (auto at = found.begin(); at != found.end(); ++at) {
    const std::uint64_t copies = request.collapse ? collector.copies(at.get_collapse_key()) : 1;
    out.page.push_back({*at, at.get_weight(), copies - 1});
  }
  out.total = collector.total();
  out.counts = collector.counts();
  out.days = collector.days();
  out.complete = !deadline.has_passed();
  const bool narrowed = request.selections.size() > selections_tested;
  out.base_matches =
      collector.saw_any() || (narrowed && anything_matches(*database_, *request.plan, deadline));
  return out;
}

std::optional<double> EnquireEngine::weight(const Plan& plan, Xapian::docid docid) {
  // The articles of one docid: what the matcher reaches first, alone.
  class OneDocid final : public DocidListSource {
   public:
    explicit OneDocid(Xapian::docid docid) : docid_(docid) {}
    OneDocid* clone() const override { return new OneDocid(docid_); }

   private:
    std::vector<Xapian::docid> collect(const Xapian::Database&) override { return {docid_}; }
    Xapian::docid docid_;
  };
  Deadline unlimited(std::nullopt);
  Xapian::Enquire enquire(*database_);
  enquire.set_weighting_scheme(bm25());
  enquire.set_query(filtered(to_xapian(plan, {database_, &unlimited}),
                             to_query(std::make_unique<OneDocid>(docid))));
  set_order_by_weight(enquire);
  const Xapian::MSet found = enquire.get_mset(0, 1);
  if (found.empty()) return std::nullopt;
  return found.begin().get_weight();
}

}  // namespace dateline::search
