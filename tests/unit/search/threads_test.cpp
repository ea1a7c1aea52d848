#include <array>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "unit/search/random_archive.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

constexpr int most_commits = 40;

Article harbour_article(int number, const char* topic, std::string_view edition) {
  Article out = test::make_article(fmt::format("{}-{}", topic, number), "Harbour",
                                   fmt::format("The harbour of the {} edition.", edition));
  out.topics = {{{.value = topic, .label = {}, .spans = {}}}};
  out.date = std::chrono::year(2000 + number % 4) / 3 / (1 + number % 28);
  return out;
}

// Requests of all kinds that every article answers.
SearchRequest request_for_all(std::size_t number) {
  static constexpr std::array texts{"harbour",
                                    "harbour AND edition",
                                    "harbour OR ferry",
                                    "\"the harbour of\"",
                                    "the NEAR/3 harbour",
                                    "harb*",
                                    "harbuor~1",
                                    "topic:weather OR topic:economy",
                                    "harbour AND NOT ferry date:2000..2003",
                                    "*"};
  static constexpr std::array orders{Sort::relevance, Sort::newest, Sort::oldest};
  SearchRequest out;
  out.query = Query::parse(texts[number % texts.size()]);
  out.sort = orders[number % orders.size()];
  out.snippet_bytes = number % 2 == 0 ? 0 : 100;
  out.facets = {{"topic"}, {"year"}};
  out.timeline = TimelineUnit::month;
  return out;
}

// Every commit adds one article to each of two topics, replaces one of each, and never leaves one
// of them behind: an answer that mixes commits, or counts a replaced article, is odd.
bool is_whole(const Results& results) {
  std::uint64_t dated = 0;
  for (const TimelineBucket& each : results.timeline) dated += each.count;
  std::uint64_t years = 0;
  for (const FacetCount& each : results.facets.back().counts) years += each.count;
  if (dated != results.total || years != results.total) return false;
  if (results.total == 0) return true;
  const auto& topics = results.facets.front().counts;
  return topics.size() == 2 && topics[0].count == topics[1].count &&
         topics[0].count + topics[1].count == results.total && results.warnings.empty();
}

TEST_CASE("sixteen threads search one index while a writer commits") {
  test::TemporaryIndex index({});
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0;
  std::atomic<int> failed = 0;
  std::atomic<int> searches = 0;
  std::vector<std::thread> readers;
  for (std::size_t first = 0; first < 16; ++first) {
    readers.emplace_back([&, first] {
      for (std::size_t i = first; !done; ++i) {
        try {
          if (!is_whole(index.index().search(request_for_all(i)))) ++torn;
          if (i % 16 == 0 && index.index().get("weather-0")) {
            index.index().similar("weather-0", request_for_all(i));
          }
          if (i % 16 == 1) index.index().suggest("har", 5);
          if (i % 16 == 2) index.index().facet_values("topic", "", 5);
          if (i % 16 == 3) index.index().stats();
          ++searches;
        } catch (const Error&) {
          ++failed;
        }
      }
    });
  }
  auto writer = IndexWriter::open(index.path());
  for (int i = 0; i < most_commits; ++i) {
    for (const char* topic : {"weather", "economy"}) {
      writer.add(harbour_article(i, topic, "first"));
      if (i > 0) writer.add(harbour_article(i / 2, topic, "second"));
    }
    writer.commit();
    index.index().reopen();
  }
  done = true;
  for (auto& each : readers) each.join();
  CHECK(torn == 0);
  CHECK(failed == 0);
  CHECK(searches > 16);
  CHECK(index.index().search(request_for_all(0)).total == 2 * most_commits);
}

}  // namespace
}  // namespace dateline
