#include "store/snapshot.h"

#include <atomic>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>

#include "base/dates.h"
#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "support/temporary_folder.h"

using dateline::Article;
using dateline::Date;
using dateline::IndexStats;
using dateline::IndexWriter;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;

namespace {

constexpr int articles = 12;

// Words enough that the articles take many blocks: what fits into one is read when the index is
// opened, and can no more be overtaken.
std::string filler(int commit) {
  RandomArticles random{static_cast<std::uint64_t>(commit)};
  std::string out;
  for (int i = 0; i < 300; ++i) out += std::to_string(random.below(1'000'000)) + ' ';
  return out;
}

// Every article says which commit it is of.
void write_commit(IndexWriter& writer, int commit) {
  const std::string body = filler(commit);
  for (int i = 0; i < articles; ++i) {
    writer.add({.id = std::to_string(i), .headline = std::to_string(commit), .body = body});
  }
  writer.commit();
}

// The commit that a snapshot reads, and whether all of its articles are of it.
struct Sight {
  int commit = 0;
  bool whole = true;
};

Sight look(Snapshot& snapshot) {
  Sight out;
  for (int i = 0; i < articles; ++i) {
    const auto docid = snapshot.find(std::to_string(i));
    const int commit = docid ? std::stoi(snapshot.article(*docid).article.headline) : -1;
    if (i == 0) out.commit = commit;
    out.whole = out.whole && commit == out.commit;
  }
  return out;
}

}  // namespace

TEST_CASE("what is no index is not opened") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(SnapshotPool::open(folder / "none"), dateline::NotFoundError);
  CHECK_THROWS_AS(SnapshotPool::open(folder.path()), dateline::NotFoundError);
  std::ofstream(folder / "XAPIANDB") << "auto /somewhere/else\n";
  CHECK_THROWS_AS(SnapshotPool::open(folder.path()), dateline::CorruptError);
  std::ofstream(folder / "XAPIANDB") << "auto db.7\n";
  CHECK_THROWS_AS(SnapshotPool::open(folder.path()), dateline::CorruptError);
}

TEST_CASE("readers see a new commit after reopening, and say whether there was one") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  write_commit(writer, 1);
  const auto pool = SnapshotPool::open(folder.path());
  const auto commit = [&] {
    int out = 0;
    pool->read([&](Snapshot& snapshot) { out = look(snapshot).commit; });
    return out;
  };
  CHECK(commit() == 1);
  write_commit(writer, 2);
  CHECK(commit() == 1);
  CHECK(pool->reopen());
  CHECK(commit() == 2);
  CHECK_FALSE(pool->reopen());
}

TEST_CASE("a snapshot inside another is never older") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  write_commit(writer, 1);
  const auto pool = SnapshotPool::open(folder.path());
  int inner = 0;
  pool->read([&](Snapshot&) {
    write_commit(writer, 2);
    pool->read([&](Snapshot& snapshot) { inner = look(snapshot).commit; });
  });
  CHECK(inner == 2);
  for (int i = 0; i < 3; ++i) {
    pool->read([&](Snapshot& snapshot) { CHECK(look(snapshot).commit == 2); });
  }
}

TEST_CASE("a reader that is overtaken repeats the whole action on a newer commit") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  write_commit(writer, 1);
  const auto pool = SnapshotPool::open(folder.path());
  int attempts = 0;
  Sight sight;
  pool->read([&](Snapshot& snapshot) {
    if (++attempts == 1) {
      for (int commit = 2; commit < 10; ++commit) write_commit(writer, commit);
    }
    sight = look(snapshot);
  });
  CHECK(attempts == 2);
  CHECK(sight.whole);
  CHECK(sight.commit == 9);
}

TEST_CASE("an action that is overtaken again and again ends with an error") {
  const TemporaryFolder folder;
  IndexWriter::open(folder.path());
  const auto pool = SnapshotPool::open(folder.path());
  int attempts = 0;
  try {
    pool->read([&](Snapshot&) {
      ++attempts;
      throw Xapian::DatabaseModifiedError("overtaken");
    });
    FAIL("nothing thrown");
  } catch (const dateline::Error& error) {
    CHECK(error.code() == dateline::ErrorCode::unavailable);
  }
  CHECK(attempts > 1);
  CHECK(attempts < 100);
}

TEST_CASE("an error of the action comes out as it is, and the next read works") {
  const TemporaryFolder folder;
  IndexWriter::open(folder.path());
  const auto pool = SnapshotPool::open(folder.path());
  const auto cancel = [](Snapshot&) {
    throw dateline::Error(dateline::ErrorCode::cancelled, "stopped");
  };
  CHECK_THROWS_WITH_AS(pool->read(cancel), "stopped", dateline::Error);
  const auto fail = [](Snapshot&) { throw Xapian::DatabaseCorruptError("bad block"); };
  CHECK_THROWS_AS(pool->read(fail), dateline::CorruptError);
  CHECK_NOTHROW(pool->read([](Snapshot& snapshot) { snapshot.find("1"); }));
  CHECK_THROWS_AS(pool->read([](Snapshot& snapshot) { snapshot.article(99); }),
                  dateline::NotFoundError);
}

TEST_CASE("readers on many threads see whole commits while a writer goes on and compacts") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    write_commit(writer, 1);
  }
  const auto pool = SnapshotPool::open(folder.path());
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0;
  std::atomic<int> backward = 0;
  std::atomic<int> failed = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      int last = 0;
      while (!done) {
        try {
          Sight sight;
          pool->read([&](Snapshot& snapshot) { sight = look(snapshot); });
          if (!sight.whole) ++torn;
          if (sight.commit < last) ++backward;
          last = sight.commit;
          pool->reopen();
        } catch (const dateline::Error&) {
          ++failed;
        }
      }
    });
  }
  int commit = 1;
  for (int round = 0; round < 4; ++round) {
    {
      IndexWriter writer = IndexWriter::open(folder.path());
      for (int i = 0; i < 8; ++i) write_commit(writer, ++commit);
    }
    dateline::compact_index(folder.path());
  }
  done = true;
  for (std::thread& each : readers) each.join();
  CHECK(torn == 0);
  CHECK(backward == 0);
  CHECK(failed == 0);
  pool->reopen();
  pool->read([&](Snapshot& snapshot) { CHECK(look(snapshot).commit == commit); });
}

TEST_CASE("languages come with the most frequent first") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path(), {.default_language = "fr"});
  const auto pool = SnapshotPool::open(folder.path());
  using Languages = std::vector<std::string>;
  const auto languages = [&] {
    Languages out;
    pool->reopen();
    pool->read([&](Snapshot& snapshot) { out = snapshot.languages(); });
    return out;
  };
  CHECK(languages() == Languages{"en"});
  writer.add({.id = "1"});
  writer.add({.id = "2"});
  writer.add({.id = "3", .language = "de-AT"});
  writer.commit();
  CHECK(languages() == Languages{"fr", "de"});
  writer.remove("1");
  writer.add({.id = "2", .language = "ger"});
  writer.commit();
  CHECK(languages() == Languages{"de"});
}

TEST_CASE("the statistics of an index are those of its articles") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    Article first{.id = "1", .headline = "Ferry sails", .body = "Lead here.\n\nThen more words"};
    first.date = Date{std::chrono::year{2007} / 2 / 22};
    first.countries.emplace();
    for (const char* key : {"RU", "SUHH", "Freedonia"}) first.countries->push_back({key});
    Article second{.id = "2", .body = "Lead"};
    second.date = Date{std::chrono::year{1987} / 4 / 1};
    second.countries.emplace().push_back({"RU"});
    second.topics.emplace().push_back({"politics/diplomacy"});
    Article removed{.id = "3"};
    removed.date = Date{std::chrono::year{1900} / 1 / 1};
    removed.countries.emplace().push_back({"gone"});
    writer.add(first);
    writer.add(second);
    writer.add(removed);
    writer.commit();
    writer.remove("3");
    writer.commit();
  }
  const IndexStats stats = SnapshotPool::open(folder.path())->stats();
  CHECK(stats.articles == 2);
  CHECK(stats.terms > 20);
  CHECK(stats.average_length == doctest::Approx((4 + 4 + 3 + 2) / 2.0));
  CHECK(stats.first_date == Date{std::chrono::year{1987} / 4 / 1});
  CHECK(stats.last_date == Date{std::chrono::year{2007} / 2 / 22});
  CHECK(stats.languages == std::vector<std::string>{"en"});
  CHECK(stats.schema_version == 1);
  CHECK(stats.profile == "lean");
  const auto field = [&](std::string_view name) {
    for (const IndexStats::Field& each : stats.facets) {
      if (each.name == name) return each;
    }
    return IndexStats::Field{};
  };
  CHECK(field("country").articles == 2);
  CHECK(field("country").values == 3);
  CHECK(field("country").unmapped == 1);
  CHECK(field("topic").articles == 1);
  CHECK(field("topic").values == 2);
  CHECK(field("person").articles == 0);
  CHECK(field("year").values == 2);
  std::uint64_t bytes = 0;
  for (const IndexStats::File& each : stats.files) bytes += each.bytes;
  CHECK(bytes == stats.bytes_on_disk);
  CHECK(stats.files.size() >= 5);
}
