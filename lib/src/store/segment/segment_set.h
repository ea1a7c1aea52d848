#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "store/segment/segment.h"

namespace dateline::store {

/// A bit for each ordinal of a segment, ordinal i being bit i % 64 of word i / 64.
using DeletedBits = std::vector<std::uint64_t>;

/// A segment and which of its articles have been removed since it was written.
struct LiveSegment {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const DeletedBits> deleted;  ///< null: none
};

/// The segments of one commit: together they hold exactly its articles. Immutable and thread-safe;
/// snapshots of one commit share it.
class SegmentSet {
 public:
  struct Place {
    std::size_t segment = 0;
    std::uint32_t ordinal = 0;
  };

  /// Document numbers ascend from one segment to the next. Throws Error (internal) if not. Counts
  /// the deleted articles: costs a pass over the bits.
  explicit SegmentSet(std::vector<LiveSegment> segments);

  const std::vector<LiveSegment>& segments() const { return segments_; }
  /// Articles that are not deleted.
  std::uint64_t articles() const { return articles_; }
  /// Their lengths added up.
  std::uint64_t total_length() const { return total_length_; }
  /// Nothing if no segment has the document or it is deleted.
  std::optional<Place> find(std::uint32_t docid) const;
  bool is_deleted(Place place) const;

 private:
  std::vector<LiveSegment> segments_;
  std::uint64_t articles_ = 0;
  std::uint64_t total_length_ = 0;
};

}  // namespace dateline::store
