#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/query.h"
#include "unit/query/tree_dump.h"

using namespace dateline;
using namespace std::chrono_literals;

namespace {

// What is no sentence of the language: read as `tree`, the note at `offset`; an error when strict.
void check_repair(std::string_view text, std::string_view tree, std::size_t offset) {
  INFO(text);
  const Query query = Query::parse(text);
  CHECK(dump(query) == tree);
  REQUIRE_FALSE(query.notes().empty());
  CHECK(query.notes().front().offset == offset);
  CHECK_FALSE(query.notes().front().message.empty());
  try {
    Query::parse(text, {.syntax = Syntax::strict});
    FAIL("not refused");
  } catch (const ParseError& error) {
    CHECK(error.offset() <= text.size());
    CHECK(std::string_view(error.what()).find("; ") != std::string_view::npos);
  }
}

}  // namespace

TEST_CASE("unbalanced quotes and parentheses are closed or passed over") {
  check_repair("missile \"defense shield", "(group missile defense shield)", 8);
  check_repair("a \"b c\" \"d", "(group a [b c] d)", 8);
  check_repair("(a OR b", "(or a b)", 0);
  check_repair("a) b", "(group a b)", 1);
  check_repair("a () b", "(group a b)", 2);
  check_repair("a -(+()) b", "(group a b)", 5);
  check_repair("a \"\" b", "(group a b)", 2);
}

TEST_CASE("operators without operands are words") {
  check_repair("AND a", "(group AND a)", 0);
  check_repair("a OR", "(group a OR)", 2);
  check_repair("a AND OR b", "(group (and a OR) b)", 6);
  check_repair("(a AND) b", "(group (group a AND) b)", 3);
  check_repair("NOT", "NOT", 0);
  check_repair("a NEAR/5", "(group a NEAR/5)", 2);
  check_repair("a AND ()", "a", 6);
  check_repair("NOT \"\" a", "a", 4);
  check_repair("a AND ?", "(group a AND)", 2);
}

TEST_CASE("fields and filters that cannot be are words") {
  check_repair("foo:bar", "foo:bar", 0);
  check_repair("a headline: b", "(group a headline b)", 2);
  check_repair("country:", "country", 0);
  check_repair("country:* a", "a", 0);
  check_repair("-country:* a", "a", 1);
  check_repair("-\" a", "a", 1);
  check_repair("-\"- a", "a", 1);
  check_repair("-date:*^2 a", "a", 1);
  check_repair("(headline:\"+)", "nothing", 10);
  check_repair("-headline:\"?\" a", "a", 10);
  check_repair("country:\"\" a", "a", 0);
  check_repair("country:russ*", "(country= russ*)", 0);
}

TEST_CASE("what a word cannot have is taken from it") {
  check_repair("ab*", "ab", 0);
  check_repair("*ussia", "ussia", 0);
  check_repair("?ussia", "ussia", 0);
  check_repair("war^-2", "war", 0);
  check_repair("\"a b\"^x2 c", "(group [a b] c)", 5);
  check_repair("colour~3", "(fuzzy/2 colour)", 0);
  check_repair("colour~0.8", "(fuzzy/1 colour)", 0);
  check_repair("negot*~1", "(like negot*)", 0);
  check_repair("\"a b\"~5", "[a b]", 5);
  check_repair("--a", "a", 0);
  check_repair("a NEAR/0 b", "(near/1 a b)", 2);
  check_repair("caf\xE9 noir", "(group caf noir)", 3);
}

TEST_CASE("what cannot stand near is joined by AND") {
  check_repair("oil NEAR/5 headline:price", "(and oil (headline: price))", 4);
  check_repair("oil NEAR/5 -price", "(and oil (not price))", 4);
  check_repair("oil NEAR/5 (gas coal)", "(and oil (group gas coal))", 4);
  check_repair("+a AND b", "(and a b)", 0);
}

TEST_CASE("notes stand in the order of the text") {
  const Query query = Query::parse("a) \"b c ab* foo:x");
  REQUIRE(query.notes().size() == 4);
  for (std::size_t i = 1; i < query.notes().size(); ++i) {
    CHECK(query.notes()[i - 1].offset <= query.notes()[i].offset);
  }
}

TEST_CASE("noise gives a bounded number of notes that says how many are left out") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += ") ";
  const Query query = Query::parse(text);
  REQUIRE(query.notes().size() == 21);
  CHECK(query.notes().back().message.find("80") != std::string::npos);
}

TEST_CASE("any depth of nesting is read without nesting the tree as deep") {
  constexpr std::size_t depth = 10000;
  const std::string open(depth, '(');
  const std::string close(depth, ')');
  CHECK(dump(Query::parse(open + "a b" + close)) == "(group a b)");
  CHECK(dump(Query::parse(open + "a b")) == "(group a b)");
  CHECK(dump(Query::parse(open)) == "nothing");
  CHECK(dump(Query::parse(close + "a")) == "a");
  std::string prefixes;
  for (std::size_t i = 0; i < depth; ++i) prefixes += "NOT ";
  CHECK(dump(Query::parse(prefixes + "a")) == "a");
  prefixes.clear();
  for (std::size_t i = 0; i < depth; ++i) prefixes += "headline:";
  CHECK(dump(Query::parse(prefixes + "a")) == "(headline: a)");
  prefixes.clear();
  for (std::size_t i = 0; i < depth; ++i) prefixes += "(a -";
  CHECK(Query::parse(prefixes).to_string().size() > depth);
  CHECK_THROWS_AS(Query::parse(open, {.syntax = Syntax::strict}), ParseError);
}

TEST_CASE("a day to count from that is none is refused") {
  CHECK_THROWS_AS(Query::parse("a", {.today = 2007y / 2 / 30}), InvalidArgumentError);
}
