#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "dateline/error.h"
#include "store/segment/column_builder.h"
#include "store/segment/segment_builder.h"
#include "store/segment/segment_writer.h"

namespace dateline::store {
namespace {

constexpr std::uint32_t gone = UINT32_MAX;

/// A segment that is merged into another.
class Source {
 public:
  Source(const LiveSegment& live, std::uint32_t first)
      : segment_(live.segment.get()), terms_(segment_->terms().begin()) {
    new_ordinals_.resize(segment_->size());
    for (std::uint32_t i = 0; i < segment_->size(); ++i) {
      const bool deleted = live.deleted && ((*live.deleted)[i / 64] >> (i % 64) & 1U) != 0;
      new_ordinals_[i] = deleted ? gone : first++;
    }
  }

  TermDictionary::Cursor& terms() { return terms_; }
  const TermDictionary::Cursor& terms() const { return terms_; }

  // Appends the postings of the current term, those of deleted articles left out.
  void append(TermPostings& out) {
    const TermEntry& entry = terms_.entry();
    const PostingList list = segment_->postings(entry);
    const PositionList positions =
        entry.has_positions ? segment_->positions(entry) : PositionList{};
    ordinals_.resize(list.size());
    list.all_ordinals(ordinals_.data());
    std::array<std::uint32_t, posting_block> wdfs{};
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      if (i % posting_block == 0) list.wdfs(i / posting_block, wdfs.data());
      const std::uint32_t ordinal = new_ordinals_[ordinals_[i]];
      if (ordinal == gone) continue;
      out.ordinals.push_back(ordinal);
      out.wdfs.push_back(wdfs[i % posting_block]);
      positions_.clear();
      if (entry.has_positions) positions.read(i, positions_);
      out.counts.push_back(static_cast<std::uint32_t>(positions_.size()));
      out.positions.insert(out.positions.end(), positions_.begin(), positions_.end());
    }
  }

  void append(ColumnBuilder& out) const {
    for (std::uint32_t i = 0; i < segment_->size(); ++i) {
      if (new_ordinals_[i] == gone) continue;
      ArticleColumns article;
      article.docid = segment_->docid(i);
      article.length = segment_->lengths()[i];
      article.day = segment_->days()[i];
      if (segment_->has_instant(i)) article.instant = segment_->instants()[i];
      if (segment_->has_content(i)) article.content = segment_->contents()[i];
      article.record = segment_->record(i);
      out.add(article);
    }
    for (std::size_t field = 0; field < base::facet_fields().size(); ++field) {
      append_facet(segment_->facet(base::facet_fields()[field]), out.facet(field));
    }
  }

 private:
  void append_facet(const FacetColumn& column, FacetColumnBuilder& out) const {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t key = 0; key < column.keys; ++key) {
      numbers.push_back(out.intern(column.key(key)));
    }
    std::vector<std::uint32_t> keys;
    for (std::uint32_t i = 0; i < segment_->size(); ++i) {
      if (new_ordinals_[i] == gone) continue;
      column.read(i, keys);
      for (std::uint32_t& each : keys) each = numbers[each];
      out.add(keys);
    }
  }

  const Segment* segment_;
  TermDictionary::Cursor terms_;
  std::vector<std::uint32_t> new_ordinals_;
  std::vector<std::uint32_t> ordinals_;
  std::vector<std::uint32_t> positions_;
};

const std::string* least_term(const std::vector<Source>& sources) {
  const std::string* out = nullptr;
  for (const Source& each : sources) {
    if (each.terms().at_end()) continue;
    if (out == nullptr || each.terms().term() < *out) out = &each.terms().term();
  }
  return out;
}

}  // namespace

std::string merge_segments(std::span<const LiveSegment> segments,
                           const std::filesystem::path& folder) {
  std::vector<Source> sources;
  ColumnBuilder columns(folder);
  for (const LiveSegment& each : segments) {
    sources.emplace_back(each, columns.size());
    sources.back().append(columns);
  }
  if (columns.size() == 0) throw Error(ErrorCode::internal, "a segment without articles");
  SegmentWriter writer(columns.lengths(), folder);
  TermPostings postings;
  while (const std::string* least = least_term(sources)) {
    const std::string term = *least;
    postings.clear();
    for (Source& each : sources) {
      if (each.terms().at_end() || each.terms().term() != term) continue;
      each.append(postings);
      each.terms().next();
    }
    if (!postings.ordinals.empty()) writer.add(term, postings);
  }
  return writer.write(columns);
}

}  // namespace dateline::store
