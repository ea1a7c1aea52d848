#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "annotate/people.h"
#include "annotate/person_name.h"

using namespace dateline;
using namespace dateline::annotate;
using Labels = std::set<std::string>;

namespace {

FacetValues people_in(const std::string& body, const std::string& headline = {}) {
  Article article;
  article.headline = headline;
  article.body = body;
  return PeopleByRules().find(article);
}

Labels labels(const FacetValues& values) {
  Labels out;
  for (const FacetValue& each : values) out.insert(each.label);
  return out;
}

Labels labels_of(const std::string& body, const std::string& headline = {}) {
  return labels(people_in(body, headline));
}

struct Case {
  std::string text;
  Labels people;
};

void check(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    CAPTURE(each.text);
    CHECK(labels_of(each.text) == each.people);
  }
}

FacetValue given_value(const std::string& text) {
  FacetValue value;
  value.value = text;
  return value;
}

}  // namespace

TEST_CASE("titles lead to names and are no part of them") {
  check({{"He met U.S. National Security Adviser Stephen Hadley there.", {"Stephen Hadley"}},
         {"President Vladimir V. Putin agreed.", {"Vladimir V. Putin"}},
         {"She met Secretary of State Condoleezza Rice.", {"Condoleezza Rice"}},
         {"Foreign Minister Sergey V. Lavrov left.", {"Sergey V. Lavrov"}},
         {"The analyst Boris Makarenko doubted it.", {"Boris Makarenko"}},
         {"Sen. Jordan met Mr. France there.", {"Jordan", "France"}},
         {"Chairman Rand Araskog spoke.", {"Rand Araskog"}},
         {"It was said by Mr. Gates.", {"Gates"}},
         {"President Reagan smiled.", {"Reagan"}},
         {"King Fahd arrived.", {"Fahd"}},
         {"Maj. Gen. Nikolai Sherbatov was there.", {"Nikolai Sherbatov"}},
         {"The minister, Anatoly E. Serdyukov, left.", {"Anatoly E. Serdyukov"}}});
}

TEST_CASE("names of many forms are found whole") {
  check({{"They saw Nikolaus van der Pas in town.", {"Nikolaus van der Pas"}},
         {"They saw Miguel de la Madrid in town.", {"Miguel de la Madrid"}},
         {"They saw Hafez al-Assad in town.", {"Hafez al-Assad"}},
         {"They saw Sean O'Neill in town.", {"Sean O'Neill"}},
         {"They saw Robert McNamara in town.", {"Robert McNamara"}},
         {"They saw Jean-Claude Juncker in town.", {"Jean-Claude Juncker"}},
         {"They saw Kim Young-sam in town.", {"Kim Young-sam"}},
         {"They saw Deng Xiaoping in town.", {"Deng Xiaoping"}},
         {"They saw César Chávez in town.", {"César Chávez"}},
         {"They saw George W. Bush in town.", {"George W. Bush"}},
         {"They saw J. Edgar Hoover in town.", {"J. Edgar Hoover"}},
         {"They saw Harry Connick Jr. in town.", {"Harry Connick Jr."}}});
}

TEST_CASE("places, bodies, firms, days and nationalities are not people") {
  check({{"The Security Council met in Moscow.", {}},
         {"National Security was the theme on Monday in April.", {}},
         {"Interfax quoted the Kremlin.", {}},
         {"Merrill Lynch and Morgan Stanley cut jobs.", {}},
         {"John Deere & Co cut jobs.", {}},
         {"Robert Bosch GmbH cut jobs.", {}},
         {"The Charles River flooded.", {}},
         {"He went to Johns Hopkins University.", {}},
         {"No comments were made by the Russian Defense Ministry.", {}},
         {"New York and San Francisco waited.", {}},
         {"Mr. President, the time has come.", {}},
         {"The University of Georgia won.", {}},
         {"Will Russia agree?", {}},
         {"May Day was quiet.", {}}});
}

TEST_CASE("credits of agencies and pictures are not people of the story") {
  check(
      {{"Officials met in Moscow. REUTERS/Alexander Natruskin", {}},
       {"The talks ended.\n\n(Reporting by John Smith and Mary Brown; editing by Peter Jones)", {}},
       {"The talks ended.\n\nWriting by John Smith\n\nOfficials praised Mary Brown.",
        {"Mary Brown"}}});
}

TEST_CASE("later mentions by surname belong to the full name") {
  const std::string body =
      "Talks were led by Condoleezza Rice. Ms. Rice’s aides said Rice was content. \"Good,\" Rice "
      "said.";
  const FacetValues values = people_in(body, "Rice ends talks");
  REQUIRE(values.size() == 1);
  CHECK(values[0].value == "condoleezza-rice");
  CHECK(values[0].spans.size() == 5);
  CHECK(values[0].spans.front().field == TextField::headline);
}

TEST_CASE("the fullest form of the article is the label") {
  const FacetValues values =
      people_in("Vladimir Putin spoke. Later President Vladimir V. Putin left, and Putin slept.");
  REQUIRE(values.size() == 1);
  CHECK(values[0].value == "vladimir-v-putin");
  CHECK(values[0].label == "Vladimir V. Putin");
  CHECK(values[0].spans.size() == 3);
}

TEST_CASE("two people of one surname stay two") {
  const FacetValues values = people_in(
      "Bill Clinton came first. Clinton smiled. Hillary Clinton came next. Clinton waved.");
  std::map<std::string, std::size_t> mentions;
  for (const FacetValue& each : values) mentions[each.value] = each.spans.size();
  CHECK(mentions ==
        std::map<std::string, std::size_t>{{"bill-clinton", 2}, {"hillary-clinton", 1}});
}

TEST_CASE("a surname that may mean two people means none, in headlines too") {
  std::map<std::string, std::size_t> mentions;
  for (const FacetValue& each : people_in(
           "Howard Baker and James Baker met. Mr. Baker smiled. Baker said no.", "Baker wins")) {
    mentions[each.value] = each.spans.size();
  }
  CHECK(mentions == std::map<std::string, std::size_t>{{"howard-baker", 1}, {"james-baker", 1}});
}

TEST_CASE("a surname with its particle is that of the full name") {
  const FacetValues values = people_in(
      "President De Gaulle spoke. Charles de Gaulle had never liked the plan, said Pierre Martin.");
  std::set<std::string> keys;
  for (const FacetValue& each : values) keys.insert(each.value);
  CHECK(keys == std::set<std::string>{"charles-de-gaulle", "pierre-martin"});
}

TEST_CASE("a credit in brackets or a sentence ends where it ends") {
  CHECK(labels_of("(Photo by John Roe) Prime Minister Tony Lark met Helen Marsh.") ==
        Labels{"Tony Lark", "Helen Marsh"});
  CHECK(labels_of("Reporting by John Roe. Prime Minister Tony Lark met Helen Marsh.") ==
        Labels{"Tony Lark", "Helen Marsh"});
}

TEST_CASE("initials that differ are two people") {
  CHECK(labels_of("George W. Bush met George H. Bush.") ==
        Labels{"George W. Bush", "George H. Bush"});
}

TEST_CASE("names of unknown words need a witness") {
  CHECK(labels_of("Xorvan Quemble lay in the sun.").empty());
  CHECK(labels_of("Xorvan Quemble lay in the sun. Mr. Quemble slept.") == Labels{"Xorvan Quemble"});
  CHECK(labels_of("\"Yes,\" said Xorvan Quemble.") == Labels{"Xorvan Quemble"});
  CHECK(labels_of("The spokesman Xorvan Quemble slept.") == Labels{"Xorvan Quemble"});
  CHECK(labels_of("Quemble lay in the sun.").empty());
}

TEST_CASE("a surname in capitals in the heading is joined to the text") {
  const FacetValues values = people_in("Paul Volcker said the dollar had fallen enough.",
                                       "VOLCKER SAYS DOLLAR FELL ENOUGH");
  REQUIRE(values.size() == 1);
  CHECK(values[0].label == "Paul Volcker");
  CHECK(values[0].spans.size() == 2);
}

TEST_CASE("articles in capitals have labels with the capitals of names") {
  CHECK(labels_of("PRESIDENT RONALD REAGAN MET MIKHAIL GORBACHEV IN GENEVA ON TUESDAY.") ==
        Labels{"Ronald Reagan", "Mikhail Gorbachev"});
}

TEST_CASE("words of a sentence in capitals are not people") {
  check({{"A RED FLAG FLEW OVER THE HOUSE ALL DAY.", {}},
         {"THE QUEEN MOTHER SMILED AND THE PRESIDENT BEAMED.", {}},
         {"IT LAY SOME MILES SOUTHEAST OF THE TOWN.", {}},
         {"WILL RUSSIA AND FRANCE AGREE ON WHEAT.", {}},
         {"NIKITA WAVED AND SMILED TO THE CROWD.", {}}});
}

TEST_CASE("spans hold the name without title and possessive, wherever it stands") {
  Article article;
  article.headline = "Gates’s plan for Poland";
  article.body = "Defense Secretary Robert M. Gates spoke. Mr. Gates’s plan, said Gates, was good.";
  const FacetValues values = PeopleByRules().find(article);
  REQUIRE(values.size() == 1);
  std::vector<std::string> texts;
  for (const Span& span : values[0].spans) {
    const std::string& field = span.field == TextField::headline ? article.headline : article.body;
    texts.push_back(field.substr(span.from, span.to - span.from));
  }
  CHECK(texts == std::vector<std::string>{"Gates", "Robert M. Gates", "Gates", "Gates"});
}

TEST_CASE("a name is found whatever the sentence around it") {
  const std::vector<std::string> frames{"Yesterday $ spoke.", "\"No,\" said $.",
                                        "It was $, who came late.", "They praised $ and went.",
                                        "In Paris $ waited."};
  const std::vector<std::string> names{"Boris Makarenko", "Tom Lantos",        "Igor Ivanov",
                                       "Anna Lindh",      "Ryutaro Hashimoto", "Helmut Kohl",
                                       "Yasser Arafat"};
  for (const std::string& frame : frames) {
    for (const std::string& name : names) {
      std::string text = frame;
      text.replace(text.find('$'), 1, name);
      CAPTURE(text);
      CHECK(labels_of(text) == Labels{name});
    }
  }
}

TEST_CASE("in lower case nobody is found") {
  CHECK(labels_of("president vladimir putin met condoleezza rice in moscow.").empty());
}

TEST_CASE("values are their labels' slugs, unique, certain first, with spans inside the text") {
  const unsigned seed = 424242;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  const std::vector<std::string> pieces{
      "Putin", "Vladimir", "V.", "Mr.", "said", "of",    "the",  "President", "Moscow",
      ",",     ".",        "’s", "-",   "\n",   "\n\n",  "van",  "der",       "al-",
      "Rice",  "\"",       "(",  ")",   "JOHN", "SMITH", "Bank", "\xFF",      "é",
      "Émile", "<",        "&",  "Co",  "Li",   "Peng",  "III",  "REUTERS/"};
  for (int round = 0; round < 3000; ++round) {
    Article article;
    for (std::string* field : {&article.headline, &article.body}) {
      for (auto count = random() % 40; count > 0; --count) {
        *field += pieces[random() % pieces.size()];
        if (random() % 4 != 0) *field += ' ';
      }
    }
    INFO(article.headline, "\n----\n", article.body);
    const FacetValues values = PeopleByRules().find(article);
    float last = 1;
    for (const FacetValue& each : values) {
      REQUIRE(each.value == person_slug(each.label));
      REQUIRE(each.confidence <= last);
      REQUIRE_FALSE(each.spans.empty());
      last = each.confidence;
      for (const Span& span : each.spans) {
        const std::string& field =
            span.field == TextField::headline ? article.headline : article.body;
        REQUIRE(span.from < span.to);
        REQUIRE(span.to <= field.size());
      }
    }
    REQUIRE(PeopleByRules().find(article) == values);
  }
}

TEST_CASE("a given surname takes the full name of the article and stays given") {
  Article article;
  article.body = "President Ronald Reagan signed. Reagan then left for California.";
  const PeopleByRules finder;
  const FacetValue joined = finder.normalise(given_value("reagan"), article);
  CHECK(joined.value == "ronald-reagan");
  CHECK(joined.label == "Ronald Reagan");
  CHECK(joined.origin == Origin::given);
  const FacetValue alone = finder.normalise(given_value("volcker"), article);
  CHECK(alone.value == "volcker");
  CHECK(alone.label == "Volcker");
}

TEST_CASE("a given surname that two people of the article share joins neither") {
  Article article;
  article.body = "Bill Clinton came. Hillary Clinton came.";
  CHECK(PeopleByRules().normalise(given_value("clinton"), article).value == "clinton");
}

TEST_CASE("given names in all forms become keys and labels") {
  const PeopleByRules finder;
  CHECK(finder.normalise(given_value("Baker, James A."), {}).value == "james-a-baker");
  CHECK(finder.normalise(given_value("Baker, James A."), {}).label == "James A. Baker");
  CHECK(finder.normalise(given_value("BAKER, James"), {}).value == "james-baker");
  CHECK(finder.normalise(given_value("james-baker"), {}).label == "James Baker");
  CHECK(finder.normalise(given_value("Mr. Gates"), {}).value == "gates");
  CHECK(finder.normalise(given_value("--"), {}).value == "--");
}
