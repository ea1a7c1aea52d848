#include "archive/dateline_line.h"

#include <optional>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace dateline;
using namespace dateline::archive;
using namespace std::chrono_literals;

namespace {

struct Case {
  std::string_view text;
  std::string_view place;
  std::string_view agency = "";
  std::optional<Date> date = std::nullopt;
  std::string_view rest = "The talks ended.";
};

void check(const Case& expected, DatelineContext context) {
  INFO(expected.text);
  const auto found = parse_dateline(expected.text, context);
  REQUIRE(found);
  CHECK(found->place == expected.place);
  CHECK(found->agency == expected.agency);
  CHECK(found->date == expected.date);
  CHECK(expected.text.substr(found->length) == expected.rest);
}

}  // namespace

TEST_CASE("datelines are read in the forms that agencies write") {
  const std::vector<Case> cases{
      {"MOSCOW (Reuters) - The talks ended.", "MOSCOW", "Reuters"},
      {"MOSCOW, (Reuters) - The talks ended.", "MOSCOW", "Reuters"},
      {"WASHINGTON, Feb. 22 - The talks ended.", "WASHINGTON"},
      {"WASHINGTON, Feb. 22 \u2014 The talks ended.", "WASHINGTON"},
      {"LONDON, March 3, 2008 (AP) \u2014 The talks ended.", "LONDON", "AP", 2008y / 3 / 3},
      {"LONDON (AP) \u2014 The talks ended.", "LONDON", "AP"},
      {"LONDON (AP) _ The talks ended.", "LONDON", "AP"},
      {"SAO PAULO, Brazil, Feb 3 (Reuters) - The talks ended.", "SAO PAULO, Brazil", "Reuters"},
      {"S\u00C3O PAULO, Feb 3 (Reuters) - The talks ended.", "S\u00C3O PAULO", "Reuters"},
      {"Z\u00DCRICH (dpa) - The talks ended.", "Z\u00DCRICH", "dpa"},
      {"\u041C\u041E\u0421\u041A\u0412\u0410 (Interfax) - The talks ended.",
       "\u041C\u041E\u0421\u041A\u0412\u0410", "Interfax"},
      {"WASHINGTON/NEW YORK (AP) -- The talks ended.", "WASHINGTON/NEW YORK", "AP"},
      {"BEIJING, 26 feb (Xinhua) -- The talks ended.", "BEIJING", "Xinhua"},
      {"PARIS, 26 February 1999 - The talks ended.", "PARIS", "", 1999y / 2 / 26},
      {"TEHRAN (Mehr) - The talks ended.", "TEHRAN", "Mehr"},
      {"JERUSALEM, Tuesday - The talks ended.", "JERUSALEM"},
      {"ROME, March 13, Reuter - The talks ended.", "ROME", "Reuter"},
      {"RICHMOND, Va. Feb 26 - The talks ended.", "RICHMOND, Va."},
      {"JOHANNESBURG March 13 - The talks ended.", "JOHANNESBURG"},
      {"KANSAS CITY, Mo. - March 13 - The talks ended.", "KANSAS CITY, Mo."},
      {"AIX-EN-PROVENCE, France (AFP) - The talks ended.", "AIX-EN-PROVENCE, France", "AFP"},
      {"McLEAN, Va. (UPI) - The talks ended.", "McLEAN, Va.", "UPI"},
      {"RIO de JANEIRO (EFE) - The talks ended.", "RIO de JANEIRO", "EFE"},
      {"ARNHEM, the Netherlands, April 1 - The talks ended.", "ARNHEM, the Netherlands"},
      {"LONDON (Reuters, March 3, 2008) - The talks ended.", "LONDON", "Reuters", 2008y / 3 / 3},
      {"LONDON (Reuters) March 3 - The talks ended.", "LONDON", "Reuters"},
      {"NEW YORK, March 2 -The talks ended.", "NEW YORK"},
      {"NEW YORK, March 2- The talks ended.", "NEW YORK"},
      {"KABUL - The talks ended.", "KABUL"},
      {"TAMPA, Fla. \u2014 The talks ended.", "TAMPA, Fla."},
      {"Moscow (Reuters) - The talks ended.", "Moscow", "Reuters"},
      {"Moscow, March 3 - The talks ended.", "Moscow"},
      {"  MOSCOW (Reuters) -\n    The talks ended.", "MOSCOW", "Reuters"},
      {"****LONDON, March 5 - The talks ended.", "LONDON"},
  };
  for (const Case& each : cases) check(each, DatelineContext::paragraph);
}

TEST_CASE("what only looks like a dateline is none") {
  for (const std::string_view text : {
           "IBM - the computer maker - said profits fell.",
           "NATO - an alliance of 26 states - met.",
           "NATO - An alliance of 26 states met.",
           "UPDATE - Shares fell in Tokyo.",
           "OPEC -- Ministers met again.",
           "U.S. - Russian relations are cool.",
           "The visit (Reuters) - a first - went well.",
           "He told Reuters - not for the first time - that he would go.",
           "The minister said - and he meant it - that talks go on.",
           "Ministers from France (AP) - a week later - left.",
           "MOSCOW was quiet on Thursday.",
           "MOSCOW",
           "- The talks ended.",
           "F-16 - The fighter was sold.",
           "New York - the city that never sleeps - slept.",
           "Smith - The man who would be king.",
           "2007 - The year of change.",
           "",
       }) {
    INFO(text);
    CHECK_FALSE(parse_dateline(text, DatelineContext::paragraph));
  }
}

TEST_CASE("a label of the archive makes weaker forms a dateline") {
  check({"TOKYO - The talks ended.", "TOKYO"}, DatelineContext::labelled);
  check({"des moines, april 7 - The talks ended.", "des moines"}, DatelineContext::labelled);
  check({"RENO, Nev., Mach 4 - The talks ended.", "RENO, Nev."}, DatelineContext::labelled);
  check({"BELGRADE, March 2O - The talks ended.", "BELGRADE"}, DatelineContext::labelled);
  CHECK_FALSE(parse_dateline("Bids only - 1 month", DatelineContext::labelled));
  CHECK_FALSE(parse_dateline(" us   7.8015 -  7.8035", DatelineContext::labelled));
}

TEST_CASE("after the first paragraph a dateline needs an agency or a date") {
  check({"MOSCOW (Reuters) - The talks ended.", "MOSCOW", "Reuters"},
        DatelineContext::later_paragraph);
  CHECK_FALSE(parse_dateline("KABUL - The talks ended.", DatelineContext::later_paragraph));
  CHECK_FALSE(
      parse_dateline("Moscow, March 3 - The talks ended.", DatelineContext::later_paragraph));
}

TEST_CASE("a value that is a dateline needs no dash") {
  check({"MOSCOW, Feb 26 (Reuters) -", "MOSCOW", "Reuters", std::nullopt, ""},
        DatelineContext::value);
  check({"MOSCOW, Feb 26", "MOSCOW", "", std::nullopt, ""}, DatelineContext::value);
  check({"New York, March 9, 1987", "New York", "", 1987y / 3 / 9, ""}, DatelineContext::value);
  check({"WINSTON-SALEM, N.C.", "WINSTON-SALEM, N.C.", "", std::nullopt, ""},
        DatelineContext::value);
}
