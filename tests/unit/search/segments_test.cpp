#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>

#include "dateline/index_writer.h"
#include "store/segment/segment.h"
#include "unit/search/random_archive.h"
#include "unit/search/temporary_index.h"

using dateline::Index;
using dateline::Profile;
using dateline::Results;
using dateline::SearchRequest;
namespace fs = std::filesystem;

namespace {

dateline::FacetValues country(std::string code) {
  dateline::FacetValues out(1);
  out.front().value = std::move(code);
  return out;
}

std::vector<dateline::Article> some_articles() {
  std::vector<dateline::Article> out;
  for (int i = 0; i < 200; ++i) {
    out.push_back(dateline::test::make_article(
        std::to_string(i), i % 3 == 0 ? "Ferry late" : "Harbour quiet",
        i % 2 == 0 ? "The ferry from Utsira was late again." : "Nothing moved in the harbour."));
    out.back().countries = country(i % 5 == 0 ? "NO" : "DK");
  }
  return out;
}

SearchRequest request() {
  SearchRequest out;
  out.query = dateline::Query::parse("ferry OR harbour");
  out.facets = {{"country", 10}};
  return out;
}

fs::path segment_of(const fs::path& index) {
  return fs::directory_iterator(index / "segments")->path();
}

// Other bytes where `section` stands.
void damage(const fs::path& file, dateline::store::segment_format::Kind section) {
  std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
  dateline::store::segment_format::Head head;
  bytes.read(reinterpret_cast<char*>(&head), sizeof head);
  for (std::uint32_t i = 0; i < head.sections; ++i) {
    dateline::store::segment_format::Section each;
    bytes.read(reinterpret_cast<char*>(&each), sizeof each);
    if (each.kind != section) continue;
    bytes.seekp(static_cast<std::streamoff>(each.at));
    bytes << std::string(each.bytes, '\xff');
    return;
  }
}

void check_same(const Results& left, const Results& right) {
  CHECK(left.total == right.total);
  REQUIRE(left.hits.size() == right.hits.size());
  for (std::size_t i = 0; i < left.hits.size(); ++i) {
    CHECK(left.hits[i].id == right.hits[i].id);
    CHECK(left.hits[i].score == doctest::Approx(right.hits[i].score).epsilon(1e-9));
  }
  CHECK(left.facets.front().counts == right.facets.front().counts);
}

bool warns(const Results& results, std::string_view what) {
  return std::ranges::any_of(results.warnings, [&](const std::string& each) {
    return each.find(what) != std::string::npos &&
           each.find("'indexer rebuild'") != std::string::npos;
  });
}

}  // namespace

TEST_CASE("without its segments an index answers the same, and says what is wrong") {
  Profile profile{};
  SUBCASE("lean") {
    profile = Profile::lean;
  }
  SUBCASE("full") {
    profile = Profile::full;
  }
  const dateline::test::TemporaryIndex made(some_articles(), profile);
  const fs::path file = segment_of(made.path());
  const Results right = Index::open(made.path()).search(request());
  CHECK(right.total == 200);
  CHECK(right.warnings.empty());
  const auto expect = [&](std::string_view problem) {
    const Index index = Index::open(made.path());
    const Results found = index.search(request());
    check_same(found, right);
    CHECK(warns(found, problem));
    CHECK(warns(index.similar("4", request()), problem));
  };
  fs::rename(file, file.string() + ".away");
  expect("is missing");
  fs::copy_file(file.string() + ".away", file);
  fs::resize_file(file, fs::file_size(file) - 1);
  expect("is damaged");
  dateline::rebuild_index(made.path());
  const Results again = Index::open(made.path()).search(request());
  check_same(again, right);
  CHECK(again.warnings.empty());
}

TEST_CASE("damage that only a search comes upon does not spoil its answer") {
  using dateline::store::segment_format::Kind;
  Profile profile{};
  SUBCASE("lean") {
    profile = Profile::lean;
  }
  SUBCASE("full") {
    profile = Profile::full;
  }
  for (const Kind section :
       {Kind::term_blocks, Kind::term_bytes, Kind::record_offsets, Kind::records}) {
    const dateline::test::TemporaryIndex made(some_articles(), profile);
    const Results right = Index::open(made.path()).search(request());
    CAPTURE(static_cast<int>(section));
    damage(segment_of(made.path()), section);
    const Index index = Index::open(made.path());
    SearchRequest short_hits = request();
    short_hits.snippet_bytes = 0;
    for (int i = 0; i < 2; ++i) {
      const Results found = index.search(short_hits);
      check_same(found, right);
      CHECK(warns(found, "is damaged"));
    }
    CHECK(dateline::check_index(made.path()).rebuild_mends);
  }
}
