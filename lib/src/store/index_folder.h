#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

/// The folder of an index: XAPIANDB, a stub file of Xapian's that names the current database
/// `db.N`; that database; `segments` (segment/segment_files.h); and `lock`. A new database takes
/// over by a rename of the stub.
namespace dateline::store {

inline constexpr std::string_view stub_file_name = "XAPIANDB";
inline constexpr std::string_view lock_file_name = "lock";
inline constexpr std::string_view segments_name = "segments";

/// What a folder holds, seen from outside.
enum class FolderState {
  fresh,    ///< absent, empty, or left by a killed attempt to make an index: nothing to lose
  index,    ///< an index
  damaged,  ///< databases of an index with articles, but nothing that names the current one
  foreign,  ///< something else
};
FolderState inspect(const std::filesystem::path& index);

/// Number of the database that XAPIANDB names. Throws NotFoundError if there is no index,
/// CorruptError if its stub or the database is not there or unreadable.
std::uint32_t current_database(const std::filesystem::path& index);

std::filesystem::path database_path(const std::filesystem::path& index, std::uint32_t number);

/// Makes `number` the current database, durably and in one step: readers see the old one or this.
void set_current_database(const std::filesystem::path& index, std::uint32_t number);

/// Removes every database but `current` and what killed writers left. Under the lock only.
void remove_other_databases(const std::filesystem::path& index,
                            std::optional<std::uint32_t> current);

/// Calls `action`, which makes `made`, and removes what there is of it if that fails: half of it is
/// of no use to anybody.
template <class Action>
void removing_on_failure(const std::filesystem::path& made, const Action& action) {
  try {
    action();
  } catch (...) {
    std::error_code ignored;  // what stopped the action is the thing to report
    std::filesystem::remove_all(made, ignored);
    throw;
  }
}

/// Throws std::filesystem::filesystem_error.
void sync_to_disk(const std::filesystem::path& file_or_folder);

}  // namespace dateline::store
