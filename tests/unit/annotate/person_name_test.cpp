#include <doctest/doctest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "annotate/person_name.h"

using namespace dateline::annotate;

TEST_CASE("names in all their written forms have one key") {
  const std::vector<std::pair<std::string, std::string>> names{
      {"Vladimir V. Putin", "vladimir-v-putin"},
      {"President Vladimir V. Putin", "vladimir-v-putin"},
      {"U.S. Secretary of State Condoleezza Rice", "condoleezza-rice"},
      {"Baker, James A.", "james-a-baker"},
      {"BAKER, James", "james-baker"},
      {"BAKER, JAMES", "james-baker"},
      {"james-baker", "james-baker"},
      {"Mr. Gates", "gates"},
      {"reagan", "reagan"},
      {"REAGAN", "reagan"},
      {"king-fahd", "fahd"},
      {"de la Madrid, Miguel", "miguel-de-la-madrid"},
      {"Martin Luther King Jr.", "martin-luther-king-jr"},
      {"King, Martin Luther, Jr.", "martin-luther-king-jr"},
      {"King, Jr., Martin Luther", "martin-luther-king-jr"},
      {"Kim, Dae-jung", "kim-dae-jung"},
      {"Lee, Robert", "robert-lee"},
      {"Jean-Claude Juncker", "jean-claude-juncker"},
      {"Sean O'Neill", "sean-oneill"},
      {"César Chávez", "cesar-chavez"},
      {"Deng Xiaoping", "deng-xiaoping"},
      {"von-weizsaecker", "von-weizsaecker"}};
  for (const auto& [text, slug] : names) {
    CAPTURE(text);
    const auto name = parse_person_name(text);
    REQUIRE(name.has_value());
    CHECK(person_slug(*name) == slug);
  }
}

TEST_CASE("labels have the capitals of names") {
  const std::vector<std::pair<std::string, std::string>> names{
      {"reagan", "Reagan"},
      {"james-baker", "James Baker"},
      {"BAKER, James A.", "James A. Baker"},
      {"ROBERT MCNAMARA", "Robert McNamara"},
      {"SEAN O'NEILL", "Sean O'Neill"},
      {"JAN VAN DER BERG", "Jan van der Berg"},
      {"Robert M. Gates", "Robert M. Gates"},
      {"Mr. Gates", "Gates"}};
  for (const auto& [text, label] : names) {
    CAPTURE(text);
    CHECK(display_name(parse_person_name(text).value()) == label);
  }
}

TEST_CASE("a name is taken apart into given name, middle, surname and suffix") {
  const PersonName king = parse_person_name("Martin Luther King Jr.").value();
  CHECK(king.given == "Martin");
  CHECK(king.middle == "Luther");
  CHECK(king.surname == "King");
  CHECK(king.suffix == "Jr.");
  const PersonName pas = parse_person_name("Nikolaus van der Pas").value();
  CHECK(pas.given == "Nikolaus");
  CHECK(pas.surname == "van der Pas");
  const PersonName deng = parse_person_name("Deng Xiaoping").value();
  CHECK(deng.surname == "Deng");
  CHECK(deng.given == "Xiaoping");
  CHECK(deng.order == PersonName::Order::surname_first);
}

TEST_CASE("what holds no name gives none") {
  for (const char* text : {"", "  ", ",", "Mr.", "--", "\xFF"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_person_name(text).has_value());
  }
}

TEST_CASE("initials give one key, written together or apart") {
  CHECK(person_slug("George H.W. Bush") == "george-h-w-bush");
  CHECK(person_slug("George H. W. Bush") == "george-h-w-bush");
  CHECK(person_slug("J.K. Rowling") == "j-k-rowling");
  CHECK(person_slug("Martin Luther King Jr.") == "martin-luther-king-jr");
}

TEST_CASE("reading a name as it is shown gives it again") {
  std::mt19937 random(7);
  const std::vector<std::string> given{"Anna", "Boris", "J.", "Jean-Claude", "César"};
  const std::vector<std::string> middle{"", "V.", "Luther"};
  const std::vector<std::string> surnames{"Putin", "van der Pas", "O'Neill", "Chávez",
                                          "Smith-Jones"};
  const std::vector<std::string> suffixes{"", "Jr.", "III"};
  for (int round = 0; round < 500; ++round) {
    PersonName name;
    name.given = given[random() % given.size()];
    name.middle = middle[random() % middle.size()];
    name.surname = surnames[random() % surnames.size()];
    name.suffix = suffixes[random() % suffixes.size()];
    const std::string shown = display_name(name);
    CAPTURE(shown);
    const auto again = parse_person_name(shown);
    REQUIRE(again.has_value());
    CHECK(*again == name);
  }
}

TEST_CASE("no bytes break the reading of names") {
  std::mt19937 random(99);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto count = random() % 20; count > 0; --count) text += static_cast<char>(random() % 256);
    INFO(round);
    if (const auto name = parse_person_name(text)) CHECK_FALSE(display_name(*name).empty());
  }
}
