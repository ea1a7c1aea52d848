#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/facet_fields.h"
#include "store/segment/segment_format.h"

namespace dateline::store {

/// A section of a segment that is being made.
struct NewSection {
  segment_format::Kind kind{};
  std::uint32_t slot = 0;
  std::string bytes;
};

/// Gathers the keys of one facet field, article by article.
class FacetColumnBuilder {
 public:
  /// A number for a key, for as long as the builder lives. A key that no article has is not
  /// written.
  std::uint32_t intern(std::string_view key);
  /// The keys of the next article, sorted by bytes, none twice.
  void add(std::span<const std::uint32_t> keys);

  /// The numbers given by intern(), sorted by key; those that no article has left out.
  std::vector<std::pair<std::string_view, std::uint32_t>> sorted_keys() const;
  std::size_t interned() const { return numbers_.size(); }
  std::size_t articles() const { return offsets_.size() - 1; }
  std::span<const std::uint32_t> values() const { return values_; }
  std::span<const std::uint32_t> of_article(std::size_t article) const {
    return values().subspan(offsets_[article], offsets_[article + 1] - offsets_[article]);
  }
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

/// The sections of a group of facet fields: the keys of each field (FacetColumn) and the rows of
/// all (FacetRows). `columns` has one for each field, with the same articles.
std::vector<NewSection> facet_sections(std::span<const base::FacetField> fields,
                                       std::span<const FacetColumnBuilder> columns);

}  // namespace dateline::store
