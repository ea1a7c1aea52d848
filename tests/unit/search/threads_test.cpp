#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "unit/search/random_archive.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

// Every commit adds one article to each of two topics: any answer from one commit has equal counts.
TEST_CASE("eight threads search one index while a writer commits") {
  test::TemporaryIndex index({});
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0;
  std::atomic<int> failed = 0;
  std::atomic<int> searches = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 8; ++i) {
    readers.emplace_back([&] {
      const SearchRequest request{.query = Query::parse("harbour"), .facets = {{"topic"}}};
      while (!done) {
        try {
          const Results results = index.index().search(request);
          const auto& counts = results.facets.front().counts;
          const bool whole =
              results.total == 0 || (counts.size() == 2 && counts[0].count == counts[1].count &&
                                     counts[0].count + counts[1].count == results.total);
          if (!whole) ++torn;
          ++searches;
        } catch (const Error&) {
          ++failed;
        }
      }
    });
  }
  auto writer = IndexWriter::open(index.path());
  for (int i = 0; i < 40; ++i) {
    for (const char* topic : {"weather", "economy"}) {
      Article article = test::make_article(topic + std::to_string(i), "Harbour", "The harbour.");
      article.topics = {{{.value = topic, .label = {}, .spans = {}}}};
      writer.add(std::move(article));
    }
    writer.commit();
    index.index().reopen();
  }
  done = true;
  for (auto& each : readers) each.join();
  CHECK(torn == 0);
  CHECK(failed == 0);
  CHECK(searches > 8);
  CHECK(index.index().search({.query = Query::parse("harbour")}).total == 80);
}

}  // namespace
}  // namespace dateline
