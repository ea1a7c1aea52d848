// A lean database is a full one without words; segments are the same.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <xapian.h>

#include "database_dump.h"
#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "segment_contents.h"
#include "store/schema.h"
#include "store/segment/damaged_segment.h"
#include "store/segment/segment_list.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

namespace fs = std::filesystem;
using dateline::IndexWriter;
using dateline::Profile;
using dateline::WriteMethod;
using dateline::store::DamagedSegmentError;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;

namespace {

// The same articles whatever the options, in several commits.
void fill(const fs::path& index, const dateline::WriterOptions& options) {
  RandomArticles random{test_seed()};
  for (int commit = 0; commit < 3; ++commit) {
    IndexWriter writer = IndexWriter::open(index, options);
    for (int i = 0; i < 60; ++i) writer.add(random.article(std::to_string(commit * 60 + i)));
    writer.commit();
  }
}

void replace_some(const fs::path& index) {
  RandomArticles random{test_seed() + 1};
  IndexWriter writer = IndexWriter::open(index);
  for (int i = 0; i < 40; ++i) writer.add(random.article(std::to_string(random.below(200))));
  for (int i = 0; i < 20; ++i) writer.remove(std::to_string(random.below(200)));
  writer.commit();
}

enum class Words { kept, left_out };

// A dump without what differs between the profiles, and, of a full index, without words.
std::vector<std::string> common_part(const fs::path& index, Words words) {
  const auto is_common = [&](std::string_view term) {
    return words == Words::kept || dateline::store::schema::is_in_database(Profile::lean, term);
  };
  std::vector<std::string> out;
  bool in_common = true;
  for (std::string& line : dump_of_index(index)) {
    if (line.starts_with("metadata dateline.profile")) continue;
    if (line.starts_with("documents ")) line.resize(line.find(" average "));
    if (line.starts_with("document ")) {
      const std::size_t unique = line.find(" unique ");
      line.erase(unique, line.find(" data ") - unique);
    }
    if (!line.starts_with("  ")) in_common = true;
    if (line.starts_with("term ")) {
      in_common = is_common(std::string_view{line}.substr(5, line.rfind(" in ") - 5));
    }
    const bool is_word = line.starts_with("  has ") &&
                         !is_common(std::string_view{line}.substr(6, line.rfind(" wdf ") - 6));
    if (in_common && !is_word) out.push_back(std::move(line));
  }
  return out;
}

std::vector<dateline::store::ListedSegment> listed(const fs::path& index) {
  const Xapian::Database database{index.string()};
  const std::string list = database.get_metadata(std::string{dateline::store::segment_list_key});
  return dateline::store::decode_segment_list(list, {}).segments;
}

void require_sound(const fs::path& index) {
  for (const std::string& each : dateline::check_index(index).problems) FAIL_CHECK(each);
}

fs::path a_segment(const fs::path& index) {
  return index / "segments" / listed(index).front().name;
}

TEST_CASE("a lean database is a full one without words, and has the same segments") {
  for (const WriteMethod method : {WriteMethod::in_place, WriteMethod::rewrite}) {
    CAPTURE(static_cast<int>(method));
    const TemporaryFolder folder;
    const fs::path full = folder / "full";
    const fs::path lean = folder / "lean";
    fill(full, {.method = method, .profile = Profile::full});
    fill(lean, {.method = method});
    for (int round = 0; round < 2; ++round) {
      CHECK(first_difference(common_part(full, Words::left_out), common_part(lean, Words::kept)) ==
            "");
      CHECK(listed(full) == listed(lean));
      CHECK(Xapian::Database{full.string()}.has_positions());
      CHECK_FALSE(Xapian::Database{lean.string()}.has_positions());
      require_sound(lean);
      CHECK(defects(lean / "XAPIANDB") == "");
      replace_some(full);
      replace_some(lean);
    }
  }
}

TEST_CASE("a rebuild turns an index of one profile into one made in the other, and back") {
  const TemporaryFolder folder;
  const fs::path full = folder / "full";
  const fs::path lean = folder / "lean";
  const fs::path turned = folder / "turned";
  fill(full, {.profile = Profile::full});
  fill(lean, {});
  fill(turned, {});
  dateline::rebuild_index(turned, Profile::full);
  CHECK(first_difference(dump_of_index(full), dump_of_index(turned)) == "");
  require_sound(turned);
  dateline::rebuild_index(turned);
  CHECK(first_difference(dump_of_index(full), dump_of_index(turned)) == "");
  dateline::rebuild_index(turned, Profile::lean);
  CHECK(first_difference(dump_of_index(lean), dump_of_index(turned)) == "");
  require_sound(turned);
}

TEST_CASE("an index keeps its profile, and a writer that wants another is told how to change it") {
  const TemporaryFolder folder;
  const fs::path index = folder / "index";
  { IndexWriter::open(index, {.profile = Profile::full}); }
  { IndexWriter::open(index); }
  { IndexWriter::open(index, {.profile = Profile::full}); }
  CHECK(SnapshotPool::open(index)->stats().profile == "full");
  try {
    IndexWriter::open(index, {.profile = Profile::lean});
    FAIL("nothing thrown");
  } catch (const dateline::InvalidArgumentError& error) {
    CHECK(std::string_view{error.what()}.find("'indexer rebuild --profile lean'") !=
          std::string_view::npos);
  }
  dateline::rebuild_index(index, Profile::lean);
  { IndexWriter::open(index, {.profile = Profile::lean}); }
  CHECK(SnapshotPool::open(index)->stats().profile == "lean");
}

TEST_CASE("segments that a lean index lacks are made for the reader, whose disk is as before") {
  const TemporaryFolder folder;
  const TemporaryFolder temporary;
  fill(folder.path(), {});
  replace_some(folder.path());
  Contents right;
  SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
    right = contents_of(*snapshot.segments());
  });
  fs::remove(a_segment(folder.path()));
  const auto pool = SnapshotPool::open(folder.path(), temporary.path());
  pool->read([&](Snapshot& snapshot) {
    CHECK(snapshot.segments_problem().find("is missing") != std::string::npos);
    // Time that is up goes on by an article each time.
    const auto past = std::chrono::steady_clock::now() - std::chrono::hours(1);
    for (std::size_t i = 0; i < right.size(); ++i) CHECK(snapshot.segments(past) == nullptr);
    const auto made = snapshot.segments(past);
    REQUIRE(made);
    CHECK(contents_of(*made) == right);
    CHECK(snapshot.segments() == made);
    CHECK(snapshot.segments_problem().find("is missing") != std::string::npos);
  });
  CHECK(fs::is_empty(temporary.path()));
  // Another commit has others, and a rebuild makes an end of it.
  replace_some(folder.path());
  pool->reopen();
  pool->read([&](Snapshot& snapshot) {
    CHECK(contents_of(*snapshot.segments()) == contents_of(snapshot.database()));
  });
  dateline::rebuild_index(folder.path());
  pool->reopen();
  pool->read([&](Snapshot& snapshot) {
    CHECK(snapshot.segments_problem() == "");
    CHECK(contents_of(*snapshot.segments()) == contents_of(snapshot.database()));
  });
}

TEST_CASE("where segments cannot be made for a reader, the error names the folder") {
  const TemporaryFolder folder;
  fill(folder.path(), {});
  fs::remove(a_segment(folder.path()));
  const auto pool = SnapshotPool::open(folder.path(), folder / "none");
  try {
    pool->read([](Snapshot& snapshot) { snapshot.segments(); });
    FAIL("nothing thrown");
  } catch (const dateline::IoError& error) {
    CHECK(std::string_view{error.what()}.find((folder / "none").string()) !=
          std::string_view::npos);
  }
}

TEST_CASE("segments that say what cannot be are not used, though their checksums are right") {
  const TemporaryFolder folder;
  fill(folder.path(), {});
  SnapshotPool::open(folder.path())->read([](Snapshot& snapshot) {
    const auto before = snapshot.segments();
    CHECK(snapshot.distrust_segments(DamagedSegmentError("a list is damaged")));
    CHECK(snapshot.segments() != before);
    CHECK(snapshot.segments_problem() == "a list is damaged");
    CHECK(contents_of(*snapshot.segments()) == contents_of(snapshot.database()));
  });
}

}  // namespace
