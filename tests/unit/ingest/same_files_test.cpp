#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "dateline/ingest.h"
#include "support/temporary_folder.h"

using namespace dateline;
namespace fs = std::filesystem;

namespace {

constexpr int record_count = 1500;

// Words of many frequencies, ids that come again, and articles that are nothing but an id.
std::string archive() {
  std::minstd_rand random(20'070'222);
  std::string out;
  for (int i = 0; i < record_count; ++i) {
    std::string body;
    for (auto left = random() % 120; left > 0; --left) {
      body += fmt::format("word{} ", random() % (1 + random() % 3000));
    }
    out +=
        fmt::format(R"({{"id":"story-{}","headline":"Take {}","body":"{}","people":["ann-{}"]}})",
                    i - static_cast<int>(random() % 40 / 39 * 20), i, body, random() % 50);
    out += '\n';
  }
  return out;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void blank(std::string& bytes, std::size_t at, std::size_t size) {
  REQUIRE(at + size <= bytes.size());
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), size, '\0');
}

// A new database has a uuid of its own: in its version file, behind 16 bytes that say what it is;
// and in the stamp of the list of segments, which a hash closes.
std::string without_uuid(const std::string& name, std::string bytes) {
  constexpr std::size_t magic = 16;
  constexpr std::size_t uuid = 16;
  constexpr std::size_t uuid_as_text = 36;
  constexpr std::size_t hash = 16;
  if (name == "iamglass") blank(bytes, magic, uuid);
  if (name != "postlist.glass") return bytes;
  for (const auto& [line, size] : {std::pair{std::string_view{"stamp "}, uuid_as_text},
                                   std::pair{std::string_view{"\nhash "}, hash}}) {
    for (std::size_t at = bytes.find(line); at != std::string::npos; at = bytes.find(line, at)) {
      at += line.size();
      blank(bytes, at, size);
    }
  }
  return bytes;
}

// The lock names the process that had it.
std::map<std::string, std::string> files_of(const fs::path& index) {
  std::map<std::string, std::string> out;
  for (const auto& each : fs::recursive_directory_iterator(index)) {
    const std::string name = each.path().filename().string();
    if (!each.is_regular_file() || name == "lock") continue;
    out[fs::relative(each.path(), index).string()] = without_uuid(name, bytes_of(each.path()));
  }
  return out;
}

std::map<std::string, std::string> indexed(const std::string& text, WriterOptions options,
                                           unsigned threads) {
  const TemporaryFolder folder;
  options.threads = threads;
  {
    IndexWriter writer = IndexWriter::open(folder / "index", options);
    std::istringstream stream(text);
    ArticleReader reader = ArticleReader::open(stream, "archive.jsonl", {.format = "jsonl"});
    ingest(reader, writer, {.threads = threads});
  }
  return files_of(folder / "index");
}

}  // namespace

TEST_CASE("the files of an index do not depend on the number of threads") {
  const std::string text = archive();
  // The second lists are merged from many runs; the third index grows in several commits.
  const std::map<std::string, WriterOptions> ways{
      {"by rewriting", {.method = WriteMethod::rewrite}},
      {"with little memory", {.method = WriteMethod::rewrite, .memory_bytes = 2U << 20U}},
      {"in several commits", {.method = WriteMethod::rewrite, .commit_bytes = 100'000}},
      {"in place", {.method = WriteMethod::in_place}}};
  for (const auto& [way, options] : ways) {
    CAPTURE(way);
    const auto one = indexed(text, options, 1);
    CHECK(one.size() > 5);
    for (const unsigned threads : {1U, 2U, 4U}) {
      CAPTURE(threads);
      const auto other = indexed(text, options, threads);
      for (const auto& [name, bytes] : one) {
        CAPTURE(name);
        REQUIRE(other.contains(name));
        CHECK((other.at(name) == bytes));
      }
      CHECK(other.size() == one.size());
    }
  }
}
