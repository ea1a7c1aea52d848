#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/query.h"
#include "unit/query/tree_dump.h"

using namespace dateline;
using namespace std::chrono_literals;

namespace {

const ParseOptions strict{.syntax = Syntax::strict, .today = 2007y / 2 / 22};

struct Case {
  std::string_view query;
  std::string_view tree;
};

// Read strictly, so that nothing in these cases is a repair.
void check_all(std::initializer_list<Case> cases) {
  for (const Case& each : cases) {
    INFO(each.query);
    CHECK(dump(Query::parse(each.query, strict)) == each.tree);
    CHECK(Query::parse(each.query, {.today = strict.today}).notes().empty());
  }
}

}  // namespace

TEST_CASE("words side by side are a group") {
  check_all({
      {"", "nothing"},
      {" \t\n", "nothing"},
      {"missile", "missile"},
      {"missile defense", "(group missile defense)"},
      {"missile　defense", "(group missile defense)"},
      {"(missile defense) shield", "(group (group missile defense) shield)"},
      {"((missile)) ((defense shield))", "(group missile (group defense shield))"},
      {"*", "everything"},
      {"* -iraq", "(group everything -iraq)"},
  });
}

TEST_CASE("a word typed with a capital prefers its exact form") {
  check_all({
      {"Gates speaks", "(group Gates! speaks)"},
      {"al-Qaeda", "al-Qaeda!"},
      {"Élysée Кремль", "(group Élysée! Кремль!)"},
      {"US", "US!"},
      {"\\Gates", "Gates"},
      {"Gates~ Gat*", "(group (fuzzy/1 Gates) (like Gat*))"},
  });
}

TEST_CASE("what belongs to a word stays in it and other punctuation goes") {
  check_all({
      {"non-proliferation F-16", "(group non-proliferation F-16!)"},
      {"U.S. U.S.-Russian AT&T", "(group U.S.! U.S.-Russian! AT&T!)"},
      {"C++ C#", "(group C++! C#!)"},
      {"O'Neill Putin’s", "(group O'Neill! Putin’s!)"},
      {"10:30 1,000 3.5%", "(group 10:30 1,000 3.5)"},
      {"jane@example.org", "jane@example.org"},
      {"http://example.org/a?b=c*d&e", "http://example.org/a?b=c*d&e"},
      {"who, really? ...", "(group who really)"},
      {"war - peace & love + ?", "(group war peace love)"},
      {"is it over ?", "(group is it over)"},
      {"#tag $5 'tis", "(group tag 5 tis)"},
      {"said: yes", "(group said yes)"},
      {"導弾 防御", "(group 導弾 防御)"},
  });
}

TEST_CASE("operators are words in capitals") {
  check_all({
      {"a AND b AND c", "(and a b c)"},
      {"a OR b OR c", "(or a b c)"},
      {"a and b or c not d", "(group a and b or c not d)"},
      {"NOT a", "(not a)"},
      {"NOT NOT a", "a"},
      {"a AND NOT b", "(and a (not b))"},
      {"a OR NOT b", "(or a (not b))"},
      {"\\AND \\NEAR/5", "(group AND NEAR/5)"},
      {"\"OR\"", "[OR]"},
      {"headline:AND", "(headline: AND)"},
  });
}

TEST_CASE(
    "NOT binds tighter than NEAR, NEAR than AND, AND than OR, OR than standing side by side") {
  check_all({
      {"a OR b AND c", "(or a (and b c))"},
      {"a AND b OR c", "(or (and a b) c)"},
      {"(a OR b) AND c", "(and (or a b) c)"},
      {"a b OR c d", "(group a (or b c) d)"},
      {"putin OR rice -iraq", "(group (or putin rice) -iraq)"},
      {"NOT a AND b", "(and (not a) b)"},
      {"a AND b NEAR/2 c", "(and a (near/2 b c))"},
      {"a AND (b AND c)", "(and a b c)"},
      {"(a b) OR c", "(or (group a b) c)"},
  });
}

TEST_CASE("signs require and exclude") {
  check_all({
      {"+a b -c", "(group +a b -c)"},
      {"-a", "(not a)"},
      {"+a", "a"},
      {"a NOT b", "(group a -b)"},
      {"a -(b c)", "(group a -(group b c))"},
      {"a -\"b c\" +headline:d", "(group a -[b c] +(headline: d))"},
      {"a -country:US", "(group a -(country= US))"},
      {"a OR -b", "(or a (not b))"},
      {"a -NOT", "(group a -NOT)"},
      {"a -(NOT b)", "(group a +b)"},
      {"(+a)b", "(group a b)"},
      {"-... a", "a"},
  });
}

TEST_CASE("quotes of any kind make a phrase") {
  check_all({
      {"\"missile defense\"", "[missile defense]"},
      {"“missile defense”", "[missile defense]"},
      {"„missile defense“", "[missile defense]"},
      {"«ПРО в Европе»", "[ПРО в Европе]"},
      {"\" Gates \"", "[Gates]"},
      {R"("a \"b\" c")", "[a \"b\" c]"},
      {"rock\"n\"roll", "(group rock [n] roll)"},
      {"\"NOT (a OR b*\"", "[NOT (a OR b*]"},
  });
}

TEST_CASE("fields take the word, phrase or group right behind them") {
  check_all({
      {"headline:summit meeting", "(group (headline: summit) meeting)"},
      {"HEADLINE:Summit", "(headline: Summit!)"},
      {"body:\"arms control\"", "(body: [arms control])"},
      {"headline:(summit OR meeting)", "(headline: (or summit meeting))"},
      {"headline:(summit meeting)^2", "(boost/2 (headline: (group summit meeting)))"},
      {"headline:negot* dateline:moscow", "(group (headline: (like negot*)) (dateline: moscow))"},
      {"source:reuters section:world byline:shanker",
       "(group (source: reuters) (section: world) (byline: shanker))"},
      {"headline:body:war", "(body: war)"},
      {"headline:country:RU", "(country= RU)"},
      {"headline:*", "(headline: everything)"},
  });
}

TEST_CASE("filters take a value as it is") {
  check_all({
      {"person:\"Condoleezza Rice\"", "(person= Condoleezza Rice)"},
      {"country:russia, iran", "(group (country= russia) iran)"},
      {"country:U.S.", "(country= U.S.)"},
      {"topic:politics/diplomacy", "(topic= politics/diplomacy)"},
      {"language:en year:2007", "(group (language= en) (year= 2007))"},
      {"source:=reuters section:=\"World News\"",
       "(group (source= reuters) (section= World News))"},
      {"person:NOT", "(person= NOT)"},
      {"country:US^0", "(boost/0 (country= US))"},
  });
}

TEST_CASE("filters are distributed over parentheses") {
  check_all({
      {"country:(russia OR iran)", "(or (country= russia) (country= iran))"},
      {"country:(russia AND \"south korea\")", "(and (country= russia) (country= south korea))"},
      {"person:(condoleezza rice OR gates)", "(or (person= condoleezza rice) (person= gates))"},
      {"country:(NOT us)", "(not (country= us))"},
      {"country:(headline:(a b) OR south korea)",
       "(or (headline: (group a b)) (country= south korea))"},
      {"-country:(us OR uk) oil", "(group -(or (country= us) (country= uk)) oil)"},
      {"topic:(sport -sport/chess)", "(group (topic= sport) -(topic= sport/chess))"},
  });
}

TEST_CASE("patterns need three letters and a wildcard inside or at the end") {
  check_all({
      {"negot*", "(like negot*)"},
      {"wom?n", "(like wom?n)"},
      {"wo*n", "(like wo*n)"},
      {"negot*, wom?n?", "(group (like negot*) (like wom?n))"},
      {"really?", "really"},
      {"ab?", "ab"},
      {"al\\*pha", "al*pha"},
      {"\"negot*\"", "[negot*]"},
  });
}

TEST_CASE("words can be fuzzy") {
  check_all({
      {"colour~", "(fuzzy/1 colour)"},
      {"colour~1 ahmadinejad~2", "(group (fuzzy/1 colour) (fuzzy/2 ahmadinejad))"},
      {"colour~0", "colour"},
      {"colour~1^3", "(boost/3 (fuzzy/1 colour))"},
      {"a~b", "a~b"},
  });
}

TEST_CASE("NEAR and ADJ join what has a place in a text") {
  check_all({
      {"oil NEAR price", "(near/10 oil price)"},
      {"oil NEAR/5 price", "(near/5 oil price)"},
      {"oil ADJ/3 \"spot price\"", "(adj/3 oil [spot price])"},
      {"a NEAR/5 b NEAR/5 c", "(near/5 a b c)"},
      {"a NEAR/5 b ADJ/3 c", "(and (near/5 a b) (adj/3 b c))"},
      {"(oil OR gas) NEAR/5 price", "(or (near/5 oil price) (near/5 gas price))"},
      {"headline:(oil NEAR/5 price)", "(headline: (near/5 oil price))"},
      {"oil near price", "(group oil near price)"},
  });
}

TEST_CASE("boosts multiply the weight of what they stand behind") {
  check_all({
      {"war^2", "(boost/2 war)"},
      {"war^0.5 \"peace talks\"^3", "(group (boost/0.5 war) (boost/3 [peace talks]))"},
      {"(war peace)^2", "(boost/2 (group war peace))"},
      {"headline:(war^2)", "(headline: (boost/2 war))"},
      {"war^1", "war"},
      {"person:putin^2 date:2007^3",
       "(group (boost/2 (person= putin)) (boost/3 (days 2007-01-01 2007-12-31)))"},
      {"a^b", "a^b"},
  });
}

TEST_CASE("texts in capitals have no operators and no names") {
  const auto tree = [](std::string_view text) { return dump(Query::parse(text)); };
  CHECK(tree("TO BE OR NOT TO BE") == "(group TO BE OR NOT TO BE)");
  CHECK(tree("IRAN AND RUSSIA SIGN DEAL") == "(group IRAN AND RUSSIA SIGN DEAL)");
  CHECK(tree("FIRE NEAR MOSCOW KILLS 10") == "(group FIRE NEAR MOSCOW KILLS 10)");
  CHECK(tree("IRAN AND RUSSIA SIGN deal") == "(group (and IRAN! RUSSIA!) SIGN! deal)");
  CHECK(tree("RUSSIA SIGN OIL DEAL") == "(group RUSSIA! SIGN! OIL! DEAL!)");
}

TEST_CASE("acronyms joined by operators are an expression while they are few or in parentheses") {
  const auto tree = [](std::string_view text) { return dump(Query::parse(text)); };
  CHECK(tree("NATO OR EU") == "(or NATO! EU!)");
  CHECK(tree("NATO OR EU OR UN") == "(group NATO OR EU OR UN)");
  CHECK(tree("(NATO OR EU OR UN)") == "(or NATO! EU! UN!)");
  CHECK(tree("(MISSILE DEFENSE) AND (RUSSIA OR IRAN)") ==
        "(and (group MISSILE! DEFENSE!) (or RUSSIA! IRAN!))");
  CHECK(tree("中国 OR 美国 俄罗斯 伊朗 印度") == "(group (or 中国 美国) 俄罗斯 伊朗 印度)");
}

TEST_CASE("plain text is a bag of words") {
  const auto tree = [](std::string_view text) {
    const Query query = Query::parse(text, {.syntax = Syntax::plain});
    CHECK(query.notes().empty());
    CHECK(query == Query::words(text));
    return dump(query);
  };
  CHECK(tree("Putin AND \"Rice\" -iraq") == "(group Putin AND Rice iraq)");
  CHECK(tree("non-proliferation (country:RU) war^2 wom?n*") ==
        "(group non proliferation country RU war 2 wom n)");
  CHECK(tree("U.S. Ph.D. 1,000 3.5 O'Neill AT&T C++") ==
        "(group U.S. Ph.D. 1,000 3.5 O'Neill AT&T C++)");
  CHECK(tree("10:30 one,two jane@example.org snake_case and/or") ==
        "(group 10 30 one two jane example org snake case and or)");
  CHECK(tree("...") == "nothing");
}
