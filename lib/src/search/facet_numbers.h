#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"
#include "store/segment/segment_set.h"

namespace dateline::search {

/// Numbers for the keys of a group of facet fields (base::facet_group) that hold over all segments
/// of a commit: field by field, in each field those of the most articles first. Immutable.
class FacetNumbers {
 public:
  /// Costs a walk over the keys, not over the articles but for the deleted ones. `segments` must
  /// outlive it. Throws CorruptError.
  FacetNumbers(std::span<const store::LiveSegment> segments, std::uint32_t group);

  struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    bool has(std::uint32_t number) const { return number - first < count; }
  };
  /// Those of one field of the group.
  Range of(const base::FacetField& field) const;
  /// Those of all.
  std::uint32_t size() const { return static_cast<std::uint32_t>(most_.size()); }

  std::string_view key(std::uint32_t number) const;
  /// As FacetKeys has them.
  void expect_key_place(std::uint32_t number) const;
  void expect_key(std::uint32_t number) const;
  /// The place of the key among those of its field, sorted by bytes.
  std::uint32_t order(std::uint32_t number) const { return keys_[number].order; }
  /// Asks memory for what `order` reads, if it is a number of a key, and does not wait.
  void expect_order(std::uint32_t number) const { __builtin_prefetch(keys_.data() + number); }
  /// How many articles have each key, by number.
  std::span<const std::uint32_t> articles() const { return articles_; }
  /// The same with the deleted ones: never ascends within a field.
  std::span<const std::uint32_t> most_articles() const { return most_; }

  /// Numbers behind those of keys: a code that stands for no key becomes one of them, a filler one
  /// for its place.
  static constexpr std::uint32_t spare = store::most_places + 1;

  struct Segment {
    /// The number of each code, as many as there are codes; empty if they are the same.
    std::vector<std::uint32_t> of_codes;
    /// How many articles of the segment have the key of each code; 0 for a code of no key.
    std::vector<std::uint32_t> articles;
  };
  const Segment& of(std::size_t segment) const { return segments_[segment]; }

 private:
  struct Key {
    std::uint32_t segment = 0;  ///< one that has it
    std::uint32_t number = 0;   ///< there
    std::uint32_t order = 0;
  };
  const store::FacetCodes& codes(std::size_t segment) const;
  const store::FacetKeys& column(std::uint32_t number) const;
  void take(store::FacetKeys column);
  void unite(const base::FacetField& field);
  void number_fillers(std::size_t segment);
  void count_articles(std::size_t segment);

  std::span<const store::LiveSegment> live_;
  std::uint32_t group_;
  std::span<const base::FacetField> fields_;
  std::vector<Range> ranges_;
  std::vector<Key> keys_;
  std::vector<std::uint32_t> most_;
  std::vector<std::uint32_t> articles_;
  std::vector<Segment> segments_;
};

}  // namespace dateline::search
