#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "search/deadline.h"

namespace dateline::search {

/// Operators that Xapian's queries lack, as sources of postings without weight. Each works out its
/// articles when the match begins. `deadline` may cut that short; it must outlive the match.

/// Docids of what matches `query`, ascending.
std::vector<Xapian::docid> matching_docids(const Xapian::Database& database,
                                           const Xapian::Query& query, Deadline& deadline);

/// A list of docids made by init().
class DocidListSource : public Xapian::PostingSource {
 public:
  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool at_end() const override { return at_ == docids_.size(); }
  Xapian::docid get_docid() const override { return docids_[at_]; }
  void init(const Xapian::Database& database) final;

 protected:
  virtual std::vector<Xapian::docid> collect(const Xapian::Database& database) = 0;

 private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(docids_.size()); }

  std::vector<Xapian::docid> docids_;
  std::size_t at_ = 0;
  bool started_ = false;
};

/// Articles that match `query`.
class MatchesSource final : public DocidListSource {
 public:
  MatchesSource(Xapian::Query query, Deadline& deadline);
  MatchesSource* clone() const override;

 private:
  std::vector<Xapian::docid> collect(const Xapian::Database& database) override;
  Xapian::Query query_;
  Deadline* deadline_;
};

/// Articles that match at least `count` of `queries`.
class AtLeastSource final : public DocidListSource {
 public:
  AtLeastSource(std::vector<Xapian::Query> queries, unsigned count, Deadline& deadline);
  AtLeastSource* clone() const override;

 private:
  std::vector<Xapian::docid> collect(const Xapian::Database& database) override;
  std::vector<Xapian::Query> queries_;
  unsigned count_;
  Deadline* deadline_;
};

/// Articles in which the operands stand close together.
class NearSource final : public DocidListSource {
 public:
  /// Alternatives, each a run of terms at consecutive positions.
  using Operand = std::vector<std::vector<std::string>>;
  NearSource(std::vector<Operand> operands, unsigned distance, bool ordered, Deadline& deadline);
  NearSource* clone() const override;

 private:
  std::vector<Xapian::docid> collect(const Xapian::Database& database) override;
  std::vector<Operand> operands_;
  unsigned distance_;
  bool ordered_;
  Deadline* deadline_;
};

/// Every docid until the deadline passes, then the end: beside a query in an AND it ends the match.
class DeadlineSource final : public Xapian::PostingSource {
 public:
  explicit DeadlineSource(Deadline& deadline) : deadline_(&deadline) {}
  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return documents_; }
  Xapian::doccount get_termfreq_max() const override { return documents_; }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool at_end() const override { return ended_; }
  Xapian::docid get_docid() const override { return docid_; }
  void init(const Xapian::Database& database) override;
  DeadlineSource* clone() const override { return new DeadlineSource(*deadline_); }

 private:
  Deadline* deadline_;
  Xapian::doccount documents_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid docid_ = 0;
  bool ended_ = false;
};

/// A query that holds and frees `source`.
Xapian::Query to_query(std::unique_ptr<Xapian::PostingSource> source);

}  // namespace dateline::search
