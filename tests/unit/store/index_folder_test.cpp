#include "store/index_folder.h"

#include <cstdlib>
#include <fstream>

#include <doctest/doctest.h>
#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "support/temporary_folder.h"

using namespace dateline::store;
using dateline::IndexWriter;
namespace fs = std::filesystem;

namespace {

void make_index(const fs::path& index) {
  IndexWriter writer = IndexWriter::open(index);
  writer.add({.id = "1", .headline = "Ferry"});
  writer.commit();
}

}  // namespace

TEST_CASE("an index is a folder that Xapian's programs can read") {
  const TemporaryFolder folder;
  make_index(folder.path());
  CHECK(inspect(folder.path()) == FolderState::index);
  CHECK(own_database(folder.path()) == 1);
  CHECK(Xapian::Database{folder.path().string()}.get_doccount() == 1);
  CHECK(Xapian::Database::check((folder / "XAPIANDB").string()) == 0);
}

TEST_CASE("an index can be moved") {
  const TemporaryFolder folder;
  make_index(folder / "here");
  fs::rename(folder / "here", folder / "there");
  CHECK(Xapian::Database{(folder / "there").string()}.get_doccount() == 1);
  CHECK_NOTHROW(IndexWriter::open(folder / "there"));
}

TEST_CASE("the current database is the one that was set last") {
  const TemporaryFolder folder;
  make_index(folder.path());
  fs::copy(folder / "db.1", folder / "db.12");
  set_current_database(folder.path(), 12);
  CHECK(own_database(folder.path()) == 12);
  remove_other_databases(folder.path(), 12);
  CHECK_FALSE(fs::exists(folder / "db.1"));
  CHECK(Xapian::Database{folder.path().string()}.get_doccount() == 1);
}

TEST_CASE("what a killed attempt to make an index left is begun anew") {
  const TemporaryFolder folder;
  make_index(folder / "made");
  fs::create_directories(folder / "killed/db.1");
  std::ofstream(folder / "killed/lock").flush();
  std::ofstream(folder / "killed/XAPIANDB.new") << "au";
  CHECK(inspect(folder / "killed") == FolderState::fresh);
  make_index(folder / "killed");
  CHECK_FALSE(fs::exists(folder / "killed/XAPIANDB.new"));
  CHECK(inspect(folder / "nowhere") == FolderState::fresh);
}

TEST_CASE("articles whose index has lost its stub are not thrown away") {
  const TemporaryFolder folder;
  make_index(folder.path());
  fs::remove(folder / "XAPIANDB");
  CHECK(inspect(folder.path()) == FolderState::damaged);
  CHECK_THROWS_AS(IndexWriter::open(folder.path()), dateline::CorruptError);
  std::ofstream(folder / "XAPIANDB") << "auto db.1\n";
  CHECK_NOTHROW(IndexWriter::open(folder.path()));
  CHECK(Xapian::Database{folder.path().string()}.get_doccount() == 1);
}

TEST_CASE("a stub of somebody else is not ours to change") {
  const TemporaryFolder folder;
  std::ofstream(folder / "XAPIANDB") << "remote :example.org:8080\n";
  CHECK(inspect(folder.path()) == FolderState::foreign);
  CHECK_THROWS_AS(IndexWriter::open(folder.path()), dateline::InvalidArgumentError);
}
