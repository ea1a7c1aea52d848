#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "little_space.h"
#include "random_articles.h"
#include "store/index_folder.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::IndexWriter;
using dateline::Profile;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;
namespace fs = std::filesystem;

namespace {

void fill(const fs::path& index, int articles) {
  RandomArticles random{test_seed()};
  IndexWriter writer = IndexWriter::open(index);
  for (int i = 0; i < articles; ++i) writer.add(random.article(std::to_string(i)));
  writer.remove("0");
  writer.remove(std::to_string(articles - 1));
  writer.commit();
}

// Bytes of the tables of the current database.
std::uint64_t tables_of(const fs::path& index) {
  std::uint64_t out = 0;
  const fs::path database = dateline::store::current_database(index).path;
  for (const auto& file : fs::directory_iterator(database)) {
    if (file.path().extension() == ".glass") out += file.file_size();
  }
  return out;
}

std::vector<std::pair<Xapian::docid, std::string>> contents(SnapshotPool& pool) {
  std::vector<std::pair<Xapian::docid, std::string>> out;
  pool.read([&](Snapshot& snapshot) {
    out.clear();
    auto& database = snapshot.database();
    for (auto each = database.postlist_begin({}); each != database.postlist_end({}); ++each) {
      out.emplace_back(*each, database.get_document(*each).get_data());
    }
  });
  return out;
}

}  // namespace

TEST_CASE("compaction keeps every article under its number") {
  const TemporaryFolder folder;
  fill(folder.path(), 60);
  const auto before = contents(*SnapshotPool::open(folder.path()));
  dateline::compact_index(folder.path());
  CHECK(contents(*SnapshotPool::open(folder.path())) == before);
  CHECK(dateline::check_index(folder.path()).problems.empty());
}

TEST_CASE("a new index does not grow by compaction, and shrinks where articles are gone") {
  for (const Profile profile : {Profile::lean, Profile::full}) {
    CAPTURE(profile);
    const TemporaryFolder folder;
    RandomArticles random{test_seed()};
    IndexWriter::open(folder.path(), {.profile = profile});
    const auto write = [&](const auto& change) {
      IndexWriter writer =
          IndexWriter::open(folder.path(), {.method = dateline::WriteMethod::rewrite});
      change(writer);
      writer.commit();
    };
    write([&](IndexWriter& writer) {
      for (int i = 0; i < 600; ++i) writer.add(random.article(std::to_string(i)));
    });
    const std::uint64_t fresh = tables_of(folder.path());
    dateline::compact_index(folder.path());
    CHECK(tables_of(folder.path()) <= fresh);
    {
      IndexWriter writer =
          IndexWriter::open(folder.path(), {.method = dateline::WriteMethod::in_place});
      for (int i = 0; i < 300; ++i) writer.remove(std::to_string(2 * i));
      writer.commit();
    }
    dateline::compact_index(folder.path());
    CHECK(tables_of(folder.path()) < fresh * 2 / 3);
    CHECK(dateline::check_index(folder.path()).problems.empty());
  }
}

TEST_CASE("what another program has written into the database outlives compaction") {
  constexpr Xapian::valueno unknown_slot = 77;
  const TemporaryFolder folder;
  fill(folder.path(), 20);
  {
    Xapian::WritableDatabase writer{(folder / "db.1").string(), Xapian::DB_OPEN};
    Xapian::Document document = writer.get_document(5);
    document.add_value(unknown_slot, "kept");
    writer.replace_document(5, document);
    writer.add_spelling("kept");
    writer.commit();
  }
  dateline::compact_index(folder.path());
  const Xapian::Database after{folder / "XAPIANDB"};
  CHECK(after.get_document(5).get_value(unknown_slot) == "kept");
  CHECK(after.spellings_begin() != after.spellings_end());
}

TEST_CASE("a number that a compacted index has lost is not given again") {
  const TemporaryFolder folder;
  fill(folder.path(), 10);
  dateline::compact_index(folder.path());
  IndexWriter writer = IndexWriter::open(folder.path());
  writer.add({.id = "new"});
  writer.commit();
  SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
    CHECK(snapshot.find("new") == Xapian::docid{11});
  });
}

TEST_CASE("readers go on through a compaction and find the new database") {
  const TemporaryFolder folder;
  fill(folder.path(), 30);
  const auto pool = SnapshotPool::open(folder.path());
  const auto before = contents(*pool);
  dateline::compact_index(folder.path());
  CHECK(contents(*pool) == before);
  CHECK(pool->reopen());
  CHECK_FALSE(pool->reopen());
  CHECK(contents(*pool) == before);
  fill(folder.path(), 5);
  CHECK_FALSE(fs::exists(folder / "db.1"));
  CHECK(pool->reopen());
  CHECK(contents(*pool) != before);
}

TEST_CASE("an index can be compacted into another folder, which must not exist") {
  const TemporaryFolder folder;
  const fs::path index = folder / "index";
  const fs::path copy = folder / "copy";
  fill(index, 30);
  dateline::compact_index(index, copy);
  CHECK(contents(*SnapshotPool::open(copy)) == contents(*SnapshotPool::open(index)));
  CHECK(dateline::check_index(copy).problems.empty());
  CHECK_THROWS_AS(dateline::compact_index(index, copy), dateline::InvalidArgumentError);
  CHECK(fs::exists(copy / "XAPIANDB"));
  IndexWriter::open(copy).add({.id = "more"});
}

TEST_CASE("where there is no index there is nothing to compact") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(dateline::compact_index(folder / "none"), dateline::NotFoundError);
  CHECK_FALSE(fs::exists(folder / "none"));
  CHECK_THROWS_AS(dateline::compact_index(folder.path()), dateline::NotFoundError);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("lack of space is an I/O error, and leaves the index as it was") {
  const TemporaryFolder folder;
  const fs::path index = folder / "index";
  fill(index, 60);
  const auto before = contents(*SnapshotPool::open(index));
  const auto compact = [&] { dateline::compact_index(index); };
  const auto copy = [&] { dateline::compact_index(index, folder / "copy"); };
  const auto add = [&] { fill(index, 400); };
  for (const rlim_t bytes : {0, 100, 9000, 17000, 33000}) {
    INFO("limit ", bytes);
    CHECK(code_with_little_space(bytes, compact) == io_code);
    CHECK(code_with_little_space(bytes, copy) == io_code);
    CHECK_FALSE(fs::exists(folder / "copy"));
    CHECK(code_with_little_space(bytes, add) == io_code);
    CHECK(contents(*SnapshotPool::open(index)) == before);
  }
  IndexWriter::open(index);
  CHECK(dateline::check_index(index).problems.empty());
}

TEST_CASE("compaction leaves one database, and readers of the old one go on") {
  const TemporaryFolder folder;
  fill(folder.path(), 40);
  const auto pool = SnapshotPool::open(folder.path());
  const auto before = contents(*pool);
  pool->read([&](Snapshot& snapshot) {
    dateline::compact_index(folder.path());
    CHECK_FALSE(fs::exists(folder / "db.1"));
    CHECK(snapshot.database().get_doccount() == before.size());
    for (const auto& [docid, data] : before) {
      CHECK(snapshot.database().get_document(docid).get_data() == data);
    }
  });
  CHECK(fs::exists(folder / "db.2"));
  CHECK(contents(*pool) == before);
  pool->reopen();
  CHECK(contents(*pool) == before);
}
