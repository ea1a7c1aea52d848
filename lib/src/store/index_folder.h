#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

/// The folder of an index: XAPIANDB, a stub file of Xapian's that names the current database
/// `db.N`; that database; `segments` (segment/segment_files.h); and `lock`. A new database takes
/// over by a rename of the stub.
///
/// Or that of a replica, which xapian-replicate keeps like another index: its stub names
/// `replica_0` or `replica_1`, which are that program's alone. Ours are `segments` and `lock`.
namespace dateline::store {

inline constexpr std::string_view stub_file_name = "XAPIANDB";
inline constexpr std::string_view lock_file_name = "lock";
inline constexpr std::string_view segments_name = "segments";

/// What a folder holds, seen from outside.
enum class FolderState {
  fresh,    ///< absent, empty, or left by a killed attempt to make an index: nothing to lose
  index,    ///< an index
  replica,  ///< a replica of one
  damaged,  ///< databases of an index with articles, but nothing that names the current one
  foreign,  ///< something else
};
FolderState inspect(const std::filesystem::path& index);

/// The database that XAPIANDB names.
struct CurrentDatabase {
  std::filesystem::path path;
  /// Greater than those of the databases that it took over from: N of `db.N`; for a replica, whose
  /// two folders take turns, when it took over, in nanoseconds since 1970.
  std::uint64_t number = 0;
  bool is_replica = false;
};
/// Throws NotFoundError if there is no index, CorruptError if its stub or the database is not there
/// or unreadable.
CurrentDatabase current_database(const std::filesystem::path& index);

/// N of the current database `db.N`, for who is to change the index. Throws as current_database,
/// and InvalidArgumentError for a replica.
std::uint32_t own_database(const std::filesystem::path& index);
/// Why nobody but xapian-replicate changes a replica, and what to do.
std::string not_for_replicas(const std::filesystem::path& index);

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

/// Puts `text` in the place of `file`, durably and in one step. Throws
/// std::filesystem::filesystem_error, as the two below do.
void replace_file(const std::filesystem::path& file, std::string_view text);
/// When the file was written last, in nanoseconds since 1970; 0 if it is not there.
std::uint64_t time_written(const std::filesystem::path& file);
void sync_to_disk(const std::filesystem::path& file_or_folder);

}  // namespace dateline::store
