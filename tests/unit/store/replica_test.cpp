// A replica as xapian-replicate leaves it, made by copying; tests/cli/replica_test.sh has real
// ones.

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "segment_contents.h"
#include "store/index_folder.h"
#include "store/segment/segment_files.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::IndexWriter;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;
namespace fs = std::filesystem;
namespace store = dateline::store;

namespace {

void add(const fs::path& index, int first, int articles) {
  IndexWriter writer = IndexWriter::open(index);
  RandomArticles random{static_cast<std::uint64_t>(first)};
  for (int i = first; i < first + articles; ++i) writer.add(random.article(std::to_string(i)));
  writer.commit();
}

// As after a full copy: into the other of the two folders, which takes over, and the first goes.
void replicate(const fs::path& index, const fs::path& replica, const std::string& to) {
  const std::string from = to == "replica_0" ? "replica_1" : "replica_0";
  fs::create_directories(replica);
  fs::copy(store::current_database(index).path, replica / to);
  std::ofstream(replica / "XAPIANDB.tmp") << "# Made for a test.\n#\nauto " << to << '\n';
  fs::rename(replica / "XAPIANDB.tmp", replica / "XAPIANDB");
  fs::remove_all(replica / from);
}

// As after changesets: the files of the current folder change.
void replicate_in_place(const fs::path& index, const fs::path& replica) {
  fs::copy(store::current_database(index).path, store::current_database(replica).path,
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

std::string problem_of(SnapshotPool& pool) {
  std::string out;
  pool.read([&](Snapshot& snapshot) { out = snapshot.segments_problem(); });
  return out;
}

std::string problem_of(const fs::path& index) {
  return problem_of(*SnapshotPool::open(index));
}

// Whatever segments answer, they have what the database has.
void require_right(SnapshotPool& pool) {
  pool.read([&](Snapshot& snapshot) {
    const auto segments = snapshot.segments();
    REQUIRE(segments);
    CHECK(contents_of(*segments) == contents_of(snapshot.database()));
  });
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const fs::directory_entry& each : fs::directory_iterator(folder)) {
    out[each.path().filename().string()] = read_file(each.path());
  }
  return out;
}

fs::path segment_of(const fs::path& index) {
  for (const fs::directory_entry& each : fs::directory_iterator(index / "segments")) {
    if (each.path().extension() == ".segment") return each.path();
  }
  return {};
}

struct Copied {
  TemporaryFolder folder;
  fs::path index = folder / "index";
  fs::path replica = folder / "replica";
  Copied() {
    add(index, 0, 40);
    {
      IndexWriter writer = IndexWriter::open(index);
      writer.remove("3");
      writer.commit();
    }
    replicate(index, replica, "replica_0");
  }
};

}  // namespace

TEST_CASE("a replica is searched, without segments of its own too") {
  const Copied copied;
  CHECK(store::inspect(copied.replica) == store::FolderState::replica);
  CHECK(store::current_database(copied.replica).is_replica);
  const auto pool = SnapshotPool::open(copied.replica);
  CHECK(mentions(problem_of(*pool), "is missing"));
  require_right(*pool);
}

TEST_CASE("segments are made beside a replica, whose database stays as it is") {
  const Copied copied;
  const auto before = files_in(copied.replica / "replica_0");
  dateline::rebuild_index(copied.replica);
  CHECK(files_in(copied.replica / "replica_0") == before);
  CHECK(problem_of(copied.replica).empty());
  require_right(*SnapshotPool::open(copied.replica));
  const dateline::CheckReport report = dateline::check_index(copied.replica);
  for (const std::string& each : report.problems) MESSAGE(each);
  CHECK(report.problems.empty());
  CHECK(SnapshotPool::open(copied.replica)->stats().segments.count == 1);
}

TEST_CASE("nobody but xapian-replicate changes a replica") {
  const Copied copied;
  const auto before = files_in(copied.replica / "replica_0");
  const auto refused = [&](const auto& action) {
    try {
      action();
      FAIL("not refused");
    } catch (const dateline::InvalidArgumentError& error) {
      CHECK(mentions(error.what(), "is a replica"));
      CHECK(mentions(error.what(), "indexer compact"));
    }
  };
  refused([&] { IndexWriter::open(copied.replica); });
  refused([&] { dateline::compact_index(copied.replica, {}); });
  refused([&] { dateline::rebuild_index(copied.replica, dateline::Profile::full); });
  CHECK(files_in(copied.replica / "replica_0") == before);
}

TEST_CASE("a replica that went on is never answered from segments of before") {
  const Copied copied;
  dateline::rebuild_index(copied.replica);
  add(copied.index, 100, 3);
  bool in_place = false;
  SUBCASE("in the other folder") {
    replicate(copied.index, copied.replica, "replica_1");
  }
  SUBCASE("in place") {
    replicate_in_place(copied.index, copied.replica);
    in_place = true;
  }
  const std::string problem = problem_of(copied.replica);
  CAPTURE(problem);
  CHECK(mentions(problem, "xapian-replicate has brought revision"));
  require_right(*SnapshotPool::open(copied.replica));
  dateline::rebuild_index(copied.replica);
  CHECK(problem_of(copied.replica).empty());
  require_right(*SnapshotPool::open(copied.replica));
  CHECK(files_in(copied.replica / "segments").size() == 2);
  CHECK(fs::exists(copied.replica / (in_place ? "replica_0" : "replica_1")));
}

TEST_CASE("an open reader follows a replica from folder to folder, and finds its new segments") {
  const Copied copied;
  const auto pool = SnapshotPool::open(copied.replica);
  require_right(*pool);
  CHECK_FALSE(pool->reopen());
  for (int turn = 1; turn < 5; ++turn) {
    add(copied.index, 100 * turn, 3);
    replicate(copied.index, copied.replica, turn % 2 == 0 ? "replica_0" : "replica_1");
    CHECK(pool->reopen());
    CHECK_FALSE(problem_of(*pool).empty());
    require_right(*pool);
    pool->read(
        [&](Snapshot& snapshot) { CHECK(snapshot.database().get_doccount() == 39 + 3U * turn); });
    dateline::rebuild_index(copied.replica);
    CHECK(pool->reopen());
    CHECK(problem_of(*pool).empty());
    require_right(*pool);
    CHECK_FALSE(pool->reopen());
  }
}

TEST_CASE("segments that the replicated list names are used where they are") {
  const Copied copied;
  fs::copy(copied.index / "segments", copied.replica / "segments");
  CHECK(problem_of(copied.replica).empty());
  require_right(*SnapshotPool::open(copied.replica));
}

TEST_CASE("of damaged segments of a replica none is used, until they are made again") {
  const Copied copied;
  dateline::rebuild_index(copied.replica);
  const fs::path list = copied.replica / "segments" / "list";
  const fs::path segment = segment_of(copied.replica);
  const std::string whole_list = read_file(list);
  for (std::size_t i = 0; i < whole_list.size(); ++i) {
    std::string other = whole_list;
    other[i] = static_cast<char>(other[i] ^ 1);
    std::ofstream{list, std::ios::binary} << other;
    CHECK_FALSE(problem_of(copied.replica).empty());
  }
  require_right(*SnapshotPool::open(copied.replica));
  std::ofstream{list, std::ios::binary} << whole_list;
  CHECK(problem_of(copied.replica).empty());
  const auto pool = SnapshotPool::open(copied.replica);
  const std::string whole = read_file(segment);
  fs::remove(segment);
  SUBCASE("missing") {
    CHECK(mentions(problem_of(copied.replica), "is missing"));
    require_right(*SnapshotPool::open(copied.replica));
  }
  SUBCASE("cut") {
    std::ofstream{segment, std::ios::binary} << whole.substr(0, whole.size() / 2);
    CHECK(mentions(problem_of(copied.replica), "is damaged"));
    require_right(*SnapshotPool::open(copied.replica));
  }
  dateline::rebuild_index(copied.replica);
  CHECK(pool->reopen());
  CHECK(problem_of(*pool).empty());
  require_right(*pool);
}

TEST_CASE("a copy of a replica is an index of its own, from which nothing is left out") {
  const Copied copied;
  dateline::rebuild_index(copied.replica);
  const fs::path copy = copied.folder / "copy";
  dateline::compact_index(copied.replica, copy);
  CHECK(store::inspect(copy) == store::FolderState::index);
  CHECK(problem_of(copy).empty());
  {
    const Xapian::Database database{copy.string()};
    CHECK(database.metadata_keys_begin("dateline.deleted.") ==
          database.metadata_keys_end("dateline.deleted."));
  }
  add(copy, 200, 2);
  CHECK(dateline::check_index(copy).problems.empty());
}

TEST_CASE("a replica whose terms are of another analyser is to be made anew where it comes from") {
  const Copied copied;
  {
    Xapian::WritableDatabase database{store::current_database(copied.index).path.string(),
                                      Xapian::DB_OPEN};
    database.set_metadata("dateline.analyser", "older");
    database.commit();
  }
  replicate(copied.index, copied.replica, "replica_1");
  CHECK_THROWS_AS(dateline::rebuild_index(copied.replica), dateline::VersionError);
}

TEST_CASE("a replica that changes while its segments are made is not given them") {
  const Copied copied;
  try {
    dateline::rebuild_index(copied.replica, std::nullopt, [&](std::uint64_t done, std::uint64_t) {
      if (done != 1) return;
      add(copied.index, 100, 3);
      replicate(copied.index, copied.replica, "replica_1");
    });
    FAIL("not noticed");
  } catch (const dateline::Error& error) {
    CHECK(error.code() == dateline::ErrorCode::unavailable);
    CHECK(mentions(error.what(), "Stop xapian-replicate"));
  }
  CHECK_FALSE(fs::exists(copied.replica / "segments" / "list"));
  dateline::rebuild_index(copied.replica);
  CHECK(files_in(copied.replica / "segments").size() == 2);
  require_right(*SnapshotPool::open(copied.replica));
}
