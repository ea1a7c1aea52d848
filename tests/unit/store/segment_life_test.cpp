#include <atomic>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "segment_contents.h"
#include "segment_state.h"
#include "support/temporary_folder.h"

using dateline::IndexWriter;
using dateline::store::OpenSegments;
using dateline::store::Snapshot;
using namespace segment_state;

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
