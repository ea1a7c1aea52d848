#include <limits>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/query.h"
#include "unit/query/tree_dump.h"

using namespace dateline;
using namespace std::chrono_literals;

TEST_CASE("builders make the trees that the language makes") {
  const Query a = Query::words("a");
  const Query b = Query::words("b");
  CHECK(Query::words("a b") == Query::parse("a b"));
  CHECK(Query::phrase("a b") == Query::parse("\"a b\""));
  CHECK(Query::all_of({a, b}) == Query::parse("a AND b"));
  CHECK(Query::any_of({a, Query::any_of({b, a})}) == Query::parse("a OR b OR a"));
  CHECK(Query::without(a, b) == Query::parse("a AND NOT b"));
  CHECK(Query::in_field("headline", Query::any_of({a, b})) == Query::parse("headline:(a OR b)"));
  CHECK(Query::facet("country", " south korea ") == Query::parse("country:\"south korea\""));
  CHECK(Query::facet("source", "Reuters") == Query::parse("source:=Reuters"));
  CHECK(Query::dated(2007y / 2 / 1, 2007y / 2 / 28) == Query::parse("date:2007-02"));
  CHECK(Query::boosted(a, 2.5) == Query::parse("a^2.5"));
  CHECK(Query::everything() == Query::parse("*"));
  CHECK(Query() == Query::parse(""));
}

TEST_CASE("nothing stays nothing and adds nothing") {
  const Query a = Query::words("a");
  CHECK(Query().empty());
  CHECK_FALSE(a.empty());
  CHECK(Query::words("...").empty());
  CHECK(Query::phrase("...").empty());
  CHECK(Query::all_of({a, Query()}).empty());
  CHECK(Query::all_of({}).empty());
  CHECK(Query::any_of({a, Query()}) == a);
  CHECK(Query::without(a, Query()) == a);
  CHECK(Query::without(Query(), a).empty());
  CHECK(Query::in_field("body", Query()).empty());
  CHECK(Query::dated(std::nullopt, std::nullopt) == Query::everything());
  CHECK(Query::boosted(a, 1) == a);
}

TEST_CASE("builders refuse what cannot be") {
  const Query a = Query::words("a");
  CHECK_THROWS_AS(Query::in_field("title", a), InvalidArgumentError);
  CHECK_THROWS_AS(Query::in_field("person", a), InvalidArgumentError);
  CHECK_THROWS_AS(Query::facet("headline", "a"), InvalidArgumentError);
  CHECK_THROWS_AS(Query::facet("country", " "), InvalidArgumentError);
  CHECK_THROWS_AS(Query::dated(2007y / 2 / 2, 2007y / 2 / 1), InvalidArgumentError);
  CHECK_THROWS_AS(Query::dated(2007y / 2 / 30, std::nullopt), InvalidArgumentError);
  CHECK_THROWS_AS(Query::dated(std::nullopt, 10000y / 1 / 1), InvalidArgumentError);
  CHECK_THROWS_AS(Query::boosted(a, -1), InvalidArgumentError);
  CHECK_THROWS_AS(Query::boosted(a, std::numeric_limits<double>::quiet_NaN()),
                  InvalidArgumentError);
  CHECK_THROWS_AS(Query::boosted(a, std::numeric_limits<double>::infinity()), InvalidArgumentError);
}

TEST_CASE("a query too deep to be read back is refused when it is built") {
  Query query = Query::words("a");
  const auto deepen = [&] {
    query = Query::all_of({Query::any_of({query, Query::words("b")}), Query::words("c")});
  };
  for (int i = 0; i < 20; ++i) deepen();
  CHECK(Query::parse(query.to_string(), {.syntax = Syntax::strict}) == query);
  CHECK_THROWS_AS(deepen(), InvalidArgumentError);
}

TEST_CASE("copies share the tree and equal each other") {
  const Query query = Query::parse("missile OR \"arms control\"");
  const Query copy = query;
  CHECK(copy == query);
  CHECK(&copy.root() == &query.root());
  CHECK_FALSE(copy == Query::parse("missile OR \"arms talks\""));
}
