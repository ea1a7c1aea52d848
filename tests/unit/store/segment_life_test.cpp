#include <atomic>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <thread>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "segment_contents.h"
#include "store/segment/segment_files.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::IndexWriter;
using dateline::store::OpenSegments;
using dateline::store::SegmentList;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;
namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

Names files_in(const fs::path& index) {
  Names out;
  for (const fs::directory_entry& each : fs::directory_iterator(index / "segments")) {
    out.insert(each.path().filename().string());
  }
  return out;
}

SegmentList list_of(const fs::path& index) {
  const Xapian::Database database{index.string()};
  return dateline::store::decode_segment_list(
      database.get_metadata(std::string{dateline::store::segment_list_key}), {});
}

Names segments_of(const SegmentList& list) {
  Names out;
  for (const auto& each : list.segments) out.insert(each.name);
  return out;
}

std::string problem_of(SnapshotPool& pool) {
  std::string out;
  pool.read([&](Snapshot& snapshot) {
    out = snapshot.segments_problem();
    if (snapshot.profile() == dateline::Profile::full) {
      CHECK(out.empty() == (snapshot.segments() != nullptr));
    }
  });
  return out;
}

std::string problem_of(const fs::path& index) {
  return problem_of(*SnapshotPool::open(index));
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Every article's words are the same in segments and database.
bool agree(SnapshotPool& pool) {
  bool out = false;
  pool.read([&](Snapshot& snapshot) {
    const auto segments = snapshot.segments();
    out = segments && contents_of(*segments) == contents_of(snapshot.database());
  });
  return out;
}

bool agree(const fs::path& index) {
  return agree(*SnapshotPool::open(index));
}

bool is_sound(const fs::path& index) {
  const dateline::CheckReport report = dateline::check_index(index);
  for (const std::string& each : report.problems) MESSAGE(each);
  return report.problems.empty();
}

void add(const fs::path& index, int first, int articles) {
  IndexWriter writer = IndexWriter::open(index);
  RandomArticles random{static_cast<std::uint64_t>(first)};
  for (int i = first; i < first + articles; ++i) writer.add(random.article(std::to_string(i)));
  writer.commit();
}

// An index of two segments.
void fill(const fs::path& index) {
  add(index, 0, 40);
  add(index, 40, 20);
}

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// As who damages a file by hand: the file is another one, readers keep what they have open.
void write_file(const fs::path& path, const std::string& bytes) {
  fs::remove(path);
  std::ofstream{path, std::ios::binary} << bytes;
}

fs::path first_segment(const fs::path& index) {
  return index / "segments" / list_of(index).segments.front().name;
}

void change_by_xapian(const fs::path& index,
                      const std::function<void(Xapian::WritableDatabase&)>& change) {
  Xapian::WritableDatabase database{(index / "db.1").string(), Xapian::DB_OPEN};
  change(database);
  database.commit();
}

}  // namespace

TEST_CASE("an index without articles has a list without segments") {
  const TemporaryFolder folder;
  IndexWriter::open(folder.path());
  CHECK(list_of(folder.path()).segments.empty());
  CHECK(agree(folder.path()));
  CHECK(is_sound(folder.path()));
}

TEST_CASE("each commit makes a segment of what it adds") {
  const TemporaryFolder folder;
  add(folder.path(), 0, 30);
  add(folder.path(), 30, 5);
  const SegmentList list = list_of(folder.path());
  REQUIRE(list.segments.size() == 2);
  CHECK(list.segments[0].articles == 30);
  CHECK(list.segments[1].articles == 5);
  CHECK(list.segments[1].first_docid == 31);
  CHECK(files_in(folder.path()) == segments_of(list));
  CHECK(agree(folder.path()));
}

TEST_CASE("what is not committed leaves no segment") {
  const TemporaryFolder folder;
  fill(folder.path());
  const Names before = files_in(folder.path());
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    writer.add({.id = "x"});
    writer.remove("3");
  }
  CHECK(files_in(folder.path()) == before);
  CHECK(agree(folder.path()));
}

TEST_CASE("replaced and removed articles are marked, those of the same commit too") {
  const TemporaryFolder folder;
  fill(folder.path());
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    writer.add({.id = "3", .headline = "anew"});
    writer.add({.id = "new", .headline = "first"});
    writer.add({.id = "new", .headline = "second"});
    writer.remove("50");
    writer.commit();
  }
  const SegmentList list = list_of(folder.path());
  REQUIRE(list.segments.size() == 3);
  CHECK(list.segments[0].deleted == 1);
  CHECK(list.segments[1].deleted == 1);
  CHECK(list.segments[2].articles == 2);  // written anew: a third of it was deleted
  CHECK(list.segments[2].deleted == 0);
  CHECK(agree(folder.path()));
  CHECK(is_sound(folder.path()));
}

TEST_CASE("a commit whose articles are all gone makes no segment") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  writer.add({.id = "a"});
  writer.remove("a");
  writer.commit();
  CHECK(files_in(folder.path()).empty());
  writer.add({.id = "b"});
  writer.commit();
  writer.remove("b");
  writer.commit();
  CHECK(list_of(folder.path()).segments.empty());
  CHECK(agree(folder.path()));
}

TEST_CASE("segments are merged, and removed after one commit more") {
  const TemporaryFolder folder;
  for (int i = 0; i < 3; ++i) add(folder.path(), 10 * i, 10);
  const Names small = files_in(folder.path());
  CHECK(small.size() == 3);
  add(folder.path(), 30, 10);
  const SegmentList merged = list_of(folder.path());
  CHECK(merged.segments.size() == 1);
  CHECK(Names(merged.retired.begin(), merged.retired.end()) == small);
  Names both = segments_of(merged);
  both.insert(small.begin(), small.end());
  CHECK(files_in(folder.path()) == both);
  CHECK(agree(folder.path()));
  { IndexWriter::open(folder.path()); }
  CHECK(files_in(folder.path()) == both);
  add(folder.path(), 40, 10);
  CHECK(list_of(folder.path()).retired.empty());
  CHECK(files_in(folder.path()) == segments_of(list_of(folder.path())));
  CHECK(agree(folder.path()));
}

TEST_CASE("a segment that is mostly deleted is written anew") {
  const TemporaryFolder folder;
  add(folder.path(), 0, 60);
  const auto lists_of_deleted = [&] {
    const Xapian::Database database{folder.path().string()};
    return std::distance(database.metadata_keys_begin("dateline.deleted."),
                         database.metadata_keys_end("dateline.deleted."));
  };
  IndexWriter writer = IndexWriter::open(folder.path());
  writer.remove("0");
  writer.commit();
  CHECK(lists_of_deleted() == 1);
  for (int i = 1; i < 16; ++i) writer.remove(std::to_string(i * 2));
  writer.commit();
  CHECK(lists_of_deleted() == 0);
  const SegmentList list = list_of(folder.path());
  CHECK(list.segments.front().articles == 44);
  CHECK(list.segments.front().deleted == 0);
  CHECK(agree(folder.path()));
}

TEST_CASE("what a killed writer left is removed by the next") {
  const TemporaryFolder folder;
  fill(folder.path());
  const Names before = files_in(folder.path());
  std::ofstream(folder.path() / "segments" / "0123.seg") << "orphan";
  std::ofstream(folder.path() / "segments" / "0123.seg.new") << "half an orphan";
  { const auto readers_remove_nothing = SnapshotPool::open(folder.path()); }
  CHECK(files_in(folder.path()).size() == before.size() + 2);
  { IndexWriter::open(folder.path()); }
  CHECK(files_in(folder.path()) == before);
}

TEST_CASE("a reader keeps the segments of its commit") {
  const TemporaryFolder folder;
  fill(folder.path());
  const auto pool = SnapshotPool::open(folder.path());
  CHECK(agree(*pool));
  std::shared_ptr<const dateline::store::SegmentSet> before;
  pool->read([&](Snapshot& snapshot) { before = snapshot.segments(); });
  for (int i = 0; i < 6; ++i) add(folder.path(), 100 + i, 1);
  CHECK(before->articles() == 60);
  CHECK_FALSE(fs::exists(before->segments().front().segment->path()));
  CHECK(contents_of(*before).size() == 60);
  pool->reopen();
  CHECK(agree(*pool));
}

TEST_CASE("snapshots of one commit share their segments, and commits in a row their files") {
  const TemporaryFolder folder;
  fill(folder.path());
  const auto pool = SnapshotPool::open(folder.path());
  pool->read([&](Snapshot& outer) {
    pool->read([&](Snapshot& inner) { CHECK(outer.segments() == inner.segments()); });
  });
  std::shared_ptr<const dateline::store::SegmentSet> before;
  pool->read([&](Snapshot& snapshot) { before = snapshot.segments(); });
  add(folder.path(), 70, 1);
  pool->reopen();
  pool->read([&](Snapshot& snapshot) {
    const auto after = snapshot.segments();
    CHECK(after != before);
    CHECK(after->segments().front().segment == before->segments().front().segment);
  });
}

TEST_CASE("a reader that comes too late for its segments goes on to a newer commit") {
  const TemporaryFolder folder;
  fill(folder.path());
  const auto pool = SnapshotPool::open(folder.path());
  int attempts = 0;
  pool->read([&](Snapshot& snapshot) {
    // Not yet asked for when the commits come.
    if (++attempts == 1) {
      for (int i = 0; i < 6; ++i) add(folder.path(), 200 + i, 1);
    }
    const auto segments = snapshot.segments();
    REQUIRE(segments);
    CHECK(segments->articles() == snapshot.database().get_doccount());
  });
  CHECK(attempts == 2);
}

TEST_CASE("readers always have the segments of what they read") {
  const TemporaryFolder folder;
  fill(folder.path());
  const auto pool = SnapshotPool::open(folder.path());
  std::atomic<bool> done = false;
  std::atomic<int> reads = 0;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        pool->reopen();
        pool->read([&](Snapshot& snapshot) {
          const auto segments = snapshot.segments();
          const bool right = segments &&
                             segments->articles() == snapshot.database().get_doccount() &&
                             segments->total_length() == snapshot.database().get_total_length();
          if (!right) ++wrong;
          ++reads;
        });
      }
    });
  }
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    RandomArticles random{test_seed()};
    for (int commit = 0; commit < 60; ++commit) {
      for (int i = 0; i < 3; ++i) writer.add(random.article(std::to_string(random.below(80))));
      writer.commit();
    }
  }
  dateline::compact_index(folder.path());
  dateline::rebuild_index(folder.path());
  done = true;
  for (std::thread& each : readers) each.join();
  CHECK(wrong == 0);
  CHECK(reads > 0);
  CHECK(agree(folder.path()));
}

TEST_CASE("a rebuild tells of each article, and what that throws ends it") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    RandomArticles random{test_seed()};
    for (int i = 0; i < 7; ++i) writer.add(random.article(std::to_string(i)));
    writer.commit();
  }
  std::vector<std::uint64_t> told;
  dateline::rebuild_index(folder.path(), std::nullopt, [&](std::uint64_t done, std::uint64_t all) {
    told.push_back(done);
    CHECK(all == 7);
  });
  CHECK(told == std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7});
  CHECK_THROWS_AS(dateline::rebuild_index(folder.path(), std::nullopt,
                                          [](std::uint64_t done, std::uint64_t) {
                                            if (done == 3) {
                                              throw dateline::Error(dateline::ErrorCode::cancelled,
                                                                    "enough");
                                            }
                                          }),
                  dateline::Error);
  CHECK(agree(folder.path()));
}

TEST_CASE("missing, cut and damaged segments are not used, and made again by a rebuild") {
  const TemporaryFolder folder;
  fill(folder.path());
  const fs::path file = first_segment(folder.path());
  const std::string name = file.filename().string();
  const std::string whole = read_file(file);
  const auto expect = [&](std::string_view problem) {
    CHECK(problem_of(folder.path()) == "the segment " + name + std::string{problem});
    const dateline::CheckReport report = dateline::check_index(folder.path());
    CHECK(report.rebuild_mends);
    REQUIRE(report.problems.size() == 1);
    CHECK(mentions(report.problems.front(), "'indexer rebuild'"));
    dateline::rebuild_index(folder.path());
    CHECK(agree(folder.path()));
    CHECK(is_sound(folder.path()));
    dateline::compact_index(folder.path());
  };
  fs::remove(file);
  CHECK(mentions(problem_of(folder.path()), "is missing"));
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{30}, whole.size() / 2, whole.size() - 1}) {
    write_file(file, whole.substr(0, size));
    CHECK(mentions(problem_of(folder.path()), "is damaged"));
  }
  write_file(file, whole + "x");
  CHECK(mentions(problem_of(folder.path()), "is damaged"));
  std::string other = whole;
  other[9] = static_cast<char>(other[9] ^ 1);
  write_file(file, other);
  CHECK(mentions(problem_of(folder.path()), "another version"));
  fs::copy_file(folder.path() / "segments" / list_of(folder.path()).segments.back().name, file,
                fs::copy_options::overwrite_existing);
  expect(" is damaged");
}

TEST_CASE("whatever byte of a segment changes, check tells or it changes nothing") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  const TemporaryFolder folder;
  add(folder.path(), 0, 30);
  const fs::path file = first_segment(folder.path());
  const std::string whole = read_file(file);
  const auto pool = SnapshotPool::open(folder.path());
  Contents right;
  pool->read([&](Snapshot& snapshot) { right = contents_of(snapshot.database()); });
  int found = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bytes = whole;
    const std::size_t at = random.below(whole.size());
    bytes[at] = static_cast<char>(bytes[at] ^ (1U << random.below(8)));
    write_file(file, bytes);
    CAPTURE(at);
    if (dateline::check_index(folder.path()).rebuild_mends) {
      ++found;
    } else {
      CHECK(agree(folder.path()));
    }
  }
  CHECK(found > 200);
}

TEST_CASE("what another program does to the database is noticed, and a rebuild takes it in") {
  using Database = Xapian::WritableDatabase;
  const auto problem_after = [](const std::function<void(Database&)>& change) {
    const TemporaryFolder folder;
    fill(folder.path());
    change_by_xapian(folder.path(), change);
    std::string out = problem_of(folder.path());
    add(folder.path(), 100, 3);  // a writer does not cover it up
    CHECK(problem_of(folder.path()) == out);
    const auto titles = [&] {
      std::vector<std::string> hits;
      SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
        auto& database = snapshot.database();
        for (auto each = database.postlist_begin({}); each != database.postlist_end({}); ++each) {
          hits.push_back(snapshot.article(*each).article.id);
        }
      });
      return hits;
    };
    const std::vector<std::string> before = titles();
    dateline::rebuild_index(folder.path());
    CHECK(titles() == before);
    CHECK(agree(folder.path()));
    CHECK(is_sound(folder.path()));
    return out;
  };
  CHECK(mentions(problem_after([](Database& database) { database.set_metadata("x", "y"); }),
                 "another program has changed the database"));
  CHECK(mentions(problem_after([](Database& database) { database.delete_document(5); }),
                 "another program has changed the database"));
  CHECK(mentions(problem_after([](Database& database) {
                   Xapian::Document document = database.get_document(7);
                   document.add_term("Zextra", 3);
                   document.add_term("YES");
                   database.replace_document(7, document);
                 }),
                 "another program has changed the database"));
  CHECK(mentions(problem_after([](Database& database) {
                   database.set_metadata("dateline.segments", "nonsense");
                 }),
                 "list of segments is damaged"));
  CHECK(mentions(
      problem_after([](Database& database) { database.set_metadata("dateline.segments", {}); }),
      "has no segments"));
}

TEST_CASE("an article that nobody can read stops a rebuild, which changes nothing") {
  const TemporaryFolder folder;
  fill(folder.path());
  change_by_xapian(folder.path(), [](Xapian::WritableDatabase& database) {
    Xapian::Document foreign;
    foreign.set_data("\001not of ours");
    database.add_document(foreign);
  });
  const Names before = files_in(folder.path());
  CHECK_THROWS_AS(dateline::rebuild_index(folder.path()), dateline::CorruptError);
  CHECK_FALSE(fs::exists(folder / "db.2"));
  CHECK(mentions(problem_of(folder.path()), "another program"));
  { IndexWriter::open(folder.path()); }
  CHECK(files_in(folder.path()) == before);
}

TEST_CASE("merging does not cover up damage") {
  const TemporaryFolder folder;
  fill(folder.path());
  const fs::path file = first_segment(folder.path());
  std::string bytes = read_file(file);
  const std::size_t at = bytes.find("Warsaw");  // in a record
  REQUIRE(at != std::string::npos);
  bytes[at] = 'w';
  write_file(file, bytes);
  CHECK(problem_of(folder.path()).empty());
  CHECK(dateline::check_index(folder.path()).rebuild_mends);
  for (int i = 0; i < 3; ++i) add(folder.path(), 100 + i, 1);
  CHECK(mentions(problem_of(folder.path()), "is damaged"));
  dateline::rebuild_index(folder.path());
  CHECK(agree(folder.path()));
}

TEST_CASE("a reader that has a damaged file open gets the one that a rebuild has made") {
  const TemporaryFolder folder;
  add(folder.path(), 0, 40);
  const fs::path file = first_segment(folder.path());
  std::string bytes = read_file(file);
  bytes[bytes.find("Warsaw")] = 'w';
  write_file(file, bytes);
  const auto pool = SnapshotPool::open(folder.path());
  std::shared_ptr<const dateline::store::Segment> damaged;
  pool->read([&](Snapshot& snapshot) { damaged = snapshot.segments()->segments()[0].segment; });
  dateline::rebuild_index(folder.path());
  CHECK(first_segment(folder.path()) == file);
  pool->reopen();
  pool->read([&](Snapshot& snapshot) {
    for (const auto& each : snapshot.segments()->segments()) {
      CHECK(each.segment != damaged);
      CHECK(dateline::store::damage(*each.segment).empty());
    }
  });
}

TEST_CASE("compaction leaves one segment, here and in a copy") {
  const TemporaryFolder folder;
  const fs::path index = folder / "index";
  const fs::path copy = folder / "copy";
  fill(index);
  IndexWriter::open(index).remove("7");
  add(index, 3, 1);
  dateline::compact_index(index, copy);
  dateline::compact_index(index);
  for (const fs::path& each : {index, copy}) {
    const SegmentList list = list_of(each);
    CHECK(list.segments.size() == 1);
    CHECK(list.segments.front().deleted == 0);
    CHECK(files_in(each) == segments_of(list));
    CHECK(agree(each));
    CHECK(is_sound(each));
    add(each, 300, 2);
    CHECK(agree(each));
  }
}

TEST_CASE("compaction and copies of an index without usable segments say so") {
  const TemporaryFolder folder;
  const fs::path index = folder / "index";
  fill(index);
  fs::remove(first_segment(index));
  dateline::compact_index(index, folder / "copy");
  CHECK(mentions(problem_of(folder / "copy"), "is missing"));
  dateline::compact_index(index);
  CHECK(mentions(problem_of(index), "is missing"));
  dateline::rebuild_index(index);
  CHECK(agree(index));
}

TEST_CASE("terms of another analyser are made anew, database and all") {
  const TemporaryFolder folder;
  fill(folder.path());
  Contents right;
  SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
    for (auto& [docid, article] : contents_of(snapshot.database())) {
      right[static_cast<std::uint32_t>(right.size() + 1)] = article;
    }
  });
  change_by_xapian(folder.path(), [](Xapian::WritableDatabase& database) {
    database.set_metadata("dateline.analyser", "older");
    database.set_metadata("other", "kept");
    Xapian::Document document = database.get_document(9);
    document.add_term("Zolder", 4);
    database.replace_document(9, document);
  });
  CHECK_THROWS_AS(SnapshotPool::open(folder.path()), dateline::VersionError);
  dateline::rebuild_index(folder.path());
  CHECK_FALSE(fs::exists(folder / "db.1"));
  SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
    CHECK(contents_of(snapshot.database()) == right);
    CHECK(snapshot.database().get_metadata("other") == "kept");
  });
  CHECK(agree(folder.path()));
  CHECK(is_sound(folder.path()));
}

TEST_CASE("another schema is not made anew, and without an index nothing is") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(dateline::rebuild_index(folder / "none"), dateline::NotFoundError);
  fill(folder.path());
  change_by_xapian(folder.path(), [](Xapian::WritableDatabase& database) {
    database.set_metadata("dateline.schema", "0");
  });
  CHECK_THROWS_AS(dateline::rebuild_index(folder.path()), dateline::VersionError);
}
