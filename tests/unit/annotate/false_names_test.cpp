#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "annotate/false_names.h"
#include "tagged_article.h"

using namespace dateline::annotate;
using Names = std::vector<std::string>;

namespace {

Names left(const std::string& body, const std::string& headline = {}, float probability = 0.9F) {
  TaggedArticle article(headline, body, probability);
  leave_out_false_names(article.texts, article.candidates);
  return article.names();
}

}  // namespace

TEST_CASE("a lone word by which the article calls a firm is no person") {
  CHECK(left("Olsen Harlan Corp lost money. {Harlan} said so to {Peter Lind}.") ==
        Names{"Peter Lind"});
  CHECK(left("Harlan Corp lost money, Chairman {Harlan} said.") == Names{"Harlan"});
  CHECK(left("Harlan Corp lost money. {Robert Harlan} quit. {Harlan} sold it.") ==
        Names{"Robert Harlan", "Harlan"});
  CHECK(left("{William Orde} and Co sold bonds. {William Orde} won.").empty());
}

TEST_CASE("known firms are firms, whatever stands before them") {
  CHECK(left("said lead manager {Societe Generale}, and {Ericsson} agreed").empty());
  CHECK(left("{Lars Ericsson} spoke and {Ericsson} agreed") == Names{"Lars Ericsson", "Ericsson"});
}

TEST_CASE("partners in business are a firm, players are not") {
  CHECK(left("shares rose three pct, brokers {Ostler} and {Dunn} reckon").empty());
  CHECK(left("{Ostler} and {Dunn} scored twice") == Names{"Ostler", "Dunn"});
}

TEST_CASE("ships are no people") {
  CHECK(left("the ferry {Christa} sank, and the freighter {Nils Olsen} too").empty());
  CHECK(left("the {Juvenal}, 53,351 tonnes, sank").empty());
  CHECK(left("the {Ostler} plan sank") == Names{"Ostler"});
}

TEST_CASE("states before a word and words of running text are no names") {
  CHECK(left("{U.S. Bean} exports and {S. Korea} and {N.Z. Dlrs}").empty());
  CHECK(left("{Qarvel County} and {Open Market} grew").empty());
  CHECK(left("{U.V. Bean} and {S. Korsakov} and {Rose Bloom}") ==
        Names{"U.V. Bean", "S. Korsakov", "Rose Bloom"});
  CHECK(left("so said S and {P. About} ten of them").empty());
}

TEST_CASE("what begins with a firm is one of its own, unless that is a given name") {
  CHECK(left("{Honeywell Bullock} makes computers").empty());
  CHECK(left("{Harris Bullock} makes computers") == Names{"Harris Bullock"});
  CHECK(left("{Yukio Honda} makes computers") == Names{"Yukio Honda"});
}

TEST_CASE("among firms a given name may stand for its bearer") {
  TaggedArticle business({}, "{Tesfay Dinka} runs Harlan Corp. {Tesfay} left.");
  leave_out_false_names(business.texts, business.candidates);
  REQUIRE(business.candidates[1].size() == 2);
  CHECK(business.candidates[1][1].by_given);
  TaggedArticle other({}, "{Tesfay Dinka} runs. {Tesfay} left.");
  leave_out_false_names(other.texts, other.candidates);
  CHECK_FALSE(other.candidates[1].at(1).by_given);
}

TEST_CASE("in news of business a lone word must be surer") {
  CHECK(left("{Ostler} said shares fell two pct", {}, 0.7F).empty());
  CHECK(left("{Ostler} said he was happy", {}, 0.7F) == Names{"Ostler"});
  CHECK(left("President {Ostler} said shares fell two pct", {}, 0.7F) == Names{"Ostler"});
  CHECK(left("{Gorbachev} said shares fell two pct", {}, 0.7F) == Names{"Gorbachev"});
  CHECK(left("{Ostler} said shares fell two pct. {Ostler} and he sold. So did {Ostler}.", {},
             0.7F) == Names{"Ostler", "Ostler", "Ostler"});
  CHECK(left({}, "{OSTLER} SEES HIGHER FIRST QUARTER", 0.7F).empty());
}

TEST_CASE("possessives that speak, acronyms and rows of tables are no people in business") {
  CHECK(left("Debt fell by ten pct, {Olander}'s said").empty());
  CHECK(left("The GADD met and cut tariffs by ten pct", "{GADD} TO CUT TARIFFS ON STEEL").empty());
  CHECK(left("oats cost two dlrs in {Olander} 57 40").empty());
}
