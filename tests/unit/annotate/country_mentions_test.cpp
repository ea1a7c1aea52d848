#include <doctest/doctest.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "annotate/country_mentions.h"

#include "annotate/country_states.h"

using namespace dateline;
using namespace dateline::annotate;
using Codes = std::set<std::string>;

namespace {

Codes codes_in(const Article& article) {
  const ArticleWords words(article);
  Codes codes;
  for (const auto& each : country_mentions(words, article.date, country_gazetteer())) {
    codes.emplace(each.code);
  }
  return codes;
}

Codes codes_of(const std::string& body, std::optional<Date> date = {}) {
  Article article;
  article.body = body;
  article.date = date;
  return codes_in(article);
}

Codes codes_of_headline(const std::string& headline) {
  Article article;
  article.headline = headline;
  return codes_in(article);
}

Date day(int year, unsigned month, unsigned number) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{number}};
}

struct Case {
  std::string text;
  Codes codes;
};

void check(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    CAPTURE(each.text);
    CHECK(codes_of(each.text) == each.codes);
  }
}

}  // namespace

TEST_CASE("every country is found by its name") {
  for (const auto& state : country_states()) {
    for (const std::string_view name : state.names) {
      const std::string text = "Talks were held in " + std::string(name) + " on Monday.";
      // Bare names that several countries share are told apart elsewhere.
      CAPTURE(text);
      CHECK(codes_of(text).contains(std::string(state.code)));
    }
  }
}

TEST_CASE("demonyms, capitals, seats and institutions stand for their countries") {
  check({{"The Kremlin said nothing.", {"RU"}},
         {"A spokesman for Downing Street agreed.", {"GB"}},
         {"Officials at the White House and on Capitol Hill disagreed.", {"US"}},
         {"Sources close to the Élysée denied it.", {"FR"}},
         {"Two Poles and a Czech were hurt.", {"PL", "CZ"}},
         {"The Bank of England raised its rate.", {"GB"}},
         {"Diplomats in Ouagadougou left.", {"BF"}},
         {"The U.S.-Russian talks ended.", {"US", "RU"}},
         {"The Sino-Soviet border was calm.", {"CN", "SUHH"}},
         {"Anglo-Irish ties improved.", {"GB", "IE"}}});
}

TEST_CASE("longer names are not mistaken for the shorter ones inside them") {
  check({{"Talks in South Korea ended.", {"KR"}},
         {"Talks in North Korea ended.", {"KP"}},
         {"Farmers of New Mexico met.", {"US"}},
         {"Miners in Papua New Guinea struck.", {"PG"}},
         {"The army of Equatorial Guinea moved.", {"GQ"}},
         {"The army of Guinea-Bissau moved.", {"GW"}},
         {"The army of Guinea moved.", {"GN"}},
         {"Ships left the Gulf of Guinea.", {}},
         {"Traders from Niger met traders from Nigeria.", {"NE", "NG"}},
         {"Schools in Dominica closed.", {"DM"}},
         {"Schools in the Dominican Republic closed.", {"DO"}},
         {"Police in Northern Ireland searched a house.", {"GB"}},
         {"Police in Ireland searched a house.", {"IE"}},
         {"The rocket rose over French Guiana.", {"GF"}},
         {"The Democratic Republic of Congo voted.", {"CD"}},
         {"The Republic of Congo voted.", {"CG"}},
         {"Ships crossed the Indian Ocean.", {}},
         {"Ships crossed the South China Sea.", {}},
         {"Leaves fell in New England.", {"US"}},
         {"Crops failed in New South Wales.", {"AU"}}});
}

TEST_CASE("firms and peoples that bear a country's name are not that country") {
  check({{"American Express cut jobs.", {}},
         {"Latin American debt grew.", {}},
         {"He wore a Panama hat.", {}},
         {"It was a game of Russian roulette.", {}},
         {"They ate French fries.", {}},
         {"The West Indian side won.", {}}});
}

TEST_CASE("names of people are not countries") {
  check({{"Michael Jordan scored thirty points.", {}},
         {"Mr. Jordan declined to comment.", {}},
         {"Paris Hilton arrived late.", {}},
         {"Chad Pennington threw the ball.", {}},
         {"George Washington slept here.", {"US"}},
         {"The writer Jack London drank here.", {}},
         {"Irving Berlin wrote the song.", {}}});
}

TEST_CASE("countries with the names of people are countries") {
  check({{"King Hussein returned to Jordan on Monday.", {"JO"}},
         {"Jordan rejected the plan.", {"JO"}},
         {"The army of Chad crossed the border.", {"TD"}},
         {"Chad's army crossed the border.", {"TD"}},
         {"Israel Radio reported it.", {"IL"}}});
}

TEST_CASE("words in lower case are not countries") {
  check({{"They ate turkey from china plates.", {}},
         {"Please polish the silver and tell us.", {}},
         {"Polish the silver first.", {}},
         {"A chad hung from the ballot.", {}}});
}

TEST_CASE("Georgia is told from Georgia by what stands around it") {
  CHECK(codes_of("Shots were fired in Georgia near Tbilisi.").contains("GE"));
  CHECK_FALSE(codes_of("Shots were fired in Georgia near Tbilisi.").contains("US"));
  CHECK(codes_of("A plant in Georgia closed, said Gov. Smith in Atlanta.") == Codes{"US"});
  CHECK(codes_of("Troops left Georgia.") == Codes{"GE"});
  CHECK(codes_of("Troops left Georgia.", day(1987, 3, 1)) == Codes{"US"});
}

TEST_CASE("a division behind the comma says which town is meant") {
  check({{"A plant in London, Ontario, closed.", {"CA"}},
         {"A plant in Lima, Ohio, closed.", {"US"}},
         {"A plant in Panama City, Florida, closed.", {"US"}},
         {"A plant in Athens, Ga., closed.", {"US"}},
         {"A plant in Cordoba, Spain, closed.", {"ES"}},
         {"A plant in Cordoba, Argentina, closed.", {"AR"}},
         {"He flew to London, Paris and Rome.", {"GB", "FR", "IT"}}});
}

TEST_CASE("a town that several countries have goes with the rest of the article") {
  CHECK(codes_of("Guards shot at a crowd in Tripoli.") == Codes{"LY"});
  CHECK(codes_of("Lebanese guards shot at a crowd in Tripoli.") == Codes{"LB"});
  CHECK(codes_of("Coffee growers in San Jose met. Costa Rica sells coffee.") == Codes{"CR"});
}

TEST_CASE("Congo is told by its neighbours and by the day") {
  CHECK(codes_of("Rebels in Congo took a road to Kinshasa.") == Codes{"CD"});
  CHECK(codes_of("Ministers of Congo met in Brazzaville.") == Codes{"CG"});
  CHECK(codes_of("Ministers of Congo met.", day(1987, 1, 5)) == Codes{"CG"});
  CHECK(codes_of("Ministers of Congo met.", day(2005, 1, 5)) == Codes{"CD"});
}

TEST_CASE("US in a shouted line is told from the pronoun") {
  CHECK(codes_of_headline("US SAYS TRADE TALKS FAILED") == Codes{"US"});
  CHECK(codes_of_headline("GIVE US BREAD SAY STRIKING WORKERS").empty());
  CHECK(codes_of_headline("U.S. SAYS TRADE TALKS FAILED") == Codes{"US"});
  CHECK(codes_of("It cost US$ 20.").empty());
}

TEST_CASE("places of a former state stand for it within its days") {
  const Date then = day(1987, 3, 1);
  CHECK(codes_of("Moscow and Kiev agreed.", then) == Codes{"SUHH"});
  CHECK(codes_of("Moscow and Kiev agreed.", day(1995, 1, 1)) == Codes{"RU", "UA"});
  CHECK(codes_of("Moscow and Kiev agreed.") == Codes{"RU", "UA"});
  CHECK(codes_of("Leaders in Leipzig and Munich met.", then) == Codes{"DDDE", "DE"});
  CHECK(codes_of("Leaders in Leipzig and Munich met.", day(1990, 10, 3)) == Codes{"DE"});
  CHECK(codes_of("Prague waited.", day(1992, 12, 31)) == Codes{"CSHH"});
  CHECK(codes_of("Prague waited.", day(1993, 1, 1)) == Codes{"CZ"});
  CHECK(codes_of("Belgrade waited.", day(1999, 4, 1)) == Codes{"YUCS"});
  CHECK(codes_of("Belgrade waited.", day(2004, 4, 1)) == Codes{"CSXX"});
  CHECK(codes_of("Zagreb waited.", day(1999, 4, 1)) == Codes{"HR"});
  CHECK(codes_of("Ships left Aden.", then) == Codes{"YDYE"});
  CHECK(codes_of("Hanoi was bombed.", day(1968, 4, 1)) == Codes{"VDVN"});
  CHECK(codes_of("Burma and Zaire signed.", then) == Codes{"MM", "CD"});
  CHECK(codes_of("The Soviet Union fell in 1991.", day(2007, 1, 1)) == Codes{"SUHH"});
}

TEST_CASE("a mention stands where it says") {
  Article article;
  article.dateline = "MOSCOW";
  article.headline = "Poland’s farmers protest";
  article.body = "Farmers in the Czech Republic followed those of U.S. states.";
  const ArticleWords words(article);
  const auto mentions = country_mentions(words, {}, country_gazetteer());
  REQUIRE(mentions.size() == 4);
  const auto text = [&](const CountryMention& each) {
    const std::string& field = each.span.field == TextField::dateline   ? article.dateline
                               : each.span.field == TextField::headline ? article.headline
                                                                        : article.body;
    return field.substr(each.span.from, each.span.to - each.span.from);
  };
  CHECK(text(mentions[0]) == "MOSCOW");
  CHECK(text(mentions[1]) == "Poland");
  CHECK(text(mentions[2]) == "Czech Republic");
  CHECK(text(mentions[3]) == "U.S.");
}

TEST_CASE("money, firms, legal forms and usages imply their countries") {
  check({{"The loan is worth 200 mln marks.", {"DE"}},
         {"The price rose by three billion yen.", {"JP"}},
         {"A loss of 4.2 mln stg was expected.", {"GB"}},
         {"Toyota will build more trucks.", {"JP"}},
         {"The builder Mustermann GmbH closed.", {"DE"}},
         {"Shr 12 cts vs nine cts", {"US"}},
         {"Shares rose on the Big Board.", {"US"}}});
}

TEST_CASE("words that are money only behind a number are not money elsewhere") {
  check({{"She won the race and marks the papers.", {}},
         {"High marks went to the youngest.", {}},
         {"The two kings lost their crowns.", {}},
         {"Prices rose two per cent.", {}},
         {"The fee is 900 won.", {"KR"}}});
}

TEST_CASE("money that several countries have is that of the one named") {
  CHECK(codes_of("Zurich said it would lend 100 mln francs.") == Codes{"CH"});
  CHECK(codes_of("It would lend 100 mln francs.") == Codes{"FR"});
  CHECK(codes_of("Ottawa will spend 100 mln dlrs.") == Codes{"CA"});
}

TEST_CASE("a country before its money is said of the money") {
  Article article;
  article.body = "They lent 100 mln Swiss francs.";
  const ArticleWords words(article);
  const auto mentions = country_mentions(words, {}, country_gazetteer());
  REQUIRE(mentions.size() == 1);
  CHECK(mentions[0].code == "CH");
  CHECK(mentions[0].kind == PlaceKind::currency);
}

TEST_CASE("signs are no places to those who look for places alone") {
  const WordList words("General Motors lent 100 mln yen to Ghana.");
  CHECK(match_places(words, country_gazetteer()).size() == 1);
  CHECK(match_places_and_signs(words, country_gazetteer()).size() == 3);
}
