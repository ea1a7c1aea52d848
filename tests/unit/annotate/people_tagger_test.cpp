#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "annotate/people.h"
#include "annotate/shipped_name_model.h"

using namespace dateline;
using namespace dateline::annotate;
using Labels = std::set<std::string>;

namespace {

FacetValues people_in(const Article& article) {
  return PeopleByTagger(shipped_name_model()).find(article);
}

Labels labels_of(const std::string& body, const std::string& headline = {}) {
  Article article;
  article.headline = headline;
  article.body = body;
  Labels out;
  for (const FacetValue& each : people_in(article)) out.insert(each.label);
  return out;
}

bool is_shipped() {
  if (shipped_name_model()) return true;
  MESSAGE("skipped: built without the shipped model");
  return false;
}

}  // namespace

TEST_CASE("the shipped model finds people and leaves places and firms alone") {
  if (!is_shipped()) return;
  CHECK(labels_of("Foreign Minister Anna Lindh met Javier Solana in Brussels on Monday. Lindh said "
                  "the talks with the European Commission went well.") ==
        Labels{"Anna Lindh", "Javier Solana"});
  CHECK(labels_of("Shares of General Electric and of Morgan Stanley rose in New York.").empty());
  CHECK(labels_of("Pupils heard a speech on Martin Luther King Jr. by the mayor, Thomas Brandt.") ==
        Labels{"Martin Luther King Jr.", "Thomas Brandt"});
}

TEST_CASE("an article in capitals has its people, with the capitals of names") {
  if (!is_shipped()) return;
  CHECK(
      labels_of("PRESIDENT BORIS YELTSIN MET HELMUT KOHL IN MOSCOW ON TUESDAY, OFFICIALS SAID.") ==
      Labels{"Boris Yeltsin", "Helmut Kohl"});
}

TEST_CASE("what stands with a ticker is a firm") {
  if (!is_shipped()) return;
  CHECK(labels_of("Harlan Corp <HRL> said Peter Lind had resigned. Harlan said it regretted this.",
                  "HARLAN <HRL> LOSES CHAIRMAN") == Labels{"Peter Lind"});
}

TEST_CASE("spans are the bytes of each mention, without title and possessive, with Jr.'s dot") {
  if (!is_shipped()) return;
  Article article;
  article.headline = "Brandt’s plan";
  article.body = "Mr. Thomas Brandt Jr. spoke in Vienna. Brandt’s plan, said Brandt, was good.";
  const FacetValues values = people_in(article);
  REQUIRE(values.size() == 1);
  std::vector<std::string> texts;
  for (const Span& span : values[0].spans) {
    const std::string& field = span.field == TextField::headline ? article.headline : article.body;
    texts.push_back(field.substr(span.from, span.to - span.from));
  }
  CHECK(texts == std::vector<std::string>{"Brandt", "Thomas Brandt Jr.", "Brandt", "Brandt"});
}

TEST_CASE("suffixes and particles alone name nobody") {
  if (!is_shipped()) return;
  for (const char* text : {"III", "VAN DER", "Jr. Jr. II", "President III said so."}) {
    CAPTURE(text);
    CHECK(labels_of(text, text) == Labels{});
  }
}

TEST_CASE("articles known to be in another language are left to the rules") {
  if (!is_shipped()) return;
  Article article;
  article.language = "de";
  article.body = "Gestern sprach Helmut Kohl in Bonn. Kohl lobte die Gespräche.";
  CHECK(people_in(article) == PeopleByRules().find(article));
}

TEST_CASE("initials, suffixes and likeness to places make no name less a name") {
  if (!is_shipped()) return;
  CHECK(labels_of("", "George H. W. Bush visited Kuwait on Monday.") ==
        Labels{"George H. W. Bush"});
  CHECK(labels_of("", "Treasury Secretary James A. Baker III met reporters in Paris.") ==
        Labels{"James A. Baker III"});
  CHECK(labels_of("", "Michael Jordan won the match in Chicago.") == Labels{"Michael Jordan"});
  CHECK(labels_of("", "Ministers in Jordan met officials from London on Sunday.") == Labels{});
}

TEST_CASE("a list of names without end has the names of its parts") {
  if (!is_shipped()) return;
  std::string list = "Present were Anna Larsen";
  for (int i = 0; i < 4000; ++i) list += ", Peter Nilsson, Maria Lindqvist";
  CHECK(labels_of("", list + ".") == Labels{"Anna Larsen", "Peter Nilsson", "Maria Lindqvist"});
}
