#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "dateline/index_writer.h"
#include "little_space.h"
#include "random_articles.h"
#include "store/snapshot.h"
#include "store/space_reservation.h"
#include "support/temporary_folder.h"

using dateline::Article;
using dateline::IndexWriter;
using dateline::store::SpaceReservation;
namespace fs = std::filesystem;

namespace {

constexpr int articles_a_commit = 200;

// Hardly a word, but values: what is written of an article is mostly them.
Article article(int number, std::string_view version) {
  Article out;
  out.id = std::to_string(number);
  out.source = fmt::format("{} {} {}", version, std::string(120, 's'), number);
  out.section = fmt::format("{} {} {}", version, std::string(120, 'p'), number % 50);
  out.byline = fmt::format("{} {} {}", version, std::string(120, 'b'), number % 100);
  return out;
}

void write(const fs::path& index, int from, std::string_view version) {
  IndexWriter writer = IndexWriter::open(index);
  for (int i = from; i < from + articles_a_commit; ++i) writer.add(article(i, version));
  writer.commit();
}

std::uintmax_t largest_file(const fs::path& folder) {
  std::uintmax_t out = 0;
  for (const auto& each : fs::recursive_directory_iterator(folder)) {
    if (each.is_regular_file()) out = std::max(out, each.file_size());
  }
  return out;
}

std::uint64_t disk_blocks(const fs::path& file) {
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  return static_cast<std::uint64_t>(status.st_blocks);
}

}  // namespace

TEST_CASE("wherever a commit runs out of space, it is an error and the last commit stands") {
  const TemporaryFolder folder;
  const fs::path index = folder / "index";
  write(index, 0, "old");
  const fs::path whole = folder / "whole";
  fs::copy(index, whole, fs::copy_options::recursive);
  write(whole, articles_a_commit / 2, "new");
  const std::uintmax_t enough = largest_file(whole);

  constexpr std::uintmax_t block = 8192;
  int failures = 0;
  for (std::uintmax_t bytes = block; bytes < enough; bytes += block * 3 / 2) {
    INFO("limit ", bytes);
    const int code =
        code_with_little_space(bytes, [&] { write(index, articles_a_commit / 2, "new"); });
    CHECK(code == io_code);
    if (code == io_code) ++failures;
    dateline::store::SnapshotPool::open(index)->read([&](dateline::store::Snapshot& snapshot) {
      CHECK(snapshot.database().get_doccount() == articles_a_commit);
      const auto docid = snapshot.find(std::to_string(articles_a_commit / 2));
      REQUIRE(docid);
      CHECK(snapshot.article(*docid).article.source.starts_with("old"));
    });
  }
  CHECK(failures > 10);
  IndexWriter::open(index);
  CHECK(dateline::check_index(index).problems.empty());
}

TEST_CASE("a commit that finds its room writes, and gives back what it did not need") {
  const TemporaryFolder folder;
  const fs::path table = folder / "db.1/postlist.glass";
  for (int round = 0; round < 3; ++round) write(folder.path(), round, "old");
  CHECK(disk_blocks(table) * 512 <= fs::file_size(table) + 4096);
  CHECK(dateline::check_index(folder.path()).problems.empty());
}

TEST_CASE("room is set aside without a change of the file, or refused") {
  const TemporaryFolder folder;
  const fs::path file = folder / "file";
  std::ofstream(file) << "four";
  const auto before = disk_blocks(file);
  {
    const SpaceReservation room(file, 1 << 20);
    CHECK(fs::file_size(file) == 4);
    std::ofstream(file, std::ios::app) << "more";
  }
  CHECK(fs::file_size(file) == 8);
  CHECK(disk_blocks(file) == before);
  CHECK_THROWS_AS(SpaceReservation(folder / "none", 1), std::system_error);
  CHECK_THROWS_AS(SpaceReservation(file, std::uint64_t{1} << 60), std::system_error);
  CHECK(code_with_little_space(4096, [&] {
          try {
            const SpaceReservation room(file, 8192);
          } catch (const std::system_error& error) {
            throw dateline::IoError(error.what());
          }
        }) == io_code);
}
