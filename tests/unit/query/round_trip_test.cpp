#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/query.h"
#include "query/tree.h"
#include "unit/query/tree_dump.h"

using namespace dateline;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t default_seed = 20070222;

// Pieces that mean something somewhere, so that noise meets the grammar everywhere.
const std::vector<std::string_view> pieces{" ",
                                           " ",
                                           " ",
                                           "(",
                                           ")",
                                           "\"",
                                           "“",
                                           "”",
                                           "«",
                                           "»",
                                           "+",
                                           "-",
                                           "*",
                                           "?",
                                           "~",
                                           "~1",
                                           "~9",
                                           "^2",
                                           "^",
                                           "^-1",
                                           ":",
                                           ":=",
                                           "\\",
                                           "/",
                                           "AND",
                                           "OR",
                                           "NOT",
                                           "NEAR",
                                           "NEAR/5",
                                           "ADJ/3",
                                           "NEAR/0",
                                           "headline:",
                                           "body:",
                                           "source:",
                                           "source:=",
                                           "country:",
                                           "person:",
                                           "topic:",
                                           "date:",
                                           "before:",
                                           "after:",
                                           "foo:",
                                           "2007",
                                           "2007-02",
                                           "..",
                                           "yesterday",
                                           "war",
                                           "War",
                                           "PEACE",
                                           "missile",
                                           "U.S.",
                                           "AT&T",
                                           "C++",
                                           "O’Neill",
                                           "né",
                                           "Élysée",
                                           "導弾",
                                           "\t",
                                           "\n",
                                           "\xE9",
                                           "\xF0\x9F\x98\x80",
                                           "'",
                                           ".",
                                           ",",
                                           " AND ",
                                           " OR ",
                                           " NEAR/2 ",
                                           " ADJ ",
                                           " (",
                                           ") ",
                                           " -",
                                           " +",
                                           "10:30",
                                           "http://a.b/c?d",
                                           "ab",
                                           "abc",
                                           "\xE2\x80",
                                           "́",
                                           " NOT ",
                                           "last 30 days"};

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }

  std::string noise(std::size_t length) {
    std::string out;
    for (std::size_t i = 0; i < length; ++i) {
      if (one_in(20)) {
        out += static_cast<char>(below(256));
      } else {
        out += pieces[below(pieces.size())];
      }
    }
    return out;
  }

  Query query(int depth) {
    const std::size_t kind = depth == 0 ? below(6) : below(12);
    switch (kind) {
      case 0:
        return Query::words(noise(3));
      case 1:
        return Query::phrase(noise(4));
      case 2:
        return Query::facet(one_in(2) ? "source" : "person", "x" + noise(3));
      case 3:
        return dated();
      case 4:
        return Query::everything();
      case 5:
        return Query::parse(noise(8));
      case 6:
        return Query::all_of({query(depth - 1), query(depth - 1)});
      case 7:
        return Query::any_of({query(depth - 1), query(depth - 1)});
      case 8:
        return Query::without(query(depth - 1), query(depth - 1));
      case 9:
        return Query::in_field(one_in(2) ? "headline" : "section", query(depth - 1));
      case 10:
        return Query::boosted(query(depth - 1), static_cast<double>(below(100)) / 7);
      default:
        return Query::all_of({query(depth - 1), query(depth - 1), query(depth - 1)});
    }
  }

 private:
  Query dated() {
    const Date from = 2007y / std::chrono::month(static_cast<unsigned>(below(12)) + 1) / 1;
    if (one_in(3)) return Query::dated(from, std::nullopt);
    if (one_in(2)) return Query::dated(std::nullopt, from);
    return Query::dated(from, 2008y / 2 / 29);
  }

  std::mt19937 engine_;
};

std::size_t depth_of(const query::Node& node);

template <class Operands>
std::size_t deepest(const Operands& operands) {
  std::size_t out = 0;
  for (const auto& each : operands) out = std::max(out, depth_of(*each));
  return out;
}

std::size_t depth_of(const query::Node& node) {
  struct {
    std::size_t of(const query::And& each) const { return deepest(each.operands); }
    std::size_t of(const query::Or& each) const { return deepest(each.operands); }
    std::size_t of(const query::Near& each) const { return deepest(each.operands); }
    std::size_t of(const query::Not& each) const { return depth_of(*each.operand); }
    std::size_t of(const query::Boosted& each) const { return depth_of(*each.operand); }
    std::size_t of(const query::Fielded& each) const { return depth_of(*each.operand); }
    std::size_t of(const query::Group& each) const {
      std::size_t out = 0;
      for (const auto& clause : each.clauses) out = std::max(out, depth_of(*clause.operand));
      return out;
    }
    std::size_t of(const query::Nothing&) const { return 0; }
    std::size_t of(const query::Everything&) const { return 0; }
    std::size_t of(const query::Word&) const { return 0; }
    std::size_t of(const query::Phrase&) const { return 0; }
    std::size_t of(const query::Wildcard&) const { return 0; }
    std::size_t of(const query::Fuzzy&) const { return 0; }
    std::size_t of(const query::Facet&) const { return 0; }
    std::size_t of(const query::DateRange&) const { return 0; }
  } depth;
  return 1 + std::visit([&](const auto& content) { return depth.of(content); }, node.content);
}

// Printed and read back, even strictly, it is the same tree, and there is nothing to note.
void check_round_trip(const Query& query) {
  const std::string text = query.to_string();
  CAPTURE(text);
  CAPTURE(dump(query));
  const Query again = Query::parse(text);
  CHECK(dump(again) == dump(query));
  CHECK(again == query);
  CHECK(again.notes().empty());
  CHECK_NOTHROW(Query::parse(text, {.syntax = Syntax::strict}));
  CHECK(again.to_string() == text);
  CHECK(depth_of(query.root()) <= query::max_depth);
}

}  // namespace

TEST_CASE("built queries print to what reads back as themselves") {
  INFO("seed " << default_seed);
  Random random(default_seed);
  for (int i = 0; i < 3000; ++i) check_round_trip(random.query(4));
}

TEST_CASE("noise is read without an exception to a tree that prints back") {
  INFO("seed " << default_seed);
  Random random(default_seed);
  for (int i = 0; i < 10000; ++i) {
    const std::string text = random.noise(1 + random.below(40));
    CAPTURE(text);
    check_round_trip(Query::parse(text));
    check_round_trip(Query::parse(text, {.syntax = Syntax::plain}));
    try {
      const Query strict = Query::parse(text, {.syntax = Syntax::strict});
      CHECK(strict == Query::parse(text));
    } catch (const ParseError& error) {
      CHECK(error.offset() <= text.size());
    }
    const Query lenient = Query::parse(text);
    for (const QueryNote& note : lenient.notes()) CHECK(note.offset <= text.size());
  }
}

TEST_CASE("long noise nests no deeper than a tree may") {
  INFO("seed " << default_seed);
  Random random(default_seed);
  for (int i = 0; i < 30; ++i) {
    std::string text = random.noise(2000);
    for (int parentheses = 0; parentheses < 200; ++parentheses) {
      constexpr std::string_view openings[] = {
          " NOT (", " a OR b AND (c -", " headline:(NOT ", " country:(-", " -(", " +(a NEAR ("};
      text.insert(random.below(text.size()), openings[random.below(std::size(openings))]);
    }
    check_round_trip(Query::parse(text));
  }
}

TEST_CASE("texts that look like the language survive as words and phrases") {
  for (const auto* text :
       {"OR", "a AND b", "headline:x", "say \"no\"", "C:\\news\\", "(", "wom?n*", "x^2", "x~1",
        "-x", "+x", "foo:bar", "“x”", "\\", "NEAR/5", "date:2007"}) {
    check_round_trip(Query::words(text));
    check_round_trip(Query::phrase(text));
    check_round_trip(Query::facet("topic", text));
    check_round_trip(Query::facet("source", text));
    check_round_trip(Query::in_field("body", Query::phrase(text)));
  }
}

TEST_CASE("names that would look shouted keep their capitals when printed") {
  const Query names = Query::parse("\\ NATO EU UN OPEC IMF");
  CHECK(dump(names) == "(group NATO! EU! UN! OPEC! IMF!)");
  check_round_trip(names);
  check_round_trip(Query::parse("NATO EU UN OPEC IMF"));
}
