#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/query.h"
#include "unit/query/tree_dump.h"

using namespace dateline;
using namespace std::chrono_literals;

namespace {

struct Row {
  std::string query;
  std::string second;  // without its back-ticks
};

// The text between the first two back-ticks of `cell`, or the cell itself.
std::string code_of(const std::string& cell) {
  const auto from = cell.find('`');
  const auto to = cell.find('`', from + 1);
  return from == std::string::npos ? cell : cell.substr(from + 1, to - from - 1);
}

// The rows of every table of the page that begin with a query, by the heading above.
std::map<std::string, std::vector<Row>> read_tables() {
  std::ifstream page(DATELINE_QUERY_LANGUAGE_PAGE);
  REQUIRE(page.is_open());
  std::map<std::string, std::vector<Row>> out;
  std::string heading;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) heading = line.substr(3);
    if (!line.starts_with("| `")) continue;
    const auto middle = line.find("` | ");
    REQUIRE(middle != std::string::npos);
    out[heading].push_back({line.substr(3, middle - 3), code_of(line.substr(middle + 4))});
  }
  return out;
}

Query read(const std::string& text, Syntax syntax) {
  return Query::parse(text, {.syntax = syntax, .today = 2007y / 2 / 22});
}

}  // namespace

TEST_CASE("every example of the page is of the language") {
  const auto rows = read_tables()["What you can write"];
  CHECK(rows.size() >= 40);
  for (const Row& row : rows) {
    INFO(row.query);
    CHECK_NOTHROW(read(row.query, Syntax::strict));
    CHECK(read(row.query, Syntax::lenient).notes().empty());
    CHECK_FALSE(read(row.query, Syntax::lenient).empty());
  }
}

TEST_CASE("queries are read as the page says") {
  auto tables = read_tables();
  for (const auto* heading : {"How it holds together", "Words"}) {
    CHECK(tables[heading].size() >= 4);
    for (const Row& row : tables[heading]) {
      INFO(row.query);
      CHECK(dump(read(row.query, Syntax::strict)) == dump(read(row.second, Syntax::strict)));
    }
  }
}

TEST_CASE("mistakes are read as the page says, noted, and refused when strict") {
  const auto rows = read_tables()["What is not of the language"];
  CHECK(rows.size() >= 15);
  for (const Row& row : rows) {
    INFO(row.query);
    const Query query = read(row.query, Syntax::lenient);
    CHECK(dump(query) == dump(read(row.second, Syntax::strict)));
    CHECK_FALSE(query.notes().empty());
    CHECK_THROWS_AS(read(row.query, Syntax::strict), ParseError);
  }
}
