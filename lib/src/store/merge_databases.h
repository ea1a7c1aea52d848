#pragma once

#include <filesystem>

namespace dateline::store {

/// Makes `to`, a new database, of all that `base` and `part` hold, under the same document numbers;
/// those of `part` are above those of `base`, and it has no metadata. Durable on return but for the
/// folder itself. Throws Xapian's exceptions, CorruptError if something got lost.
void merge_databases(const std::filesystem::path& base, const std::filesystem::path& part,
                     const std::filesystem::path& to);

}  // namespace dateline::store
