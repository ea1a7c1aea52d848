#include "store/index_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <xapian.h>

#include "base/utf8.h"
#include "dateline/error.h"

namespace dateline::store {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view database_prefix = "db.";
constexpr std::string_view replica_prefix = "replica_";
// The backend is left to Xapian to detect, the path is relative to the stub: a folder can be moved.
constexpr std::string_view stub_prefix = "auto ";
constexpr std::size_t longest_stub = 4096;
constexpr std::string_view new_suffix = ".new";
const std::string new_stub_name = fmt::format("{}{}", stub_file_name, new_suffix);

std::optional<std::uint32_t> number_after(std::string_view prefix, std::string_view name) {
  if (!name.starts_with(prefix)) return std::nullopt;
  name.remove_prefix(prefix.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return number;
}

std::optional<std::uint32_t> database_number(std::string_view name) {
  const std::optional<std::uint32_t> number = number_after(database_prefix, name);
  return number == 0U ? std::nullopt : number;
}

std::uint64_t nanoseconds(const timespec& time) {
  constexpr std::uint64_t a_second = 1'000'000'000;
  return static_cast<std::uint64_t>(time.tv_sec) * a_second +
         static_cast<std::uint64_t>(time.tv_nsec);
}

struct Stub {
  std::string text;
  std::uint64_t written = 0;
};

// Text and time of one file, whatever takes its place meanwhile.
std::optional<Stub> read_stub(const fs::path& index) {
  const int file = ::open((index / stub_file_name).c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::array<char, longest_stub> text{};
  struct stat found {};
  const ssize_t size = ::read(file, text.data(), text.size());
  const bool is_read = size >= 0 && ::fstat(file, &found) == 0;
  ::close(file);
  if (!is_read) return std::nullopt;
  return Stub{{text.data(), static_cast<std::size_t>(size)}, nanoseconds(found.st_mtim)};
}

// The only database that the stub names, if it is one in its own folder. xapian-replicate writes
// lines of comment too.
std::string_view named_database(std::string_view stub) {
  std::string_view entry;
  while (!stub.empty()) {
    const std::string_view line = base::trim(stub.substr(0, stub.find('\n')));
    stub.remove_prefix(std::min(stub.size(), stub.find('\n')));
    if (!stub.empty()) stub.remove_prefix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (!entry.empty()) return {};
    entry = line;
  }
  if (!entry.starts_with(stub_prefix)) return {};
  return base::trim(entry.substr(stub_prefix.size()));
}

bool is_replica(std::string_view name) {
  return number_after(replica_prefix, name).has_value();
}

FolderState state_by_stub(std::string_view stub) {
  const std::string_view name = named_database(stub);
  if (database_number(name)) return FolderState::index;
  return is_replica(name) ? FolderState::replica : FolderState::foreign;
}

bool has_articles(const fs::path& database) {
  try {
    return Xapian::Database{database.string()}.get_doccount() > 0;
  } catch (const Xapian::DatabaseNotFoundError&) {
    return false;  // killed while it was made
  } catch (const Xapian::Error&) {
    return true;  // cannot be told: nothing to throw away unseen
  }
}

[[noreturn]] void throw_system_error(const char* what, const fs::path& path) {
  throw fs::filesystem_error(what, path, std::error_code(errno, std::generic_category()));
}

std::string missing_stub(const fs::path& index) {
  return fmt::format(
      "{}: the file {} is missing, so nothing says which of the databases db.N is the current one. "
      "Write it anew with the one line 'auto db.N', N being the highest there",
      index.string(), stub_file_name);
}

}  // namespace

FolderState inspect(const fs::path& index) {
  if (!fs::exists(index)) return FolderState::fresh;
  if (!fs::is_directory(index)) return FolderState::foreign;
  if (const std::optional<Stub> stub = read_stub(index)) return state_by_stub(stub->text);
  bool articles = false;
  for (const fs::directory_entry& entry : fs::directory_iterator{index}) {
    const std::string name = entry.path().filename().string();
    if (database_number(name)) {
      articles = articles || has_articles(entry.path());
    } else if (name != lock_file_name && name != new_stub_name && name != segments_name) {
      return FolderState::foreign;
    }
  }
  return articles ? FolderState::damaged : FolderState::fresh;
}

CurrentDatabase current_database(const fs::path& index) {
  const std::optional<Stub> stub = read_stub(index);
  if (!stub) {
    if (inspect(index) == FolderState::damaged) throw CorruptError(missing_stub(index));
    throw NotFoundError(fmt::format(
        "{}: no index here (there is no file {}). Check the path, or make an index with 'indexer "
        "add'",
        index.string(), stub_file_name));
  }
  const std::string_view name = named_database(stub->text);
  const std::optional<std::uint32_t> number = database_number(name);
  if (!number && !is_replica(name)) {
    throw CorruptError(fmt::format(
        "{}: the file {} names neither a database db.N of this library nor a replica of one",
        index.string(), stub_file_name));
  }
  CurrentDatabase out{index / name, number.value_or(0), !number};
  if (!fs::exists(out.path / "iamglass")) {
    throw CorruptError(fmt::format(
        "{}: the database {} that {} names is missing or incomplete. {}", index.string(), name,
        stub_file_name,
        out.is_replica ? "Replicate the index again, with 'xapian-replicate --force-copy'"
                       : "Restore a copy or index the articles again"));
  }
  if (out.is_replica) out.number = stub->written;
  return out;
}

std::uint32_t own_database(const fs::path& index) {
  const CurrentDatabase current = current_database(index);
  if (current.is_replica) throw InvalidArgumentError(not_for_replicas(index));
  return static_cast<std::uint32_t>(current.number);
}

std::string not_for_replicas(const fs::path& index) {
  return fmt::format(
      "{}: is a replica, which xapian-replicate alone may change: any other change would break the "
      "replication. Change the index that it is copied from and replicate that, or make an index "
      "of "
      "its own of it with 'indexer compact {} DEST'",
      index.string(), index.string());
}

fs::path database_path(const fs::path& index, std::uint32_t number) {
  return index / fmt::format("{}{}", database_prefix, number);
}

void set_current_database(const fs::path& index, std::uint32_t number) {
  replace_file(index / stub_file_name,
               fmt::format("{}{}{}\n", stub_prefix, database_prefix, number));
}

void remove_other_databases(const fs::path& index, std::optional<std::uint32_t> current) {
  fs::remove(index / new_stub_name);
  for (const fs::directory_entry& entry : fs::directory_iterator{index}) {
    const std::optional<std::uint32_t> number = database_number(entry.path().filename().string());
    if (number && number != current) fs::remove_all(entry.path());
  }
}

void replace_file(const fs::path& file, std::string_view text) {
  const fs::path replacement = file.string() + std::string{new_suffix};
  {
    std::ofstream out{replacement, std::ios::binary | std::ios::trunc};
    out << text;
    out.close();
    if (!out) throw_system_error("cannot write", replacement);
  }
  sync_to_disk(replacement);
  sync_to_disk(file.parent_path());
  fs::rename(replacement, file);
  sync_to_disk(file.parent_path());
}

std::uint64_t time_written(const fs::path& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) {
    if (errno == ENOENT) return 0;
    throw_system_error("cannot be examined", file);
  }
  return nanoseconds(found.st_mtim);
}

void sync_to_disk(const fs::path& file_or_folder) {
  const int file = ::open(file_or_folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw_system_error("cannot open", file_or_folder);
  const int failed = ::fsync(file);
  const int reason = errno;
  ::close(file);
  if (failed != 0 && reason != EINVAL) {  // some file systems cannot sync a folder
    errno = reason;
    throw_system_error("cannot write to disk", file_or_folder);
  }
}

}  // namespace dateline::store
