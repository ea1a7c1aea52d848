#pragma once

#include <filesystem>

namespace dateline::store::glass {

/// Reads all of the termlist table of `database`. Xapian, its own check included, trusts a term
/// list to end where it says and reads beyond one that does not, so this comes before whatever lets
/// Xapian read term lists that may be damaged. Throws CorruptError for the first thing that is
/// wrong; else as TableReader and read_version_file.
void check_termlists(const std::filesystem::path& database);

}  // namespace dateline::store::glass
