#include <fstream>

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

TEST_CASE("a rebuild that fails leaves no files of what it had committed for itself") {
  const TemporaryFolder folder;
  add(folder.path(), 0, 7);
  const Names before = files_in(folder.path());
  CHECK_THROWS_AS(
      dateline::rebuild_index(folder.path(), dateline::Profile::full,
                              [&](std::uint64_t done, std::uint64_t) {
                                if (done < 3) return;
                                std::ofstream{folder / "segments" / "committed.segment"} << "x";
                                fs::create_directory(folder / "db.9");
                                throw dateline::Error(dateline::ErrorCode::cancelled, "enough");
                              }),
      dateline::Error);
  CHECK(files_in(folder.path()) == before);
  CHECK(!fs::exists(folder / "db.9"));
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
