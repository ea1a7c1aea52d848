#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "store/append_file.h"
#include "store/glass/run.h"
#include "store/glass/table_writer.h"
#include "store/term_list.h"

namespace dateline::store::glass {

/// What the merged lists are written to.
struct ListTables {
  TableWriter& postlist;
  TableWriter& position;
  /// As GlassBuilderOptions::stores.
  const std::function<bool(std::string_view term)>& stores;
  /// May be empty.
  std::function<void(TermList& list)> terms;
};

/// Merges runs, whose docids ascend from one to the next, list by list into `to`. Reads them
/// through buffers of `memory` bytes in all, but at least 64 KiB a run, and holds one list of one
/// run as a whole. Throws IoError, std::filesystem::filesystem_error, and InvalidArgumentError for
/// a term that is there more often than Xapian can count.
void merge_runs(const AppendFile& file, std::span<const RunReader::Extent> runs, std::size_t memory,
                const ListTables& to);

}  // namespace dateline::store::glass
