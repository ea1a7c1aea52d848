#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <xapian.h>

#include "database_dump.h"
#include "dateline/error.h"
#include "little_space.h"
#include "random_articles.h"
#include "random_documents.h"
#include "store/glass/block.h"
#include "store/glass/glass_builder.h"
#include "store/guard.h"
#include "support/temporary_folder.h"

using dateline::InvalidArgumentError;
using dateline::store::Document;
using dateline::store::glass::GlassBuilder;
using dateline::store::glass::is_tested_with;

namespace {

namespace fs = std::filesystem;

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> out;
  for (const auto& each : fs::directory_iterator{folder}) out.insert(each.path().filename());
  return out;
}

std::string content(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// Of each block of the lowest level, the bytes that are not used.
std::vector<unsigned> leaf_gaps(const std::string& table) {
  constexpr std::size_t level_at = 4;
  constexpr std::size_t all_gaps_at = 7;
  std::vector<unsigned> out;
  for (std::size_t block = 0; block < table.size(); block += dateline::store::glass::block_size) {
    if (table[block + level_at] != 0) continue;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(table[block + at]); };
    out.push_back(byte(all_gaps_at) * 256U + byte(all_gaps_at + 1));
  }
  return out;
}

void build_random(const fs::path& folder, std::size_t memory) {
  RandomDocuments random{test_seed()};
  GlassBuilder builder{folder, {.memory = memory}};
  for (std::uint32_t docid = 1; docid <= 500; ++docid) builder.add(docid, random.document());
  builder.set_metadata("key", "value");
  builder.finish();
}

struct GivenTerm {
  std::string name;
  std::uint32_t wdf = 0;
  std::vector<std::uint32_t> positions;
};

Document with_terms(const std::vector<GivenTerm>& terms) {
  Document out;
  for (const GivenTerm& each : terms) out.add_term(each.name, each.wdf, each.positions);
  return out;
}

Document with_term(const std::string& name) {
  return with_terms({{name, 1, {}}});
}

}  // namespace

TEST_CASE("The builder knows the Xapian that it is tested with") {
  CHECK(is_tested_with(Xapian::version_string()));
  CHECK_FALSE(is_tested_with("1.4.999"));
  CHECK_FALSE(is_tested_with(""));
}

TEST_CASE("A database without documents is one") {
  const TemporaryFolder folder;
  GlassBuilder builder{folder / "db"};
  builder.finish();
  CHECK(names_in(folder / "db") ==
        std::set<std::string>{"iamglass", "postlist.glass", "termlist.glass"});
  CHECK(defects(folder / "db") == "");
  Xapian::WritableDatabase database{folder / "db", Xapian::DB_OPEN};
  CHECK(database.get_doccount() == 0);
  CHECK(database.add_document({}) == 1);
  database.commit();
  CHECK(defects(folder / "db") == "");
}

TEST_CASE("Nothing is a database, and no temporary file has a name, before the end") {
  const TemporaryFolder folder;
  GlassBuilder builder{folder / "db", {.memory = 1}};
  RandomDocuments random{test_seed()};
  for (std::uint32_t docid = 1; docid <= 50; ++docid) builder.add(docid, random.document());
  CHECK_THROWS_AS(Xapian::Database{folder / "db"}, Xapian::DatabaseOpeningError);
  for (const std::string& name : names_in(folder / "db")) CHECK(name.ends_with(".glass"));
  builder.finish();
  CHECK(names_in(folder / "db") == std::set<std::string>{"docdata.glass", "iamglass",
                                                         "position.glass", "postlist.glass",
                                                         "termlist.glass"});
}

TEST_CASE("An abandoned database leaves nothing") {
  const TemporaryFolder folder;
  {
    GlassBuilder builder{folder / "db", {.memory = 1}};
    builder.add(1, with_term("word"));
    CHECK(fs::exists(folder / "db"));
  }
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("A disk without room is told, and nothing is left") {
  const TemporaryFolder folder;
  for (const rlim_t room : {rlim_t{0}, rlim_t{20'000}}) {
    CAPTURE(room);
    const auto build = [&folder] {
      dateline::store::guard("test", [&folder] { build_random(folder / "db", 1); });
    };
    CHECK(code_with_little_space(room, build) == io_code);
    CHECK(names_in(folder.path()).empty());
  }
}

TEST_CASE("What is there already is neither built in nor removed") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "db");
  std::ofstream{folder / "db" / "file"} << "kept";
  CHECK_THROWS_AS(GlassBuilder{folder / "db"}, InvalidArgumentError);
  CHECK(content(folder / "db" / "file") == "kept");
  fs::create_directory(folder / "empty");
  CHECK_THROWS_AS(GlassBuilder{folder / "empty"}, InvalidArgumentError);
  CHECK(fs::exists(folder / "empty"));
  CHECK_THROWS_AS(GlassBuilder{folder / "absent" / "db"}, fs::filesystem_error);
}

TEST_CASE("The same documents make the same tables, whatever the memory") {
  const TemporaryFolder folder;
  build_random(folder / "a", std::size_t{64} << 20U);
  build_random(folder / "b", std::size_t{64} << 20U);
  build_random(folder / "c", 1);
  for (const std::string& name : names_in(folder / "a")) {
    if (name == "iamglass") continue;
    CAPTURE(name);
    CHECK(content(folder / "a" / name) == content(folder / "b" / name));
    CHECK(content(folder / "a" / name) == content(folder / "c" / name));
  }
  CHECK(Xapian::Database{folder / "a"}.get_uuid() != Xapian::Database{folder / "b"}.get_uuid());
}

TEST_CASE("Entries are cut where a block ends, so that blocks are full") {
  const TemporaryFolder folder;
  build_random(folder / "db", std::size_t{64} << 20U);
  constexpr std::size_t largest_gap = 64;  // keys are document numbers
  for (const char* table : {"docdata.glass", "termlist.glass"}) {
    CAPTURE(table);
    const auto gaps = leaf_gaps(content(folder / "db" / table));
    REQUIRE(gaps.size() > 1);
    const auto wide = std::ranges::count_if(gaps, [](auto each) { return each > largest_gap; });
    CHECK(wide <= 1);
  }
}

TEST_CASE("What no database can hold is refused") {
  const TemporaryFolder folder;
  const auto refuses = [&folder](std::uint32_t docid, Document document) {
    GlassBuilder builder{folder / "db"};
    builder.add(7, Document{});
    CHECK_THROWS_AS(builder.add(docid, std::move(document)), InvalidArgumentError);
  };
  refuses(7, {});
  refuses(8, with_term(""));
  refuses(8, with_term(std::string(246, 'a')));
  refuses(8, with_term(std::string(125, '\0')));
  refuses(8, with_terms({{"b", 0, {}}, {"a", 0, {}}}));
  refuses(8, with_terms({{"a", 0, {}}, {"a", 0, {}}}));
  refuses(8, with_terms({{"a", 0, {2, 2}}}));
  refuses(8, with_terms({{"a", 0xffffffff, {}}, {"b", 1, {}}}));
  refuses(8, {.values = {{.slot = 1, .bytes = ""}}});
  refuses(8, {.values = {{.slot = 2, .bytes = "x"}, {.slot = 2, .bytes = "y"}}});
  refuses(8, {.values = {{.slot = 0xffffffff, .bytes = "x"}}});
  GlassBuilder builder{folder / "db"};
  CHECK_THROWS_AS(builder.set_metadata("", "value"), InvalidArgumentError);
  CHECK_THROWS_AS(builder.set_metadata(std::string(254, 'k'), "value"), InvalidArgumentError);
}

TEST_CASE("The longest terms, keys and document numbers are held") {
  const TemporaryFolder folder;
  const std::string term(245, 'a');
  const std::string zeros(124, '\0');
  const std::string key(253, 'k');
  GlassBuilder builder{folder / "db"};
  builder.add(4'294'967'294, with_terms({{zeros, 1, {1}}, {term, 1, {2}}}));
  builder.add(4'294'967'295, with_term(term));
  builder.set_metadata(key, "value");
  builder.finish();
  // Not asked for defects: xapian-check keeps a length for every number up to the last, 16 GB.
  const Xapian::Database database{folder / "db"};
  CHECK(database.get_termfreq(term) == 2);
  CHECK(database.get_termfreq(zeros) == 1);
  CHECK(database.get_doclength(4'294'967'294) == 2);
  CHECK(database.get_doclength(4'294'967'295) == 1);
  CHECK(*database.postlist_begin(zeros) == 4'294'967'294);
  CHECK(database.get_lastdocid() == 4'294'967'295);
  CHECK(database.get_metadata(key) == "value");
}

TEST_CASE("The last metadata of a key holds, and an empty one takes it away") {
  const TemporaryFolder folder;
  GlassBuilder builder{folder / "db"};
  builder.set_metadata("a", "first");
  builder.set_metadata("a", "second");
  builder.set_metadata("b", "first");
  builder.set_metadata("b", "");
  builder.finish();
  const Xapian::Database database{folder / "db"};
  CHECK(database.get_metadata("a") == "second");
  CHECK(database.metadata_keys_begin("b") == database.metadata_keys_end("b"));
}
