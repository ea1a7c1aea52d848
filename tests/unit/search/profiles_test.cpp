// Answers do not depend on the profile of an index, nor on whether its segments can be used.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <xapian.h>

#include "dateline/error.h"
#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "unit/search/random_query.h"
#include "unit/search/result_difference.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using test::Random;

// The long run sets it.
std::size_t wanted_queries() {
  const char* given = std::getenv("DATELINE_TEST_QUERIES");
  return given == nullptr ? 1000 : std::strtoull(given, nullptr, 10);
}

enum class Segments { usable, missing };

/// A random archive with changes, whose content depends on `random` alone.
class ProfiledIndex {
 public:
  ProfiledIndex(Random random, Profile profile, Segments segments) : made_({}, profile) {
    test::add_articles(made_.path(), test::random_archive(random, 150));
    IndexWriter writer = IndexWriter::open(made_.path());
    for (Article& each : test::random_archive(random, 40)) {
      each.id = fmt::format("a{:03}", random.below(200));
      if (random.one_in(3)) {
        writer.remove(each.id);
      } else {
        writer.add(std::move(each));
      }
    }
    writer.commit();
    if (segments == Segments::missing) fs::remove_all(made_.path() / "segments");
    made_.index() = Index::open(made_.path());
  }

  const Index& index() const { return made_.index(); }

 private:
  test::TemporaryIndex made_;
};

SearchRequest random_request(Random& random) {
  SearchRequest out;
  out.query = Query::parse(test::random_query(random, static_cast<unsigned>(random.below(3))) +
                           test::random_facet_clauses(random));
  out.match = random.pick(std::array{Match::automatic, Match::all, Match::most, Match::any});
  out.sort = random.pick(std::array{Sort::relevance, Sort::relevance, Sort::newest, Sort::oldest});
  out.collapse = random.one_in(4);
  out.limit = random.below(30);
  out.offset = random.one_in(4) ? random.below(20) : 0;
  out.snippet_bytes = random.one_in(4) ? 200 : 0;
  if (random.one_in(2)) out.timeline = TimelineUnit::month;
  for (const FacetFieldInfo& each : facet_fields()) {
    if (random.one_in(2)) out.facets.push_back({std::string(each.name), 1 + random.below(50)});
  }
  return out;
}

std::vector<std::string> passages(const Results& results) {
  std::vector<std::string> out;
  for (const Hit& each : results.hits) out.push_back(each.snippet.text);
  return out;
}

TEST_CASE("an index answers the same in both profiles, with its segments and without") {
  const std::uint32_t seed = test::seed();
  MESSAGE("seed " << seed << " (DATELINE_TEST_SEED), " << wanted_queries()
                  << " queries (DATELINE_TEST_QUERIES)");
  Random random(seed);
  const ProfiledIndex full(random, Profile::full, Segments::usable);
  const ProfiledIndex full_alone(random, Profile::full, Segments::missing);
  const ProfiledIndex lean(random, Profile::lean, Segments::usable);
  const ProfiledIndex lean_alone(random, Profile::lean, Segments::missing);
  CHECK(full.index().stats().profile == "full");
  CHECK(lean_alone.index().stats().profile == "lean");
  std::size_t hits = 0;
  for (std::size_t i = 0; i < wanted_queries(); ++i) {
    const SearchRequest request = random_request(random);
    INFO(request.query.to_string(), ", match ", static_cast<int>(request.match));
    const Results wanted = full.index().search(request);
    hits += wanted.hits.size();
    for (const ProfiledIndex* each : {&full_alone, &lean, &lean_alone}) {
      const Results found = each->index().search(request);
      const auto wrong = test::difference(wanted, found);
      REQUIRE_MESSAGE(!wrong, wrong.value_or(""));
      CHECK(found.warnings.size() == wanted.warnings.size() + (each == &lean ? 0 : 1));
      if (request.sort != Sort::relevance) CHECK(passages(found) == passages(wanted));
    }
  }
  CHECK(hits > wanted_queries());
  for (const char* prefix : {"t", "su", "war", "anna", "pol"}) {
    for (const ProfiledIndex* each : {&full_alone, &lean, &lean_alone}) {
      const auto wanted = full.index().suggest(prefix);
      const auto found = each->index().suggest(prefix);
      CHECK(std::ranges::equal(wanted, found, [](const Suggestion& a, const Suggestion& b) {
        return a.text == b.text && a.field == b.field && a.count == b.count;
      }));
    }
  }
}

TEST_CASE("hits without their facets are otherwise the hits with them") {
  Random random(test::seed());
  const ProfiledIndex segments(random, Profile::lean, Segments::usable);
  const ProfiledIndex database(random, Profile::lean, Segments::missing);
  std::size_t values = 0;
  for (int i = 0; i < 100; ++i) {
    SearchRequest request = random_request(random);
    for (const ProfiledIndex* each : {&segments, &database}) {
      request.hit_facets = HitFacets::shown;
      Results wanted = each->index().search(request);
      for (Hit& hit : wanted.hits) {
        values += hit.people.size() + hit.countries.size() + hit.topics.size();
        hit.people.clear();
        hit.countries.clear();
        hit.topics.clear();
      }
      request.hit_facets = HitFacets::left_out;
      const Results found = each->index().search(request);
      const auto wrong = test::difference(wanted, found);
      REQUIRE_MESSAGE(!wrong, wrong.value_or(""));
      CHECK(std::ranges::all_of(found.hits, [](const Hit& hit) {
        return hit.people.empty() && hit.countries.empty() && hit.topics.empty();
      }));
    }
  }
  CHECK(values > 0);
}

TEST_CASE("similar articles and explanations are the same in both profiles") {
  Random random(test::seed());
  const ProfiledIndex full(random, Profile::full, Segments::usable);
  const ProfiledIndex lean(random, Profile::lean, Segments::usable);
  const ProfiledIndex lean_alone(random, Profile::lean, Segments::missing);
  SearchRequest all;
  all.query = Query::parse("treaty OR oil");
  all.explain = true;
  const Results explained = full.index().search(all);
  REQUIRE(explained.hits.size() > 5);
  for (const ProfiledIndex* each : {&lean, &lean_alone}) {
    const Results found = each->index().search(all);
    REQUIRE(found.hits.size() == explained.hits.size());
    for (std::size_t i = 0; i < found.hits.size(); ++i) {
      CHECK(found.hits[i].explanation == explained.hits[i].explanation);
      const std::string& id = explained.hits[i].id;
      const auto wrong = test::difference(full.index().similar(id), each->index().similar(id));
      CHECK_MESSAGE(!wrong, wrong.value_or(""));
    }
  }
}

TEST_CASE("a search that has no time for making segments says so, and the next goes on") {
  Random random(test::seed());
  const ProfiledIndex lean(random, Profile::lean, Segments::missing);
  SearchRequest request;
  request.query = Query::parse("treaty");
  request.facets = {{"country", 10}};
  request.timeout = std::chrono::milliseconds(1);
  Results found;
  std::size_t tries = 0;
  do {
    found = lean.index().search(request);
    REQUIRE(found.facets.size() == 1);
    REQUIRE(!found.warnings.empty());
    ++tries;
  } while (found.total == 0 && tries < 1000);
  request.timeout = {};
  found = lean.index().search(request);
  CHECK(found.total > 0);
  CHECK(found.total_is_exact);
}

TEST_CASE("an article that cannot be read does not cost a lean index its segments") {
  const test::TemporaryIndex made({test::make_article("1", "Ferry", "The ferry was late."),
                                   test::make_article("2", "Harbour", "Nothing moved.")});
  {
    // Not at the article itself, which would change the stamp that segments depend on.
    const Xapian::Database database(made.path().string());
    const std::string record = database.get_document(1).get_data();
    const fs::path table = made.path() / "db.1" / "docdata.glass";
    std::string bytes(fs::file_size(table), '\0');
    std::ifstream(table, std::ios::binary).read(bytes.data(), std::ssize(bytes));
    const std::size_t at = bytes.find(record.substr(0, 20));
    REQUIRE(at != std::string::npos);
    std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(at + 12));
    file << "damaged";
  }
  const Index index = Index::open(made.path());
  SearchRequest request;
  request.query = Query::parse("ferry");
  CHECK_THROWS_AS(index.search(request), CorruptError);
  request.query = Query::parse("nothing");
  const Results found = index.search(request);
  CHECK(found.total == 1);
  CHECK(found.warnings.empty());
}

}  // namespace
}  // namespace dateline
