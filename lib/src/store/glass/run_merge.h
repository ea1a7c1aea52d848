#pragma once

#include <cstddef>
#include <span>

#include "store/glass/append_file.h"
#include "store/glass/run.h"
#include "store/glass/table_writer.h"

namespace dateline::store::glass {

/// Merges runs, whose docids ascend from one to the next, list by list into the postlist and
/// position tables. Takes about `memory` bytes, or more if one list of one run is larger, or a
/// sixteenth of a mebibyte for each run is. Throws IoError and filesystem_error.
void merge_runs(const AppendFile& file, std::span<const RunReader::Extent> runs, std::size_t memory,
                TableWriter& postlist, TableWriter& position);

}  // namespace dateline::store::glass
