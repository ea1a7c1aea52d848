#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "search/enquire_engine.h"
#include "store/snapshot.h"
#include "unit/search/oracle.h"
#include "unit/search/random_query.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

std::vector<std::string> ids(const std::vector<Hit>& hits) {
  std::vector<std::string> out;
  for (const Hit& each : hits) out.push_back(each.id);
  return out;
}

TEST_CASE("pages put together are the whole list, in every order") {
  const auto seed = test::seed();
  INFO("seed " << seed);
  test::Random random(seed);
  const test::TemporaryIndex index(test::random_archive(random, 70));
  for (const Sort sort : {Sort::relevance, Sort::newest, Sort::oldest}) {
    for (const char* text : {"oil gates", "*", "country:RU", "missile treaty war the"}) {
      SearchRequest request{.query = Query::parse(text), .match = Match::any, .sort = sort};
      request.limit = 1000;
      const Results whole = index.index().search(request);
      CHECK(whole.hits.size() == whole.total);
      std::vector<std::string> paged;
      request.limit = 7;
      for (request.offset = 0; request.offset < whole.total + 7; request.offset += 7) {
        const Results page = index.index().search(request);
        CHECK(page.total == whole.total);
        for (const std::string& id : ids(page.hits)) paged.push_back(id);
      }
      CHECK(paged == ids(whole.hits));
    }
  }
}

TEST_CASE("newest and oldest sort by day, then score, with unknown days last") {
  test::Random random(test::seed());
  const test::TemporaryIndex index(test::random_archive(random, 70));
  for (const Sort sort : {Sort::newest, Sort::oldest}) {
    const Results results = index.index().search(
        {.query = Query::parse("oil gates"), .match = Match::any, .sort = sort, .limit = 100});
    REQUIRE(results.hits.size() > 10);
    CHECK(std::is_sorted(results.hits.begin(), results.hits.end(), [&](const Hit& a, const Hit& b) {
      if (a.date.has_value() != b.date.has_value()) return a.date.has_value();
      if (a.date != b.date) return sort == Sort::newest ? *a.date > *b.date : *a.date < *b.date;
      return a.score > b.score;
    }));
    CHECK(results.hits.front().date.has_value());
    CHECK_FALSE(results.hits.back().date.has_value());
  }
}

TEST_CASE("a page beyond the end is empty, a limit of zero still counts") {
  test::Random random(test::seed());
  const test::TemporaryIndex index(test::random_archive(random, 20));
  SearchRequest request{.query = Query::everything(), .facets = {{"country"}}, .offset = 5000};
  CHECK(index.index().search(request).hits.empty());
  request.offset = 0;
  request.limit = 0;
  const Results none = index.index().search(request);
  CHECK(none.hits.empty());
  CHECK(none.total == 20);
  CHECK_FALSE(none.facets.front().counts.empty());
  request.limit = static_cast<std::size_t>(-1);
  request.offset = 3;
  CHECK(index.index().search(request).hits.size() == 17);
}

TEST_CASE("the timeline counts every match in its day, week, month and year") {
  const auto seed = test::seed();
  INFO("seed " << seed);
  test::Random random(seed);
  const auto articles = test::random_archive(random, 80);
  const test::TemporaryIndex index(articles);
  test::Oracle oracle(articles);
  for (int i = 0; i < 20; ++i) {
    SearchRequest request{.query = Query::parse(test::random_query(random, 1)),
                          .match = Match::any,
                          .filters = {{"country", "RU"}},
                          .limit = 1};
    const auto matches = oracle.matches(request);
    using Unit = TimelineUnit;
    for (const Unit unit : {Unit::day, Unit::week, Unit::month, Unit::year}) {
      std::map<std::chrono::sys_days, std::uint64_t> expected;
      for (const std::size_t each : matches) {
        if (!articles[each].date) continue;
        const Date day = *articles[each].date;
        std::chrono::sys_days start = day;
        if (unit == Unit::week) {
          while (std::chrono::weekday(start) != std::chrono::Monday) start -= std::chrono::days(1);
        } else if (unit == Unit::month) {
          start = day.year() / day.month() / 1;
        } else if (unit == Unit::year) {
          start = day.year() / 1 / 1;
        }
        ++expected[start];
      }
      request.timeline = unit;
      std::map<std::chrono::sys_days, std::uint64_t> got;
      std::chrono::sys_days last = std::chrono::sys_days::min();
      for (const TimelineBucket& each : index.index().search(request).timeline) {
        CHECK(std::chrono::sys_days(each.from) > last);
        last = each.from;
        got[last] = each.count;
      }
      CHECK(got == expected);
    }
  }
}

TEST_CASE("collapsing shows one article of each text and counts the others") {
  const auto seed = test::seed();
  INFO("seed " << seed);
  test::Random random(seed);
  const auto articles = test::random_archive(random, 80);
  const test::TemporaryIndex index(articles);
  std::map<std::string, std::string> text_of;
  for (const Article& each : articles) text_of[each.id] = each.headline + '\n' + each.body;
  SearchRequest request{.query = Query::parse("oil OR gates OR treaty"), .facets = {{"country"}}};
  request.limit = 200;
  const Results all = index.index().search(request);
  std::map<std::string, std::size_t> copies;
  for (const Hit& each : all.hits) ++copies[text_of[each.id]];
  request.collapse = true;
  const Results collapsed = index.index().search(request);
  CHECK(collapsed.total == all.total);
  CHECK(collapsed.facets.front().counts == all.facets.front().counts);
  std::set<std::string> seen;
  std::size_t shown = 0;
  for (const Hit& each : collapsed.hits) {
    CHECK(seen.insert(text_of[each.id]).second);
    CHECK(each.collapsed + 1 == copies[text_of[each.id]]);
    shown += each.collapsed + 1;
  }
  CHECK(shown == all.total);
  CHECK(collapsed.hits.size() < all.hits.size());
}

TEST_CASE("a search with time enough is complete, one whose time is over stops and says so") {
  test::Random random(test::seed());
  const test::TemporaryIndex index(test::random_archive(random, 100));
  const Results whole = index.index().search(
      {.query = Query::everything(), .timeout = std::chrono::milliseconds(60000)});
  CHECK(whole.total == 100);
  CHECK(whole.total_is_exact);
  CHECK(whole.warnings.empty());
  store::SnapshotPool::open(index.path())->read([](store::Snapshot& snapshot) {
    const search::Plan plan = search::everything();
    search::EnquireEngine engine(snapshot.database());
    const auto found = engine.match({.plan = &plan,
                                     .selections = {},
                                     .facets = {},
                                     .limit = 10,
                                     .deadline = std::chrono::steady_clock::now()});
    CHECK_FALSE(found.complete);
    CHECK(found.total < 100);
  });
}

}  // namespace
}  // namespace dateline
