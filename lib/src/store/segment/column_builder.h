#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/segment/facet_writer.h"
#include "store/segment/segment.h"
#include "store/segment/spool.h"

namespace dateline::store {

/// What a segment has of one article beside its terms.
struct ArticleColumns {
  std::uint32_t docid = 0;
  std::uint32_t length = 0;
  std::int32_t day = unknown_day;
  std::optional<std::uint64_t> instant;
  std::optional<Segment::Content> content;
  std::string_view record;
};

/// Gathers the columns of a segment.
class ColumnBuilder {
 public:
  /// Records wait on the disk of `folder`.
  explicit ColumnBuilder(const std::filesystem::path& folder);
  /// The next article; its facets are added beside it.
  void add(const ArticleColumns& article);
  FacetColumnBuilder& facet(std::size_t field) { return facets_[field]; }

  std::uint32_t size() const { return static_cast<std::uint32_t>(lengths_.size()); }
  /// Of one article at least.
  std::uint32_t first_docid() const { return docids_.front().docid; }
  std::uint32_t last_docid() const {
    return docids_.empty() ? 0 : DocidRuns(docids_, size()).last();
  }
  const std::vector<std::uint32_t>& lengths() const { return lengths_; }
  std::uint64_t total_length() const { return total_length_; }
  std::size_t memory_bytes() const;

  /// All but that of the records.
  std::vector<NewSection> sections() const;
  Spool& records() { return records_; }

 private:
  std::vector<DocidRun> docids_;
  std::vector<std::uint32_t> lengths_;
  std::vector<std::int32_t> days_;
  std::vector<std::uint64_t> instants_;
  std::vector<std::uint64_t> has_instant_;
  std::vector<Segment::Content> contents_;
  std::vector<std::uint64_t> has_content_;
  std::vector<std::uint64_t> record_offsets_{0};
  Spool records_;
  std::vector<FacetColumnBuilder> facets_;  ///< in the order of base::facet_fields
  std::uint64_t total_length_ = 0;
};

}  // namespace dateline::store
