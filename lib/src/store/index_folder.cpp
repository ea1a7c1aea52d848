#include "store/index_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>
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
// The backend is left to Xapian to detect, the path is relative to the stub: a folder can be moved.
constexpr std::string_view stub_prefix = "auto ";
const std::string new_stub_name = fmt::format("{}.new", stub_file_name);

std::optional<std::uint32_t> database_number(std::string_view name) {
  if (!name.starts_with(database_prefix)) return std::nullopt;
  name.remove_prefix(database_prefix.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc{} || end != name.data() + name.size() || number == 0) return std::nullopt;
  return number;
}

std::optional<std::string> read_stub(const fs::path& index) {
  std::ifstream file{index / stub_file_name, std::ios::binary};
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::optional<std::uint32_t> named_database(std::string_view stub) {
  if (!stub.starts_with(stub_prefix)) return std::nullopt;
  return database_number(base::trim(stub.substr(stub_prefix.size())));
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
  if (const std::optional<std::string> stub = read_stub(index)) {
    return named_database(*stub) ? FolderState::index : FolderState::foreign;
  }
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

std::uint32_t current_database(const fs::path& index) {
  const std::optional<std::string> stub = read_stub(index);
  if (!stub) {
    if (inspect(index) == FolderState::damaged) throw CorruptError(missing_stub(index));
    throw NotFoundError(fmt::format(
        "{}: no index here (there is no file {}). Check the path, or make an index with 'indexer "
        "add'",
        index.string(), stub_file_name));
  }
  const std::optional<std::uint32_t> number = named_database(*stub);
  if (!number) {
    throw CorruptError(fmt::format("{}: the file {} does not name a database db.N of this library",
                                   index.string(), stub_file_name));
  }
  if (!fs::exists(database_path(index, *number) / "iamglass")) {
    throw CorruptError(
        fmt::format("{}: the database db.{} that {} names is missing or incomplete. Restore a copy "
                    "or index the articles again",
                    index.string(), *number, stub_file_name));
  }
  return *number;
}

fs::path database_path(const fs::path& index, std::uint32_t number) {
  return index / fmt::format("{}{}", database_prefix, number);
}

void set_current_database(const fs::path& index, std::uint32_t number) {
  const fs::path replacement = index / new_stub_name;
  {
    std::ofstream file{replacement, std::ios::binary | std::ios::trunc};
    file << stub_prefix << database_prefix << number << '\n';
    file.close();
    if (!file) throw_system_error("cannot write", replacement);
  }
  sync_to_disk(replacement);
  sync_to_disk(index);
  fs::rename(replacement, index / stub_file_name);
  sync_to_disk(index);
}

void remove_other_databases(const fs::path& index, std::optional<std::uint32_t> current) {
  fs::remove(index / new_stub_name);
  for (const fs::directory_entry& entry : fs::directory_iterator{index}) {
    const std::optional<std::uint32_t> number = database_number(entry.path().filename().string());
    if (number && number != current) fs::remove_all(entry.path());
  }
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
