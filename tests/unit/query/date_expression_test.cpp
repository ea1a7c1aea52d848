#include <string_view>

#include <doctest/doctest.h>

#include "dateline/query.h"
#include "unit/query/tree_dump.h"

using namespace dateline;
using namespace std::chrono_literals;

namespace {

// A Thursday.
constexpr Date today = 2007y / 2 / 22;

std::string tree(std::string_view text, Date day = today) {
  return dump(Query::parse(text, {.syntax = Syntax::strict, .today = day}));
}

}  // namespace

TEST_CASE("a date is a period with both its ends") {
  CHECK(tree("date:2007") == "(days 2007-01-01 2007-12-31)");
  CHECK(tree("date:2007-02") == "(days 2007-02-01 2007-02-28)");
  CHECK(tree("date:2007-02-22") == "(days 2007-02-22 2007-02-22)");
  CHECK(tree("date:20070222,") == "(days 2007-02-22 2007-02-22)");
  CHECK(tree("date:2007-02..2007-03") == "(days 2007-02-01 2007-03-31)");
  CHECK(tree("date:2006..2007-02-03") == "(days 2006-01-01 2007-02-03)");
  CHECK(tree("date:2007..") == "(days 2007-01-01 open)");
  CHECK(tree("date:..2007") == "(days open 2007-12-31)");
}

TEST_CASE("before and after leave the period out") {
  CHECK(tree("before:2007") == "(days open 2006-12-31)");
  CHECK(tree("before:2007-02-22") == "(days open 2007-02-21)");
  CHECK(tree("after:2007-02") == "(days 2007-03-01 open)");
  CHECK(tree("after:2007") == "(days 2008-01-01 open)");
}

TEST_CASE("natural dates count from today") {
  CHECK(tree("date:\"today\"") == "(days 2007-02-22 2007-02-22)");
  CHECK(tree("date:\"yesterday\"") == "(days 2007-02-21 2007-02-21)");
  CHECK(tree("date:\"last 30 days\"") == "(days 2007-01-24 2007-02-22)");
  CHECK(tree("date:\"Last  Two weeks\"") == "(days 2007-02-09 2007-02-22)");
  CHECK(tree("date:\"past 3 months\"") == "(days 2006-11-23 2007-02-22)");
  CHECK(tree("date:\"last 2 years\"") == "(days 2005-02-23 2007-02-22)");
  CHECK(tree("date:\"this week\"") == "(days 2007-02-19 2007-02-25)");
  CHECK(tree("date:\"last week\"") == "(days 2007-02-12 2007-02-18)");
  CHECK(tree("date:\"this month\"") == "(days 2007-02-01 2007-02-28)");
  CHECK(tree("date:\"last month\"") == "(days 2007-01-01 2007-01-31)");
  CHECK(tree("date:\"this year\"") == "(days 2007-01-01 2007-12-31)");
  CHECK(tree("date:\"last year\"") == "(days 2006-01-01 2006-12-31)");
  CHECK(tree("after:\"last month\"") == "(days 2007-02-01 open)");
}

TEST_CASE("quoted dates may have spaces") {
  CHECK(tree("date:\"February 2007\"") == "(days 2007-02-01 2007-02-28)");
  CHECK(tree("date:\"Feb. 22, 2007\"") == "(days 2007-02-22 2007-02-22)");
  CHECK(tree("date:\"February 2007 .. April 2007\"") == "(days 2007-02-01 2007-04-30)");
  CHECK(tree("date:“2007-02”") == "(days 2007-02-01 2007-02-28)");
}

TEST_CASE("months of different length and years at the ends of time are counted right") {
  CHECK(tree("date:\"last 1 month\"", 2007y / 3 / 31) == "(days 2007-03-01 2007-03-31)");
  CHECK(tree("date:\"last month\"", 2008y / 3 / 31) == "(days 2008-02-01 2008-02-29)");
  CHECK(tree("date:\"this week\"", 2007y / 2 / 25) == "(days 2007-02-19 2007-02-25)");
  CHECK(tree("date:\"last 999999 years\"") == "(days 0001-01-02 2007-02-22)");
  CHECK(tree("date:\"last 3652059 days\"", 9999y / 12 / 31) == "(days 0001-01-01 9999-12-31)");
}

TEST_CASE("a natural date without quotes, a day that is none and a range backwards are said") {
  const auto read = [](std::string_view text, std::string_view tree) {
    INFO(text);
    const Query query = Query::parse(text, {.today = today});
    CHECK(dump(query) == tree);
    CHECK(query.notes().size() == 1);
  };
  read("date:yesterday", "yesterday");
  read("date:2007-02-30", "2007-02-30");
  read("date:\"last fnord\"", "[last fnord]");
  read("date:2008..2007", "(days 2007-01-01 2008-12-31)");
  read("before:0001", "0001");
  read("after:9999", "9999");
  read("date:..", "nothing");
  read("date:(2007 OR 2008)", "(or 2007 2008)");
}
