#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "store/work_clock.h"

namespace dateline::store::glass {

struct RemainingMerge {
  std::filesystem::path base;
  /// Its docids are above those of `base`, and it has no metadata.
  std::filesystem::path part;
  /// Documents to leave out.
  std::function<bool(std::uint32_t docid)> is_removed;
  /// All that have values.
  std::span<const std::uint32_t> slots;
  /// More than 1: the documents' tables are written by a thread beside the calling one.
  unsigned threads = 1;
  WorkClock& clock;
};

/// Makes a new database in `folder`, an empty one, of what `base` and `part` hold without the
/// documents that are removed: what Xapian would have written for those that remain, entry by
/// entry. Reads all lists of both, so it takes the longer the more documents remain, but not the
/// more are removed; holds one list as a whole, in eight bytes a posting. Neither has positions.
/// The highest docid ever given remains known. Durable on return but for the folder itself. Throws
/// as GlassBuilder, and Xapian's exceptions.
void merge_remaining(const RemainingMerge& merge, const std::filesystem::path& folder);

}  // namespace dateline::store::glass
