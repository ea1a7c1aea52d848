#include "archive/reuters_story.h"

#include <string>

#include <doctest/doctest.h>

#include "unit/archive/reading.h"

using namespace dateline;
using namespace dateline::archive;
using namespace std::chrono_literals;

using Strings = std::vector<std::string>;

namespace {

const std::string head =
    "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" CGISPLIT=\"TRAINING-SET\" OLDID=\"5\" "
    "NEWID=\"17\">\n"
    "<DATE>26-FEB-1987 15:01:01.79</DATE>\n";

std::string story(std::string_view labels, std::string_view text) {
  return head + std::string(labels) + std::string(text) + "\n</REUTERS>\n";
}

}  // namespace

TEST_CASE("a story has all its fields") {
  const Article article = read_article(
      story("<TOPICS><D>tin</D><D>ship</D></TOPICS>\n<PLACES><D>west-germany</D></PLACES>\n"
            "<PEOPLE></PEOPLE>\n<ORGS><D>ec</D><D>gatt</D></ORGS>\n<EXCHANGES></EXCHANGES>\n"
            "<UNKNOWN> \n&#5;&#5;F Y\n&#22;&#1;f07&#31;reute</UNKNOWN>\n",
            "<TEXT>&#2;\n<TITLE>TIN &lt;T.L> AND SHIPS R&amp;D</TITLE>\n"
            "<AUTHOR>    By Jane Doe, Reuters</AUTHOR>\n"
            "<DATELINE>    BONN, Feb 26 - </DATELINE><BODY>Tin was sold by the ship for the first\n"
            "time in the history of the port on Thursday.\n"
            "    It was cheap.\n Reuter\n&#3;</BODY></TEXT>"));
  CHECK(article.id == "17");
  CHECK(article.date == 1987y / 2 / 26);
  CHECK(article.instant == 541350061);
  CHECK(article.headline == "TIN <T.L> AND SHIPS R&D");
  CHECK(article.byline == "Jane Doe");
  CHECK(article.source == "Reuters");
  CHECK(article.dateline == "BONN");
  CHECK(article.body ==
        "Tin was sold by the ship for the first time in the history of the port on Thursday.\n\n"
        "It was cheap.");
  CHECK(article.removed == "Reuter\nBONN, Feb 26 -");
  CHECK(values_of(article.topics) == Strings{"tin", "ship"});
  CHECK(values_of(article.countries) == Strings{"west-germany"});
  CHECK_FALSE(article.people);
  CHECK(article.extra.at("orgs") == "ec,gatt");
  CHECK(article.extra.count("exchanges") == 0);
  CHECK(article.extra.at("lewissplit") == "TRAIN");
  CHECK(article.extra.at("unknown") == "F Y f07reute");
}

TEST_CASE("an empty TOPICS element says none only where the record has TOPICS=YES") {
  const std::string yes = story("<TOPICS></TOPICS>", "<TEXT></TEXT>");
  REQUIRE(read_article(yes).topics);
  CHECK(read_article(yes).topics->empty());
  std::string no = yes;
  no.replace(no.find("YES"), 3, "NO");
  CHECK_FALSE(read_article(no).topics);
}

TEST_CASE("text directly in TEXT is the body, and the filler of briefs is none") {
  const Article raw =
      read_article(story("", "<TEXT TYPE=\"UNPROC\">&#2;\nTIN   1415\nZINC   1020\n&#3;\n</TEXT>"));
  CHECK(raw.headline.empty());
  CHECK(raw.body == "TIN   1415\nZINC   1020");
  CHECK(raw.extra.at("type") == "UNPROC");
  const Article brief = read_article(story(
      "",
      "<TEXT TYPE=\"BRIEF\">&#2;\n******<TITLE>TIN UP\n</TITLE>Blah blah blah.\n&#3;\n\n</TEXT>"));
  CHECK(brief.headline == "TIN UP");
  CHECK(brief.body.empty());
  CHECK(brief.removed == "Blah blah blah.");
}

TEST_CASE("a piece of the body in DATELINE goes back to the body") {
  const Article article =
      read_article(story("",
                         "<TEXT><TITLE>RATES</TITLE><DATELINE> us   7.80 - "
                         "</DATELINE><BODY>7.81\nuk   1.62 - 1.63</BODY></TEXT>"));
  CHECK(article.dateline.empty());
  CHECK(article.body == "us   7.80 - 7.81\nuk   1.62 - 1.63");
}

TEST_CASE("codes behind the date are kept") {
  const std::string text =
      "<REUTERS NEWID=\"1\"><DATE>26-FEB-1987 15:01:01.79&#5;&#5;F RM</DATE></REUTERS>";
  const Article article = read_article(text, {.format = "reuters"});
  CHECK(article.date == 1987y / 2 / 26);
  CHECK(article.extra.at("date") == "F RM");
}

TEST_CASE("a date with an impossible time keeps its day, and what stood there") {
  const Article article =
      read_article("<REUTERS NEWID=\"1\"><DATE>31-MAR-1987 605:12:19.12</DATE></REUTERS>",
                   {.format = "reuters"});
  CHECK(article.date == 1987y / 3 / 31);
  CHECK_FALSE(article.instant);
  CHECK(article.extra.at("date") == "31-MAR-1987 605:12:19.12");
}

TEST_CASE("sign-offs are lines of their own at the end") {
  for (const std::string_view line :
       {" REUTER", "REUTER...", "    reuter", " Reuter...", " REUTER E"}) {
    INFO(line);
    const Article article = read_article(
        story("", "<TEXT><BODY>Tin rose.\n" + std::string(line) + "\n&#3;</BODY></TEXT>"));
    CHECK(article.body == "Tin rose.");
  }
  const Article article =
      read_article(story("", "<TEXT><BODY>Tin rose, he told\nReuters.\n&#3;</BODY></TEXT>"));
  CHECK(article.body == "Tin rose, he told\nReuters.");
}

TEST_CASE("malformed records are rejected and the next story is read") {
  const std::string good = story("", "<TEXT><BODY>Good.</BODY></TEXT>");
  const std::string open = head + "<TEXT><BODY>Never closed.</BODY></TEXT>\n";
  const auto records = read_bytes("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n" + good + open + good +
                                  "junk\n" + good + open);
  REQUIRE(records.size() == 6);
  CHECK(records[0].article());
  REQUIRE(records[1].rejection());
  CHECK(records[1].rejection()->reason == "<REUTERS> is not closed");
  CHECK(records[1].rejection()->raw == open);
  CHECK(records[2].article());
  REQUIRE(records[3].rejection());
  CHECK(records[3].rejection()->reason == "stands in no <REUTERS> element");
  CHECK(records[4].article());
  CHECK(records[5].rejection());
}

TEST_CASE("elements that do not fit are told by name") {
  const auto reason = [](std::string_view text) {
    const auto records = read_bytes(story("", text));
    REQUIRE(records.size() == 1);
    REQUIRE(records[0].rejection());
    return records[0].rejection()->reason;
  };
  CHECK(reason("<TEXT><BODY>a</TEXT>") == "<BODY> is not closed");
  CHECK(reason("<TEXT><TITLE>a</TITLE>") == "<TEXT> is not closed");
  CHECK(reason("</TITLE><TEXT></TEXT>") == "</TITLE> where none can be");
}

TEST_CASE("entities are resolved, what is none stays") {
  CHECK(resolve_entities("&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#233;") == "<>&\"'AB\u00E9");
  CHECK(resolve_entities("R&D &unknown; &#; &#xZZ; &#1114112; &#xD800; & &") ==
        "R&D &unknown; &#; &#xZZ; &#1114112; &#xD800; & &");
  CHECK(resolve_entities("&amp;lt;") == "&lt;");
}

TEST_CASE("Latin-1 bytes in a story are letters") {
  CHECK(read_article(story("", "<TEXT><BODY>Caf\xE9.</BODY></TEXT>")).body == "Caf\u00E9.");
}
