#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "annotate/surname_mentions.h"
#include "tagged_article.h"

using namespace dateline::annotate;
using Names = std::vector<std::string>;

namespace {

Names with_mentions(const std::string& headline, const std::string& body = {}) {
  TaggedArticle article(headline, body);
  add_surname_mentions(article.texts, article.candidates);
  return article.names();
}

}  // namespace

TEST_CASE("a surname of the article is a mention where it stands apart") {
  CHECK(
      with_mentions("OSTLER QUITS", "{Jane Ostler} left. Ostler's plan fell. The Ostler Prize.") ==
      Names{"OSTLER", "Jane Ostler", "Ostler"});
}

TEST_CASE("half of a word with a hyphen does not stand apart") {
  CHECK(with_mentions("OSTLER-HALL QUITS NOW", "{Jane Ostler} left.") == Names{"Jane Ostler"});
}

TEST_CASE("someone of public life needs no full name") {
  CHECK(with_mentions("GORBACHEV ARRIVES IN REYKJAVIK") == Names{"GORBACHEV"});
  CHECK(with_mentions({}, "the Gorbachev plan and the Gorbachev Foundation") == Names{"Gorbachev"});
}

TEST_CASE("a surname that is also a word or a firm names someone only where it speaks") {
  CHECK(with_mentions("BAKER SAYS DOLLAR IS STABLE") == Names{"BAKER"});
  CHECK(with_mentions("TREASURY'S BAKER FULLY EXPECTS GROWTH THIS YEAR") == Names{"BAKER"});
  CHECK(with_mentions("BAKER FIRES TWO HUNDRED WORKERS").empty());
  CHECK(with_mentions({}, "At noon Baker says nothing").empty());
}

TEST_CASE("any surname that speaks for a body in a headline is someone's") {
  CHECK(with_mentions("UNION'S HATCHER WARNS OF STRIKES") == Names{"HATCHER"});
  CHECK(with_mentions("UNION'S HATCHER PLANT CLOSES DOWN").empty());
  CHECK(with_mentions("UNION'S QXARVE WARNS OF STRIKES").empty());
}

TEST_CASE("what the tagger doubted is surer by being of public life") {
  TaggedArticle article({}, "so {Gorbachev} and {Ostler} left", 0.3F);
  add_surname_mentions(article.texts, article.candidates);
  REQUIRE(article.candidates[1].size() == 2);
  CHECK(article.candidates[1][0].probability > 0.7F);
  CHECK(article.candidates[1][1].probability == 0.3F);
}
