#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "store/append_file.h"
#include "store/glass/run.h"
#include "store/glass/table_writer.h"
#include "store/term_list.h"

namespace dateline::store::glass {

/// What the merged lists go to.
struct MergedLists {
  /// Takes those of values and lengths, which come first.
  TableWriter& postlist;
  /// Takes those of terms, in the order of their keys.
  const std::function<void(TermList& list)>& terms;
};

/// Merges runs, whose docids ascend from one to the next, list by list into `to`. Reads them
/// through buffers of `memory` bytes in all, but at least 64 KiB a run, and holds one list as a
/// whole. Throws IoError, std::filesystem::filesystem_error, and what `to.terms` throws.
void merge_runs(const AppendFile& file, std::span<const RunReader::Extent> runs, std::size_t memory,
                const MergedLists& to);

}  // namespace dateline::store::glass
