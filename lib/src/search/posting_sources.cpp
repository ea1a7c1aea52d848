#include "search/posting_sources.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "search/proximity.h"

namespace dateline::search {
namespace {

// Takes note of every match and lets none into Xapian's heap.
class DocidCollector final : public Xapian::MatchDecider {
 public:
  bool operator()(const Xapian::Document& document) const override {
    docids.push_back(document.get_docid());
    return false;
  }
  mutable std::vector<Xapian::docid> docids;
};

std::vector<std::uint32_t> positions_of(const Xapian::Database& database, Xapian::docid docid,
                                        const std::string& term) {
  std::vector<std::uint32_t> out;
  for (auto at = database.positionlist_begin(docid, term);
       at != database.positionlist_end(docid, term); ++at) {
    out.push_back(*at);
  }
  return out;
}

Xapian::Query any_run(const NearSource::Operand& operand) {
  std::vector<Xapian::Query> runs;
  for (const auto& run : operand) {
    runs.emplace_back(Xapian::Query::OP_AND, run.begin(), run.end());
  }
  return {Xapian::Query::OP_OR, runs.begin(), runs.end()};
}

std::vector<Occurrence> occurrences(const Xapian::Database& database, Xapian::docid docid,
                                    const NearSource::Operand& operand, unsigned index) {
  std::vector<Occurrence> out;
  for (const auto& run : operand) {
    std::vector<std::vector<std::uint32_t>> positions;
    positions.reserve(run.size());
    for (const std::string& term : run) positions.push_back(positions_of(database, docid, term));
    for (const std::uint32_t start : run_starts(positions)) {
      out.push_back({start, start + static_cast<std::uint32_t>(run.size()) - 1, index});
    }
  }
  return out;
}

}  // namespace

std::vector<Xapian::docid> matching_docids(const Xapian::Database& database,
                                           const Xapian::Query& query, Deadline& deadline) {
  Xapian::Enquire enquire(database);
  Xapian::Query bounded_query = query;
  if (deadline.is_set()) {
    bounded_query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                                  to_query(std::make_unique<DeadlineSource>(deadline)));
  }
  enquire.set_query(bounded_query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const DocidCollector collector;
  enquire.get_mset(0, 0, database.get_doccount(), nullptr, &collector);
  std::vector<Xapian::docid> out = std::move(collector.docids);
  std::sort(out.begin(), out.end());
  return out;
}

void DocidListSource::next(double) {
  if (started_) ++at_;
  started_ = true;
}

void DocidListSource::skip_to(Xapian::docid docid, double) {
  started_ = true;
  const auto from = docids_.begin() + static_cast<std::ptrdiff_t>(at_);
  at_ = static_cast<std::size_t>(std::lower_bound(from, docids_.end(), docid) - docids_.begin());
}

void DocidListSource::init(const Xapian::Database& database) {
  docids_ = collect(database);
  at_ = 0;
  started_ = false;
  set_maxweight(0);
}

MatchesSource::MatchesSource(Xapian::Query query, Deadline& deadline)
    : query_(std::move(query)), deadline_(&deadline) {}

MatchesSource* MatchesSource::clone() const {
  return new MatchesSource(query_, *deadline_);
}

std::vector<Xapian::docid> MatchesSource::collect(const Xapian::Database& database) {
  return matching_docids(database, query_, *deadline_);
}

AtLeastSource::AtLeastSource(std::vector<Xapian::Query> queries, unsigned count, Deadline& deadline)
    : queries_(std::move(queries)), count_(count), deadline_(&deadline) {}

AtLeastSource* AtLeastSource::clone() const {
  return new AtLeastSource(queries_, count_, *deadline_);
}

std::vector<Xapian::docid> AtLeastSource::collect(const Xapian::Database& database) {
  std::vector<std::uint16_t> matched(std::size_t{database.get_lastdocid()} + 1);
  for (const Xapian::Query& query : queries_) {
    for (const Xapian::docid docid : matching_docids(database, query, *deadline_)) {
      ++matched[docid];
    }
  }
  std::vector<Xapian::docid> out;
  for (std::size_t docid = 1; docid < matched.size(); ++docid) {
    if (matched[docid] >= count_) out.push_back(static_cast<Xapian::docid>(docid));
  }
  return out;
}

NearSource::NearSource(std::vector<Operand> operands, unsigned distance, bool ordered,
                       Deadline& deadline)
    : operands_(std::move(operands)),
      distance_(distance),
      ordered_(ordered),
      deadline_(&deadline) {}

NearSource* NearSource::clone() const {
  return new NearSource(operands_, distance_, ordered_, *deadline_);
}

std::vector<Xapian::docid> NearSource::collect(const Xapian::Database& database) {
  std::vector<Xapian::Query> required;
  for (const Operand& each : operands_) required.push_back(any_run(each));
  const Xapian::Query candidates(Xapian::Query::OP_AND, required.begin(), required.end());
  std::vector<Xapian::docid> out;
  for (const Xapian::docid docid : matching_docids(database, candidates, *deadline_)) {
    if (deadline_->passed()) break;
    std::vector<Occurrence> found;
    for (unsigned i = 0; i < operands_.size(); ++i) {
      const auto of_operand = occurrences(database, docid, operands_[i], i);
      found.insert(found.end(), of_operand.begin(), of_operand.end());
    }
    const auto operands = static_cast<unsigned>(operands_.size());
    if (stand_close(std::move(found), operands, distance_, ordered_)) out.push_back(docid);
  }
  return out;
}

void DeadlineSource::init(const Xapian::Database& database) {
  documents_ = database.get_doccount();
  last_ = database.get_lastdocid();
  docid_ = 0;
  ended_ = false;
  set_maxweight(0);
}

void DeadlineSource::next(double min_weight) {
  skip_to(docid_ + 1, min_weight);
}

void DeadlineSource::skip_to(Xapian::docid docid, double) {
  docid_ = std::max(docid, docid_);
  ended_ = docid_ > last_ || deadline_->passed();
}

Xapian::Query to_query(std::unique_ptr<Xapian::PostingSource> source) {
  return Xapian::Query(source.release()->release());
}

}  // namespace dateline::search
