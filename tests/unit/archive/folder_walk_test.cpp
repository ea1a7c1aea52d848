#include "archive/folder_walk.h"

#include <fstream>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"
#include "unit/archive/reading.h"

using namespace dateline;
using namespace dateline::archive;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, std::string_view bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<std::string> names_below(const fs::path& input) {
  FolderWalk walk(input);
  FolderWalk::Item item;
  std::vector<std::string> names;
  while (walk.next(item)) names.push_back(item.below);
  return names;
}

std::vector<std::string> ids(const fs::path& input, const ReaderOptions& options = {}) {
  ArticleReader reader = ArticleReader::open(input, options);
  std::vector<std::string> out;
  for (const Record& each : read_all(reader)) {
    REQUIRE(each.article());
    out.push_back(each.article()->id);
  }
  return out;
}

}  // namespace

TEST_CASE("folders are walked in byte order of the names") {
  const TemporaryFolder folder;
  for (const char* name :
       {"b.txt", "a/z.txt", "a/b/c.txt", "B.txt", "a.txt", "\u00E9.txt", "10", "9"}) {
    write(folder / name, "One two three.");
  }
  CHECK(names_below(folder.path()) == std::vector<std::string>{"10", "9", "B.txt", "a/b/c.txt",
                                                               "a/z.txt", "a.txt", "b.txt",
                                                               "\u00E9.txt"});
}

TEST_CASE("what is no part of the archive is passed over, unless it is the input itself") {
  const TemporaryFolder folder;
  for (const char* name :
       {".hidden", ".git/config", "a.txt~", "#a.txt#", "README", "ReadMe.txt", "lewis.dtd",
        "all-places-strings.lc.txt", "cat-descriptions_120396.txt"}) {
    write(folder / name, "One two three.");
  }
  write(folder / "a.txt", "One two three.");
  CHECK(names_below(folder.path()) == std::vector<std::string>{"a.txt"});
  CHECK(ids(folder / ".hidden").size() == 1);
  CHECK(ids(folder / "README").size() == 1);
  ArticleReader reader = ArticleReader::open(folder.path());
  CHECK(read_all(reader).size() == 1);
  CHECK(reader.progress().files_passed_over == 9);
}

TEST_CASE("an index below the input is passed over whole, and counted once") {
  const TemporaryFolder folder;
  write(folder / "a.txt", "One two three.");
  write(folder / "index/XAPIANDB", "auto db.1\n");
  write(folder / "index/lock", "One two three.");
  write(folder / "index/db.1/iamglass", "One two three.");
  write(folder / "plain/iamglass", "One two three.");
  write(folder / "plain/postlist.glass", "One two three.");
  CHECK(names_below(folder.path()) == std::vector<std::string>{"a.txt"});
  CHECK(names_below(folder / "index").empty());
  ArticleReader reader = ArticleReader::open(folder.path());
  CHECK(read_all(reader).size() == 1);
  CHECK(reader.progress().files_passed_over == 2);
}

TEST_CASE("files that the caller names are passed over under any name, unless one is the input") {
  const TemporaryFolder folder;
  write(folder / "a.txt", "One two three.");
  write(folder / "b/rejects.jsonl", "{\"file\":\"x\"}\n");
  fs::create_symlink("b/rejects.jsonl", folder / "link.jsonl");
  const ReaderOptions options{.passed_over = {folder / "b/../b/rejects.jsonl", folder / "none"}};
  ArticleReader reader = ArticleReader::open(folder.path(), options);
  CHECK(reader.progress().bytes_total == 14);
  CHECK(read_all(reader).size() == 1);
  CHECK(reader.progress().files_passed_over == 2);
  CHECK(ids(folder / "b/rejects.jsonl", options).size() == 1);
}

TEST_CASE("made ids depend on the path below the input, not on where the input lies") {
  const TemporaryFolder one;
  const TemporaryFolder other;
  for (const TemporaryFolder* each : {&one, &other}) {
    write(*each / "a/b.txt", "One two three.");
    write(*each / "c.jsonl", "{\"body\":\"x\"}\n{\"body\":\"x\"}\n{\"id\":\"own\"}\n");
  }
  const auto made = ids(one.path());
  REQUIRE(made.size() == 4);
  CHECK(made == ids(other.path()));
  CHECK(made[0] != made[1]);
  CHECK(made[1] != made[2]);
  CHECK(made[3] == "own");
  CHECK(ids(one / "c.jsonl") == std::vector<std::string>{made[1], made[2], "own"});
  CHECK(ids(one / "c.jsonl", {.id_prefix = "p:"}) ==
        std::vector<std::string>{"p:" + made[1], "p:" + made[2], "p:own"});
}

TEST_CASE("links to files are followed, a link to a folder above is told") {
  const TemporaryFolder folder;
  write(folder / "a/b.txt", "One two three.");
  fs::create_symlink(folder.path(), folder / "a/loop");
  fs::create_symlink("b.txt", folder / "a/link.txt");
  fs::create_symlink("nowhere", folder / "a/broken.txt");
  ArticleReader reader = ArticleReader::open(folder.path());
  const auto records = read_all(reader);
  CHECK(articles_of(records).size() == 2);
  const auto rejections = rejections_of(records);
  REQUIRE(rejections.size() == 2);
  CHECK(rejections[0].file == (folder / "a/broken.txt").string());
  CHECK(rejections[1].reason == "is a link to a folder that contains it");
}

TEST_CASE("progress counts stored bytes to the last") {
  const TemporaryFolder folder;
  write(folder / "a.txt", "One two three.");
  write(folder / "b.jsonl", "{\"body\":\"x\"}\n");
  ArticleReader reader = ArticleReader::open(folder.path());
  CHECK(reader.progress().bytes_total == 27);
  CHECK(reader.progress().bytes_read == 0);
  CHECK(read_all(reader).size() == 2);
  CHECK(reader.progress().bytes_read == 27);
  CHECK(reader.progress().records == 2);
}
