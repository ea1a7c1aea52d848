#include "archive/package.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"
#include "unit/archive/packing.h"
#include "unit/archive/reading.h"
#include "unit/archive/samples.h"

using namespace dateline;
using namespace dateline::archive;

namespace {

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<Record> read_file(const std::filesystem::path& path) {
  ArticleReader reader = ArticleReader::open(path);
  return read_all(reader);
}

// Made ids differ with the place where an article stands.
std::vector<Article> without_ids(const std::vector<Record>& records) {
  CHECK(rejections_of(records).empty());
  std::vector<Article> articles = articles_of(records);
  for (Article& each : articles) each.id.clear();
  return articles;
}

}  // namespace

TEST_CASE(
    "compressed and packed input gives the articles of the plain one, as file and as stream") {
  const TemporaryFolder folder;
  for (const Sample& sample : samples()) {
    const auto expected = without_ids(read_bytes(sample.bytes));
    REQUIRE_FALSE(expected.empty());
    std::vector<std::string> packed;
    for (const char* filter : {"gzip", "bzip2", "xz", "zstd"}) {
      packed.push_back(compress(sample.bytes, filter));
      packed.push_back(pack({{"a/b.x", sample.bytes}}, "ustar", filter));
      packed.push_back(pack({{"in.x", compress(sample.bytes, filter)}}, "ustar"));
      packed.push_back(pack({{"in.x", compress(sample.bytes, filter)}}, "zip"));
      packed.push_back(compress(compress(sample.bytes, filter), "gzip"));
    }
    packed.push_back(pack({{"a.x", sample.bytes}}, "ustar"));
    packed.push_back(pack({{"a.x", sample.bytes}}, "zip"));
    packed.push_back(pack({{"in.zip", pack({{"a.x", sample.bytes}}, "zip")}}, "zip"));
    for (std::size_t i = 0; i < packed.size(); ++i) {
      INFO(sample.format << ", packing " << i);
      CHECK(without_ids(read_bytes(packed[i])) == expected);
      write(folder / "input", packed[i]);
      CHECK(without_ids(read_file(folder / "input")) == expected);
    }
  }
}

TEST_CASE("members are named behind the package, and their order is that of the package") {
  const std::string text = "One two three.";
  const auto records = read_bytes(
      pack({{"b/two.txt", text}, {"a.txt", text}, {"in.tar", pack({{"c.txt", text}}, "ustar")}},
           "ustar"));
  REQUIRE(records.size() == 3);
  CHECK(records[0].file == "input!b/two.txt");
  CHECK(records[1].file == "input!a.txt");
  CHECK(records[2].file == "input!in.tar!c.txt");
}

TEST_CASE("names of members outside ASCII come through") {
  for (const char* format : {"ustar", "zip"}) {
    const auto records = read_bytes(pack({{"caf\u00E9.txt", "One two three."}}, format));
    REQUIRE(records.size() == 1);
    CHECK(records[0].file.starts_with("input!caf"));
  }
}

TEST_CASE("hidden members and links are passed over and counted") {
  std::istringstream stream(pack({{".DS_Store", "x"},
                                  {"__MACOSX/a.txt", "x"},
                                  {"./a.txt", "One two three."},
                                  {"a.txt~", "x"},
                                  {"README.md", "x"}},
                                 "zip"));
  ArticleReader reader = ArticleReader::open(stream, "input");
  CHECK(read_all(reader).size() == 1);
  CHECK(reader.progress().files_passed_over == 4);
}

TEST_CASE("a package that breaks off gives what stands before, then one rejection of the file") {
  const Sample sample = samples()[0];
  const auto whole = articles_of(read_bytes(sample.bytes));
  std::string large;
  for (int i = 0; i < 50; ++i) large += sample.bytes;
  for (const char* filter : {"gzip", "bzip2", "xz", "zstd"}) {
    INFO(filter);
    const std::string packed = compress(large, filter);
    const auto records = read_bytes(packed.substr(0, packed.size() - packed.size() / 4));
    REQUIRE_FALSE(records.empty());
    const Rejection* last = records.back().rejection();
    REQUIRE(last);
    CHECK(last->record == 0);
    CHECK(last->file == "input");
    CHECK_FALSE(last->reason.empty());
    const auto rejections = rejections_of(records);
    CHECK(std::count_if(rejections.begin(), rejections.end(),
                        [](const Rejection& each) { return each.record == 0; }) == 1);
    const auto articles = articles_of(records);
    for (std::size_t i = 0; i < articles.size(); ++i) CHECK(articles[i] == whole[i % whole.size()]);
  }
  const std::string tar =
      pack({{"a.txt", "One two three."}, {"b.txt", std::string(5000, 'x')}}, "ustar");
  const auto records = read_bytes(tar.substr(0, 2500));
  REQUIRE(records.size() >= 2);
  CHECK(records[0].article());
  CHECK(records.back().rejection());
}

TEST_CASE("text that begins as a package does is text") {
  CHECK(read_article("BZh is no word, but this is a text.").body ==
        "BZh is no word, but this is a text.");
  CHECK(read_article("PK is a man of letters.").body == "PK is a man of letters.");
  CHECK_FALSE(is_package(""));
  CHECK_FALSE(is_package(std::string(512, '\0')));
}

TEST_CASE("packages nested without end are refused") {
  std::string bytes = "One two three.";
  for (int i = 0; i < 12; ++i) bytes = pack({{"a.tar", bytes}}, "ustar");
  const auto records = read_bytes(bytes);
  REQUIRE(records.size() == 1);
  REQUIRE(records[0].rejection());
  CHECK(records[0].rejection()->reason.find("packed more than") != std::string::npos);
}
