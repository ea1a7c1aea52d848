#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/segment/facet_column.h"
#include "store/segment/segment.h"

namespace dateline::store {

/// Gathers the keys of one facet field, article by article.
class FacetColumnBuilder {
 public:
  /// A number for a key, for as long as the builder lives. A key that no article has is not
  /// written.
  std::uint32_t intern(std::string_view key);
  /// The keys of the next article, sorted by bytes, none twice.
  void add(std::span<const std::uint32_t> keys);

  /// Sections of a FacetColumn, by Kind.
  std::vector<std::pair<segment_format::Kind, std::string>> sections() const;
  std::size_t memory_bytes() const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<std::uint32_t> offsets_{0};
  std::vector<std::uint32_t> values_;
  std::size_t key_bytes_ = 0;
};

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
  ColumnBuilder();
  /// The next article; its facets are added beside it.
  void add(const ArticleColumns& article);
  FacetColumnBuilder& facet(std::size_t field) { return facets_[field]; }

  std::uint32_t size() const { return static_cast<std::uint32_t>(docids_.size()); }
  std::uint32_t last_docid() const { return docids_.empty() ? 0 : docids_.back(); }
  std::uint64_t total_length() const { return total_length_; }
  std::size_t memory_bytes() const;

  struct Section {
    segment_format::Kind kind{};
    std::uint32_t slot = 0;
    std::string bytes;
  };
  std::vector<Section> sections() const;

 private:
  std::vector<std::uint32_t> docids_;
  std::vector<std::uint32_t> lengths_;
  std::vector<std::int32_t> days_;
  std::vector<std::uint64_t> instants_;
  std::vector<std::uint64_t> has_instant_;
  std::vector<Segment::Content> contents_;
  std::vector<std::uint64_t> has_content_;
  std::vector<std::uint64_t> record_offsets_{0};
  std::string records_;
  std::vector<FacetColumnBuilder> facets_;
  std::uint64_t total_length_ = 0;
};

}  // namespace dateline::store
