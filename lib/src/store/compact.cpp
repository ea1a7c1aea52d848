#include <system_error>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "store/guard.h"
#include "store/index_folder.h"
#include "store/index_lock.h"
#include "store/settings.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

void require_same(const Xapian::Database& before, const Xapian::Database& after,
                  const fs::path& path) {
  if (before.get_doccount() == after.get_doccount() &&
      before.get_lastdocid() == after.get_lastdocid()) {
    return;
  }
  throw CorruptError(
      fmt::format("{}: compaction gave {} articles of {}. The index is as it was: check it with "
                  "'indexer check'",
                  path.string(), after.get_doccount(), before.get_doccount()));
}

// Document numbers stay: what readers and segments know of articles holds.
void compact_database(const fs::path& from, const fs::path& to) {
  Xapian::Database source{from.string()};
  store::require_current(
      store::read_settings([&](const std::string& key) { return source.get_metadata(key); }),
      from.string());
  source.compact(to.string(), Xapian::DBCOMPACT_NO_RENUMBER);
  require_same(source, Xapian::Database{to.string()}, from);
  store::sync_to_disk(to);
}

// Half a copy is of no use to anybody, and what stopped it is the thing to report.
template <class Action>
void removing_on_failure(const fs::path& made, const Action& action) {
  try {
    action();
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(made, ignored);
    throw;
  }
}

void compact_in_place(const fs::path& path, std::uint32_t current) {
  store::remove_other_databases(path, current);
  const fs::path from = store::database_path(path, current);
  const fs::path to = store::database_path(path, current + 1);
  removing_on_failure(to, [&] { compact_database(from, to); });
  store::set_current_database(path, current + 1);
  // Readers keep the files that they have open; who opens the index now is sent to the new ones.
  store::remove_other_databases(path, current + 1);
}

void compact_into(const fs::path& from, const fs::path& destination) {
  if (!fs::create_directory(destination)) {
    throw InvalidArgumentError(
        fmt::format("{}: exists already: name a new folder", destination.string()));
  }
  removing_on_failure(destination, [&] {
    compact_database(from, store::database_path(destination, 1));
    store::set_current_database(destination, 1);
  });
}

}  // namespace

void compact_index(const fs::path& path, const fs::path& destination) {
  store::guard(fmt::format("{}: compacting", path.string()), [&] {
    store::current_database(path);
    const store::IndexLock lock{path, WriterOptions{}.lock_timeout};
    const std::uint32_t current = store::current_database(path);
    if (destination.empty()) {
      compact_in_place(path, current);
    } else {
      compact_into(store::database_path(path, current), destination);
    }
  });
}

}  // namespace dateline
