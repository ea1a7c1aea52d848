// Whatever is wrong with the files of segments, answers are those of sound ones.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "store/segment/segment_format.h"
#include "unit/search/random_archive.h"
#include "unit/search/result_difference.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
namespace format = store::segment_format;
using test::Random;

// The long run sets it.
std::size_t wanted_damages() {
  const char* given = std::getenv("DATELINE_TEST_DAMAGES");
  return given == nullptr ? 300 : std::strtoull(given, nullptr, 10);
}

std::vector<SearchRequest> requests_of_all_kinds() {
  static constexpr std::array texts{
      "treaty",
      "oil price",
      "missile AND defense",
      "war OR talks OR zeppelin",
      "oil AND NOT price",
      "\"oil price\"",
      "\"missile defense treaty\"",
      "oil NEAR/3 price",
      "will ADJ/4 war",
      "\"the summit\" NEAR/5 gates",
      "nego*",
      "tre*ies",
      "sumit~1",
      "date:2006",
      "treaty date:2005-11..2006-02",
      "before:2006-06-15",
      "headline:summit",
      "headline:\"war talks\"",
      "body:\"talks the\"",
      "byline:gates",
      "person:anna-berg",
      "country:RU treaty",
      "topic:politics country:US",
      "*",
  };
  static constexpr std::array orders{Sort::relevance, Sort::newest, Sort::oldest};
  std::vector<SearchRequest> out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    SearchRequest& each = out.emplace_back();
    each.query = Query::parse(texts[i]);
    each.sort = orders[i % orders.size()];
    each.collapse = i % 4 == 1;
    each.snippet_bytes = 0;
    each.offset = i % 5 == 4 ? 3 : 0;
    if (i % 2 == 0) each.timeline = TimelineUnit::month;
    if (i % 3 == 0) each.filters = {{"country", "PL"}};
    for (const FacetFieldInfo& field : facet_fields()) {
      if (i % 2 == 0 || field.name == "country")
        each.facets.push_back({std::string(field.name), 100});
    }
  }
  return out;
}

/// An index of several segments, one of them large enough for bitmaps, and what it answers.
class DamagedIndex {
 public:
  DamagedIndex(Random& random, Profile profile) : index_({}, profile) {
    std::vector<Article> articles = test::random_archive(random, 1300);
    test::add_articles(index_.path(), articles);
    for (std::size_t commit = 0; commit < 2; ++commit) {
      IndexWriter writer = IndexWriter::open(index_.path());
      for (Article& each : test::random_archive(random, 60)) {
        each.id = fmt::format("a{:03}", random.below(1400));
        if (random.one_in(3)) {
          writer.remove(each.id);
        } else {
          writer.add(std::move(each));
        }
      }
      writer.commit();
    }
    for (const auto& entry : fs::directory_iterator(index_.path() / "segments")) {
      files_.push_back(entry.path());
    }
    std::ranges::sort(files_);
    const Index index = Index::open(index_.path());
    for (const SearchRequest& each : requests_) answers_.push_back(index.search(each));
  }

  const std::vector<fs::path>& files() const { return files_; }

  /// What the answers differ in, if anything. Counts the indexes that told of their damage.
  std::optional<std::string> difference_of_answers() {
    const Index index = Index::open(index_.path());
    bool told = false;
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      Results found = index.search(requests_[i]);
      told = told || !found.warnings.empty();
      const auto wrong = test::difference(answers_[i], found);
      if (wrong) return fmt::format("{}: {}", requests_[i].query.to_string(), *wrong);
    }
    told_ += told ? 1 : 0;
    return std::nullopt;
  }
  std::size_t told() const { return told_; }
  bool is_sound() const {
    return std::ranges::all_of(answers_, [](const Results& each) { return each.warnings.empty(); });
  }

 private:
  test::TemporaryIndex index_;
  std::vector<fs::path> files_;
  std::vector<SearchRequest> requests_ = requests_of_all_kinds();
  std::vector<Results> answers_;
  std::size_t told_ = 0;
};

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void write_at(const fs::path& path, std::size_t at, std::string_view bytes) {
  std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
  file.seekp(static_cast<std::streamoff>(at));
  file << bytes;
}

// Each section as often as any other, since most bytes stand in a few of them; now and then any
// byte of the file.
std::size_t random_place(Random& random, const std::string& bytes) {
  format::Head head;
  std::memcpy(&head, bytes.data(), sizeof head);
  const std::size_t number = random.below(head.sections + std::size_t{4});
  if (number >= head.sections) return random.below(bytes.size());
  format::Section section;
  std::memcpy(&section, bytes.data() + sizeof head + number * sizeof section, sizeof section);
  return section.at + random.below(std::max<std::size_t>(section.bytes, 1));
}

TEST_CASE("whatever byte of a segment is another one, every answer is right") {
  const std::uint32_t seed = test::seed();
  MESSAGE("seed " << seed << " (DATELINE_TEST_SEED), " << wanted_damages()
                  << " damages (DATELINE_TEST_DAMAGES)");
  Random random(seed);
  Profile profile{};
  SUBCASE("lean") {
    profile = Profile::lean;
  }
  SUBCASE("full") {
    profile = Profile::full;
  }
  DamagedIndex index(random, profile);
  REQUIRE(index.is_sound());
  REQUIRE(index.files().size() > 1);
  for (std::size_t i = 0; i < wanted_damages() / 2; ++i) {
    const fs::path& file = random.pick(index.files());
    const std::string bytes = read_file(file);
    const std::size_t at = random_place(random, bytes);
    // A bit, as a disk or memory loses it, or any other byte.
    const auto change = random.one_in(2) ? 1U << random.below(8) : 1 + random.below(255);
    write_at(file, at,
             std::string(1, static_cast<char>(static_cast<unsigned>(bytes[at]) ^ change)));
    const auto wrong = index.difference_of_answers();
    write_at(file, at, bytes.substr(at, 1));
    INFO(file.filename().string(), ", byte ", at, " changed by ", change);
    REQUIRE_MESSAGE(!wrong, wrong.value_or(""));
  }
  CHECK(index.told() > wanted_damages() / 8);
}

// Where a section of `file` begins.
std::size_t place_of(const fs::path& file, format::Kind kind) {
  const std::string bytes = read_file(file);
  format::Head head;
  std::memcpy(&head, bytes.data(), sizeof head);
  for (std::size_t i = 0; i < head.sections; ++i) {
    format::Section section;
    std::memcpy(&section, bytes.data() + sizeof head + i * sizeof section, sizeof section);
    if (section.kind == kind) return section.at;
  }
  FAIL("no such section");
  return 0;
}

TEST_CASE("a ranking that damage has ended leaves nothing to the next") {
  constexpr std::size_t articles = 6000;
  std::vector<Article> all;
  for (std::size_t i = 0; i < articles; ++i) {
    const bool both = i % 600 == 599;
    std::string body = fmt::format("filler number{}", i);
    if (both || i % 5 == 0) body += " alpha";
    if (both || i % 5 == 1) body += " beta";
    all.push_back(test::make_article(std::to_string(i), {}, body));
  }
  const test::TemporaryIndex made(all, Profile::lean);
  SearchRequest request;
  request.query = Query::parse("alpha beta");
  request.limit = 100;
  const Results sound = Index::open(made.path()).search(request);
  REQUIRE(sound.hits.size() == 10);
  const fs::path file = *fs::directory_iterator(made.path() / "segments");
  write_at(file, place_of(file, format::Kind::lengths) + sizeof(std::uint32_t) * (articles - 601),
           "damage");
  const Index index = Index::open(made.path());
  const Results found = index.search(request);
  CHECK(!found.warnings.empty());
  const auto wrong = test::difference(sound, found);
  CHECK_MESSAGE(!wrong, wrong.value_or(""));
}

TEST_CASE("wherever a segment is cut off or a page of it is empty, every answer is right") {
  Random random(test::seed());
  Profile profile{};
  SUBCASE("lean") {
    profile = Profile::lean;
  }
  SUBCASE("full") {
    profile = Profile::full;
  }
  DamagedIndex index(random, profile);
  constexpr std::size_t page = 4096;
  for (const fs::path& file : index.files()) {
    const std::string bytes = read_file(file);
    const std::size_t step = std::max(page, bytes.size() / 20 / page * page);
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      INFO(file.filename().string(), " from byte ", at, " on");
      write_at(file, at, std::string(std::min(page, bytes.size() - at), '\0'));
      const auto after_zeros = index.difference_of_answers();
      CHECK_MESSAGE(!after_zeros, after_zeros.value_or(""));
      fs::resize_file(file, at);
      const auto after_cut = index.difference_of_answers();
      CHECK_MESSAGE(!after_cut, after_cut.value_or(""));
      write_at(file, at, bytes.substr(at));
    }
    REQUIRE(read_file(file) == bytes);
  }
}

}  // namespace
}  // namespace dateline
