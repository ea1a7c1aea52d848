#include "search/vocabulary.h"

#include <algorithm>
#include <utility>

#include "base/dates.h"
#include "search/corpus.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

namespace schema = store::schema;
using SegmentCursor = store::TermDictionary::Cursor;

class DatabaseCursor final : public TermCursor {
 public:
  DatabaseCursor(const Xapian::Database& database, std::string_view begin)
      : at_(database.allterms_begin()), end_(database.allterms_end()) {
    seek(begin);
  }

  bool at_end() const override { return at_ == end_; }
  std::string_view term() const override { return term_; }
  std::uint64_t articles() override { return at_.get_termfreq(); }
  void next() override {
    ++at_;
    read();
  }
  void seek(std::string_view term) override {
    if (!at_end()) at_.skip_to(std::string(term));
    read();
  }

 private:
  void read() {
    if (!at_end()) term_ = *at_;
  }

  Xapian::TermIterator at_;
  Xapian::TermIterator end_;
  std::string term_;
};

/// The dictionaries of all segments in one order. There are few of them: each step looks at all.
class CorpusCursor final : public TermCursor {
 public:
  CorpusCursor(const Corpus& corpus, std::string_view begin) : corpus_(&corpus) {
    for (const Corpus::Part& each : corpus.parts()) {
      cursors_.push_back(each.segment->terms().begin());
      cursors_.back().seek(begin);
    }
    find_least();
  }

  bool at_end() const override { return least_ == nullptr; }
  std::string_view term() const override { return least_->term(); }

  std::uint64_t articles() override {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < cursors_.size(); ++i) {
      if (!has_term(cursors_[i])) continue;
      // Which of its articles are deleted only its list tells.
      if (corpus_->parts()[i].deleted != nullptr)
        return corpus_->articles(std::string(least_->term()));
      out += cursors_[i].entry().articles;
    }
    return out;
  }

  void next() override {
    for (SegmentCursor& each : cursors_) {
      if (&each != least_ && has_term(each)) each.next();
    }
    least_->next();
    find_least();
  }

  void seek(std::string_view term) override {
    for (SegmentCursor& each : cursors_) {
      if (!each.at_end() && each.term() < term) each.seek(term);
    }
    find_least();
  }

 private:
  bool has_term(const SegmentCursor& cursor) const {
    return !cursor.at_end() && cursor.term() == least_->term();
  }

  void find_least() {
    least_ = nullptr;
    for (SegmentCursor& each : cursors_) {
      if (each.at_end()) continue;
      if (least_ == nullptr || each.term() < least_->term()) least_ = &each;
    }
  }

  const Corpus* corpus_;
  std::vector<SegmentCursor> cursors_;
  SegmentCursor* least_ = nullptr;
};

}  // namespace

std::uint64_t DatabaseVocabulary::articles(const std::string& term) {
  return database_->get_termfreq(term);
}

std::unique_ptr<TermCursor> DatabaseVocabulary::from(std::string_view term) {
  return std::make_unique<DatabaseCursor>(*database_, term);
}

std::optional<Vocabulary::Days> DatabaseVocabulary::days() {
  const auto first = schema::decode_day(database_->get_value_lower_bound(schema::date_slot));
  const auto last = schema::decode_day(database_->get_value_upper_bound(schema::date_slot));
  if (!first || !last) return std::nullopt;
  return Days{*first, *last};
}

std::uint64_t CorpusVocabulary::articles(const std::string& term) {
  return corpus_->articles(term);
}

std::unique_ptr<TermCursor> CorpusVocabulary::from(std::string_view term) {
  return std::make_unique<CorpusCursor>(*corpus_, term);
}

std::optional<Vocabulary::Days> CorpusVocabulary::days() {
  const auto [first, last] = corpus_->days();
  if (first > last) return std::nullopt;
  return Days{base::day_from_number(first), base::day_from_number(last)};
}

}  // namespace dateline::search
