#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "store/work_clock.h"

namespace dateline::store::glass {

struct RemainingMerge {
  /// At least one; docids ascend from each to the next. Metadata are those of the first.
  std::span<const std::filesystem::path> sources;
  /// Documents to leave out; empty: none.
  std::function<bool(std::uint32_t docid)> is_removed{};
  /// All that have values.
  std::span<const std::uint32_t> slots;
  /// More than 1: all but the posting lists are written by a thread beside the calling one.
  unsigned threads = 1;
  WorkClock& clock;

  bool leaves_out(std::uint32_t docid) const { return is_removed && is_removed(docid); }
};

/// Makes a new database in `folder`, an empty one, of what the sources hold without the documents
/// that are removed: what Xapian would have written for those that remain, entry by entry, in
/// tables as GlassBuilder writes them. Takes the longer the more documents remain, but not the more
/// are removed: records, term lists and positions are copied as they stand, posting lists are read
/// through Xapian and packed anew. Holds one list as a whole, in eight bytes a posting. The highest
/// docid ever given remains known. Durable on return but for the folder itself. Throws Xapian's
/// exceptions, as GlassBuilder, CorruptError for a table that this library does not write or that
/// is damaged, as far as its structure, the sizes of its lists and the sum of their frequencies
/// tell, Error (unavailable) if a source was changed meanwhile.
void merge_remaining(const RemainingMerge& merge, const std::filesystem::path& folder);

}  // namespace dateline::store::glass
