#include "store/segment/segment_set.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "dateline/error.h"

namespace dateline::store {

SegmentSet::SegmentSet(std::vector<LiveSegment> segments) : segments_(std::move(segments)) {
  std::uint32_t last = 0;
  for (const LiveSegment& each : segments_) {
    const Segment& segment = *each.segment;
    const std::size_t words = (std::size_t{segment.size()} + 63) / 64;
    if (segment.first_docid() <= last || (each.deleted && each.deleted->size() != words)) {
      throw Error(ErrorCode::internal, "the segments of an index do not fit together");
    }
    last = segment.last_docid();
    articles_ += segment.size();
    total_length_ += segment.total_length();
    if (!each.deleted) continue;
    for (std::uint32_t i = 0; i < segment.size(); ++i) {
      if (((*each.deleted)[i / 64] >> (i % 64) & 1U) == 0) continue;
      --articles_;
      total_length_ -= segment.lengths()[i];
    }
  }
}

std::optional<SegmentSet::Place> SegmentSet::find(std::uint32_t docid) const {
  const auto after = std::ranges::upper_bound(
      segments_, docid, {}, [](const LiveSegment& each) { return each.segment->first_docid(); });
  if (after == segments_.begin()) return std::nullopt;
  Place out;
  out.segment = static_cast<std::size_t>(after - segments_.begin()) - 1;
  const auto ordinal = segments_[out.segment].segment->ordinal(docid);
  if (!ordinal) return std::nullopt;
  out.ordinal = *ordinal;
  return is_deleted(out) ? std::nullopt : std::optional(out);
}

bool SegmentSet::is_deleted(Place place) const {
  const auto& deleted = segments_[place.segment].deleted;
  return deleted && ((*deleted)[place.ordinal / 64] >> (place.ordinal % 64) & 1U) != 0;
}

}  // namespace dateline::store
