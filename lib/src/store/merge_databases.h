#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "store/work_clock.h"

namespace dateline::store {

struct DatabaseMerge {
  /// One or more; document numbers ascend from each to the next. All but the first are of
  /// GlassBuilder and have no metadata.
  std::span<const std::filesystem::path> sources;
  /// What is to be left out: documents that are there, none twice.
  std::span<const std::uint32_t> removed{};
  /// Whether a number is among them.
  std::function<bool(std::uint32_t docid)> is_removed{};
  unsigned threads = 1;  ///< as glass::RemainingMerge has them
  WorkClock& clock;
};

/// Makes `to`, a new database, of all that the sources hold but for what is removed, under the same
/// document numbers: by our own tables, if the first source is as this library has written it and
/// the Xapian in use is one that they were tested with; else by Xapian's compaction, which leaves
/// posting lists plain and takes a millisecond for each document that is removed. Durable on return
/// but for the folder itself. Throws Xapian's exceptions, CorruptError if something got lost.
void merge_databases(const DatabaseMerge& merge, const std::filesystem::path& to);

}  // namespace dateline::store
