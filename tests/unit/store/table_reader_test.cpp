#include "store/glass/table_reader.h"

#include <cstddef>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "random_articles.h"
#include "random_documents.h"
#include "store/glass/block.h"
#include "support/temporary_folder.h"

using namespace dateline::store::glass;
namespace fs = std::filesystem;

namespace {

using Entries = std::map<std::string, std::string>;

Entries random_entries(RandomDocuments& random) {
  Entries out;
  const std::size_t longest_key = 1 + random.below(254);
  for (std::size_t left = random.below(1500); left > 0; --left) {
    std::string key = "k" + random.bytes(longest_key);
    key.resize(std::min<std::size_t>(key.size(), 255));
    out[key] = random.bytes(random.one_in(30) ? 50'000 : 90);
  }
  return out;
}

TableRoot write(const Entries& entries, const fs::path& file) {
  TableWriter writer{file, Deflate::never, TableWriter::Empty::file};
  for (const auto& [key, tag] : entries) writer.add(key, tag);
  return writer.finish();
}

Entries read(const fs::path& file, const TableRoot& root) {
  TableReader reader{file, root, first_revision};
  Entries out;
  while (reader.next()) {
    CHECK(reader.tag().form == Stored::plain);
    out.emplace(reader.key(), reader.tag().bytes);
  }
  return out;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void put(const fs::path& file, const std::string& bytes) {
  std::ofstream{file, std::ios::binary} << bytes;
}

}  // namespace

TEST_CASE("What was written is read, entry by entry") {
  const TemporaryFolder folder;
  for (std::uint64_t round = 0; round < 20; ++round) {
    const std::uint64_t seed = test_seed() * 1000 + round;
    CAPTURE(seed);
    RandomDocuments random{seed};
    const Entries entries = random_entries(random);
    const fs::path file = folder / std::to_string(round);
    CHECK(read(file, write(entries, file)) == entries);
  }
}

TEST_CASE("A tag is copied as it stands, deflated or not") {
  const TemporaryFolder folder;
  TableWriter writer{folder / "a", Deflate::where_smaller, TableWriter::Empty::file};
  writer.add("1", std::string(9000, 'x'));
  writer.add("2", "short");
  TableReader reader{folder / "a", writer.finish(), first_revision};
  REQUIRE(reader.next());
  CHECK(reader.tag().form == Stored::deflated);
  CHECK(reader.tag().bytes.size() < 9000);
  TableWriter copy{folder / "b", Deflate::never, TableWriter::Empty::file};
  copy.add_stored(reader.key(), reader.tag());
  REQUIRE(reader.next());
  CHECK(reader.tag().form == Stored::plain);
  copy.add_stored(reader.key(), reader.tag());
  CHECK_FALSE(reader.next());
  copy.finish();
  CHECK(bytes_of(folder / "a") == bytes_of(folder / "b"));
}

TEST_CASE("A table without a file has no entries, and one with too few is damaged") {
  const TemporaryFolder folder;
  CHECK(read(folder / "none", {}).empty());
  TableRoot root = write({{"a", "b"}}, folder / "one");
  ++root.entries;
  CHECK_THROWS_AS(read(folder / "one", root), dateline::CorruptError);
}

TEST_CASE("A block of a later commit is told") {
  const TemporaryFolder folder;
  const TableRoot root = write({{"a", "b"}}, folder / "one");
  std::string bytes = bytes_of(folder / "one");
  put_big_endian(bytes.data(), first_revision + 1);
  put(folder / "one", bytes);
  try {
    read(folder / "one", root);
    FAIL("nothing was told");
  } catch (const dateline::Error& error) {
    CHECK(error.code() == dateline::ErrorCode::unavailable);
  }
}

TEST_CASE("A damaged table is told or read, but never read beyond") {
  const TemporaryFolder folder;
  const std::uint64_t seed = test_seed();
  CAPTURE(seed);
  RandomDocuments random{seed};
  const fs::path file = folder / "table";
  Entries entries;
  for (int i = 0; i < 900; ++i) entries[random.bytes(60) + std::to_string(i)] = random.bytes(90);
  entries["long"] = std::string(20'000, 'y');
  const TableRoot root = write(entries, file);
  const std::string whole = bytes_of(file);
  std::size_t told = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string bytes = whole;
    // Mostly in the header and the directory of a block.
    const std::size_t block = random.below(whole.size() / block_size) * block_size;
    bytes[block + random.below(random.one_in(3) ? block_size : 60)] =
        static_cast<char>(random.below(256));
    if (random.one_in(50)) bytes.resize(random.below(bytes.size()));
    put(file, bytes);
    try {
      TableReader reader{file, root, first_revision};
      while (reader.next()) {
      }
    } catch (const dateline::Error&) {
      ++told;
    }
  }
  CHECK(told > 300);
}
