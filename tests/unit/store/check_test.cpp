#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <fstream>
#include <functional>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "store/glass/termlist_check.h"
#include "store/index_folder.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::IndexWriter;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;
namespace fs = std::filesystem;

namespace {

void fill(const fs::path& index, int articles, const dateline::WriterOptions& options = {}) {
  RandomArticles random{test_seed()};
  IndexWriter writer = IndexWriter::open(index, options);
  for (int i = 0; i < articles; ++i) writer.add(random.article(std::to_string(i)));
  writer.commit();
}

// Changes the first article of a new index behind the library's back, and says what check finds.
std::vector<std::string> problems_after(
    const std::function<void(Xapian::WritableDatabase&, Xapian::Document&)>& change,
    dateline::Profile profile = dateline::Profile::full) {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path(), {.profile = profile});
    dateline::Article article{.id = "first", .headline = "Ferry", .body = "Sails late"};
    article.people.emplace().push_back({"mira-lund", "Mira Lund", dateline::Origin::found});
    writer.add(article);
    writer.add({.id = "second"});
    writer.commit();
  }
  {
    Xapian::WritableDatabase database{(folder / "db.1").string(), Xapian::DB_OPEN};
    Xapian::Document document = database.get_document(1);
    change(database, document);
    database.replace_document(1, document);
    database.commit();
  }
  return dateline::check_index(folder.path()).problems;
}

bool mentions(const std::vector<std::string>& problems, std::string_view text) {
  return std::ranges::any_of(
      problems, [&](const std::string& each) { return each.find(text) != std::string::npos; });
}

// Reads all there is; any error of the library's own kinds is an answer.
void read_everything(const fs::path& index) {
  try {
    const auto pool = SnapshotPool::open(index);
    pool->stats();
    pool->read([](Snapshot& snapshot) {
      auto& database = snapshot.database();
      for (auto each = database.postlist_begin({}); each != database.postlist_end({}); ++each) {
        snapshot.article(*each);
      }
    });
  } catch (const dateline::Error&) {
  }
}

enum class Verdict { sound, damaged, misjudged, crashed };

// In a process of its own, so that a crash is seen and not suffered.
template <class Action>
Verdict verdict_of(const Action& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(20);
    Verdict out = Verdict::crashed;
    try {
      out = action();
    } catch (const dateline::Error& error) {
      // A damaged version or revision cannot be told from one of another program or commit.
      const bool is_damage = error.code() == dateline::ErrorCode::corrupt ||
                             error.code() == dateline::ErrorCode::version ||
                             error.code() == dateline::ErrorCode::unavailable;
      out = is_damage ? Verdict::damaged : Verdict::misjudged;
    } catch (...) {
    }
    ::_exit(static_cast<int>(out));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? static_cast<Verdict>(WEXITSTATUS(status)) : Verdict::crashed;
}

Verdict examine(const fs::path& index) {
  return verdict_of([&] {
    read_everything(index);
    return dateline::check_index(index).problems.empty() ? Verdict::sound : Verdict::damaged;
  });
}

Verdict compact(const fs::path& index) {
  return verdict_of([&] {
    const TemporaryFolder folder;
    dateline::compact_index(index, folder / "copy");
    return Verdict::sound;
  });
}

void flip_a_bit(const fs::path& file, const std::string& whole, RandomArticles& random) {
  std::string bytes = whole;
  const std::size_t at = random.below(whole.size());
  bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << random.below(8)));
  std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void write_file(const fs::path& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
}

}  // namespace

TEST_CASE("an index as written is sound") {
  const TemporaryFolder folder;
  fill(folder.path(), 120);
  const dateline::CheckReport report = dateline::check_index(folder.path());
  for (const std::string& each : report.problems) FAIL_CHECK(each);
  CHECK(report.articles == 120);
}

TEST_CASE("check wants an index, and the index to itself") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(dateline::check_index(folder / "none"), dateline::NotFoundError);
  const IndexWriter writer = IndexWriter::open(folder.path());
  CHECK_THROWS_AS(dateline::check_index(folder.path()), dateline::LockedError);
}

TEST_CASE("check finds what Xapian's own check cannot know") {
  using Database = Xapian::WritableDatabase;
  using Document = Xapian::Document;
  CHECK(problems_after([](Database&, Document&) {}).empty());
  CHECK(mentions(problems_after([](Database&, Document& d) { d.add_term("Zextra"); }),
                 "'Zextra' does not belong"));
  CHECK(mentions(problems_after([](Database&, Document& d) { d.remove_term("sails"); }),
                 "'sails' is missing"));
  CHECK(mentions(problems_after([](Database&, Document& d) { d.add_posting("late", 40, 0); }),
                 "'late' has other places"));
  CHECK(mentions(
      problems_after([](Database&, Document& d) { d.add_term("late"); }, dateline::Profile::lean),
      "'late' does not belong"));
  CHECK(mentions(problems_after([](Database&, Document& d) { d.remove_term("Zlate"); },
                                dateline::Profile::lean),
                 "'Zlate' is missing"));
  CHECK(mentions(problems_after([](Database&, Document& d) { d.add_term("Zlate", 1); }),
                 "'Zlate' has other places or another frequency"));
  CHECK(mentions(problems_after([](Database&, Document& d) { d.add_value(0, "1234"); }), "values"));
  CHECK(mentions(problems_after([](Database&, Document& d) { d.set_data("garbage"); }),
                 "document 1: the stored article"));
  CHECK(mentions(problems_after([](Database& database, Document&) {
                   Document twin = database.get_document(2);
                   database.add_document(twin);
                 }),
                 "stands 2 times"));
  CHECK(mentions(problems_after([](Database& database, Document&) {
                   database.set_metadata("dateline.languages", "en 7\n");
                 }),
                 "languages"));
  CHECK(mentions(problems_after([](Database& database, Document&) {
                   database.set_metadata("dateline.person.mira-lund", "");
                 }),
                 "people"));
}

TEST_CASE("damaged files give errors, never crashes, and changed articles are found") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  const TemporaryFolder folder;
  fill(folder.path(), 40);
  for (const fs::directory_entry& entry : fs::directory_iterator{folder / "db.1"}) {
    const std::string name = entry.path().filename().string();
    if (name == "flintlock") continue;
    const std::string whole = read_file(entry.path());
    INFO(name);
    for (int round = 0; round < 6; ++round) {
      std::string bytes = whole;
      bytes.resize(random.below(whole.size()));
      write_file(entry.path(), bytes);
      CAPTURE(bytes.size());
      CHECK(examine(folder.path()) == Verdict::damaged);
    }
    for (int round = 0; round < 12; ++round) {
      CAPTURE(round);
      flip_a_bit(entry.path(), whole, random);
      CHECK(examine(folder.path()) != Verdict::crashed);
    }
    write_file(entry.path(), whole);
  }
  CHECK(examine(folder.path()) == Verdict::sound);
}

TEST_CASE("check survives damaged term lists, which Xapian reads beyond their ends") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  const TemporaryFolder folder;
  // Tables that are built, since what zlib has deflated it seldom inflates after a change.
  fill(folder.path(), 200, {.method = dateline::WriteMethod::rewrite});
  const fs::path table = dateline::store::current_database(folder.path()).path / "termlist.glass";
  const std::string whole = read_file(table);
  int told = 0;
  for (int round = 0; round < 100; ++round) {
    CAPTURE(round);
    flip_a_bit(table, whole, random);
    const Verdict verdict = examine(folder.path());
    CHECK(verdict != Verdict::crashed);
    try {
      dateline::store::glass::check_termlists(table.parent_path());
    } catch (const dateline::Error&) {
      CHECK(verdict == Verdict::damaged);
      if (++told > 1) continue;
      const std::vector<std::string> problems = dateline::check_index(folder.path()).problems;
      CHECK(mentions(problems, "the rest was not checked"));
    }
  }
  CHECK(told > 15);
}

TEST_CASE("compaction says that a table is damaged, and takes it for nothing else") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  const TemporaryFolder folder;
  fill(folder.path(), 200, {.method = dateline::WriteMethod::rewrite});
  const fs::path database = dateline::store::current_database(folder.path()).path;
  for (const char* name : {"postlist.glass", "termlist.glass", "docdata.glass"}) {
    INFO(name);
    const std::string whole = read_file(database / name);
    int refused = 0;
    for (int round = 0; round < 40; ++round) {
      CAPTURE(round);
      flip_a_bit(database / name, whole, random);
      const Verdict verdict = compact(folder.path());
      CHECK((verdict == Verdict::sound || verdict == Verdict::damaged));
      refused += static_cast<int>(verdict == Verdict::damaged);
    }
    if (std::string_view{name} == "postlist.glass") CHECK(refused > 0);
    fs::remove(database / name);
    CHECK(compact(folder.path()) == Verdict::damaged);
    write_file(database / name, whole);
  }
  CHECK(compact(folder.path()) == Verdict::sound);
}

TEST_CASE("who may not write an index checks it without the lock") {
  const TemporaryFolder folder;
  fill(folder.path(), 5);
  CHECK(dateline::check_index(folder.path()).locked);
  const auto write = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  const auto read = fs::perms::others_read | fs::perms::others_exec;
  fs::permissions(folder.path(), read, fs::perm_options::add);
  for (const fs::path& each : {folder.path(), folder / "lock"}) {
    fs::permissions(each, write, fs::perm_options::remove);
  }
  const pid_t child = ::fork();
  if (child == 0) {
    // Root may write everything.
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
    try {
      const dateline::CheckReport report = dateline::check_index(folder.path());
      ::_exit(report.problems.empty() && report.articles == 5 && !report.locked ? 0 : 1);
    } catch (...) {
      ::_exit(3);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  fs::permissions(folder.path(), fs::perms::owner_write, fs::perm_options::add);
}
