#include <optional>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "store/content_check.h"
#include "store/guard.h"
#include "store/index_folder.h"
#include "store/index_lock.h"
#include "store/settings.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

// Enough to see what happened; a damaged index can have one for every article.
constexpr std::size_t most_problems = 100;

class Problems {
 public:
  void add(const std::string& problem) {
    if (lines_.size() < most_problems) lines_.push_back(problem);
    ++count_;
  }

  // What `action` throws is a problem of the index, but for what is none of damage.
  template <class Action>
  void collect(const std::string& where, const Action& action) {
    try {
      store::guard(where, action);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::version || error.code() == ErrorCode::io) throw;
      add(error.what());
    }
  }

  std::vector<std::string> lines() && {
    if (count_ > lines_.size()) {
      lines_.push_back(fmt::format("and {} more", count_ - lines_.size()));
    }
    return std::move(lines_);
  }

 private:
  std::vector<std::string> lines_;
  std::size_t count_ = 0;
};

void check_structure(const fs::path& path, const fs::path& database, Problems& problems) {
  const std::size_t errors = Xapian::Database::check(database.string());
  if (errors == 0) return;
  problems.add(
      fmt::format("{}: {} errors in the structure of the database; 'xapian-check {}' shows "
                  "them",
                  path.string(), errors, (path / store::stub_file_name).string()));
}

}  // namespace

CheckReport check_index(const fs::path& path) {
  return store::guard(path.string(), [&] {
    store::current_database(path);
    CheckReport out;
    out.locked = store::is_writable(path);
    std::optional<store::IndexLock> lock;
    if (out.locked) lock.emplace(path, WriterOptions{}.lock_timeout);
    const fs::path database = store::database_path(path, store::current_database(path));
    Problems problems;
    // Xapian opens the files for writing to check them.
    if (out.locked) {
      problems.collect(path.string(), [&] { check_structure(path, database, problems); });
    }
    problems.collect(path.string(), [&] {
      const Xapian::Database opened{database.string()};
      out.articles = opened.get_doccount();
      store::require_current(
          store::read_settings([&](const std::string& key) { return opened.get_metadata(key); }),
          path.string());
      store::check_content(opened, [&](const std::string& problem) { problems.add(problem); });
    });
    out.problems = std::move(problems).lines();
    return out;
  });
}

}  // namespace dateline
