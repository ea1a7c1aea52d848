#include <optional>

#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "store/content_check.h"
#include "store/glass/termlist_check.h"
#include "store/guard.h"
#include "store/index_folder.h"
#include "store/index_lock.h"
#include "store/segment/segment_check.h"
#include "store/segment/segment_files.h"
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

  std::size_t count() const { return count_; }

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
      fmt::format("{}: errors in the structure of the database: {}; 'xapian-check {}' "
                  "shows them",
                  path.string(), errors, (path / store::stub_file_name).string()));
}

// Gives the number of problems that are of segments. What is damaged is not compared further.
std::size_t check_articles(const fs::path& path, const Xapian::Database& database,
                           Problems& problems) {
  std::size_t of_segments = 0;
  const auto report = [&](const std::string& problem) {
    problems.add(fmt::format("{}: {}; 'indexer rebuild' mends it", path.string(), problem));
    ++of_segments;
  };
  const store::OpenSegments segments =
      store::open_segments(path, store::stamp_of(database), store::metadata_of(database));
  std::optional<store::SegmentCheck> comparison;
  if (segments.set) {
    for (const store::LiveSegment& each : segments.set->segments()) each.segment->check(report);
    if (of_segments == 0) comparison.emplace(*segments.set, report);
  } else {
    report(segments.problem);
  }
  store::check_content(
      database, [&](const std::string& problem) { problems.add(problem); },
      comparison ? &*comparison : nullptr);
  return of_segments;
}

}  // namespace

CheckReport check_index(const fs::path& path) {
  return store::guard(path.string(), [&] {
    store::current_database(path);
    CheckReport out;
    out.locked = store::is_writable(path);
    std::optional<store::IndexLock> lock;
    if (out.locked) lock.emplace(path, WriterOptions{}.lock_timeout);
    const fs::path database = store::current_database(path).path;
    Problems problems;
    problems.collect(path.string(), [&] {
      out.articles = Xapian::Database{database.string()}.get_doccount();
      store::glass::check_termlists(database);
    });
    if (problems.count() > 0) {
      problems.add(fmt::format("{}: the rest was not checked: Xapian may crash on such damage",
                               path.string()));
      out.problems = std::move(problems).lines();
      return out;
    }
    // Xapian opens the files for writing to check them.
    if (out.locked) {
      problems.collect(path.string(), [&] { check_structure(path, database, problems); });
    }
    std::size_t of_segments = 0;
    problems.collect(path.string(), [&] {
      const Xapian::Database opened{database.string()};
      store::require_current(store::read_settings(store::metadata_of(opened)), path.string());
      of_segments = check_articles(path, opened, problems);
    });
    out.rebuild_mends = of_segments > 0 && of_segments == problems.count();
    out.problems = std::move(problems).lines();
    return out;
  });
}

}  // namespace dateline
