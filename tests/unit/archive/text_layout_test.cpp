#include "archive/text_layout.h"

#include <string>

#include <doctest/doctest.h>

#include "unit/archive/reading.h"

using namespace dateline;
using namespace dateline::archive;
using namespace std::chrono_literals;

namespace {

Article laid_out(std::string_view text) {
  Article article;
  lay_out(text, article);
  return article;
}

const std::string first =
    "Ministers of six states met in Vienna on Thursday to talk about tariffs on ships, grain and "
    "coal, and parted without a result after nine hours, diplomats said.";
const std::string second =
    "A further meeting was called for the end of the month, when a new government will sit in one "
    "of the six capitals, they said, and the tariffs may look different.";

}  // namespace

TEST_CASE("a wire story with everything above its text") {
  const Article article = laid_out(
      "World News\n\nMinisters part without a deal\n\n"
      "By Jane Doe and John Roe\n\nVIENNA (Reuters) - " +
      first +
      "\n\nMinisters leave the town hall in Vienna, May 4, 2006. "
      "REUTERS/Jane Poe\n\n" +
      second + "\n");
  CHECK(article.section == "World News");
  CHECK(article.headline == "Ministers part without a deal");
  CHECK(article.byline == "Jane Doe and John Roe");
  CHECK(article.dateline == "VIENNA");
  CHECK(article.source == "Reuters");
  CHECK(article.date == 2006y / 5 / 4);
  CHECK(article.extra.at("caption") ==
        "Ministers leave the town hall in Vienna, May 4, 2006. REUTERS/Jane Poe");
  CHECK(article.removed == "VIENNA (Reuters) -");
  CHECK(article.body == first + "\n\n" + second);
}

TEST_CASE("an article that is only a body keeps its first sentence") {
  for (const std::string& text : {
           first + "\n" + second,
           std::string("The talks failed.\n\n") + first,
           std::string("\u201CThe talks failed,\u201D he said.\n\n") + first,
           std::string("He came. She left at once\n\n") + first,
           std::string("and so the talks failed\n\n") + first,
           std::string("The ministers said this:\n\n") + first,
           std::string("Ministers of six states met in the old town hall on Tuesday to\n"
                       "talk about tariffs on ships, grain and coal, and parted after\n"
                       "nine hours without a result."),
       }) {
    INFO(text);
    const Article article = laid_out(text);
    CHECK(article.headline.empty());
    CHECK(article.section.empty());
    CHECK(article.body.starts_with(text.substr(0, 15)));
  }
}

TEST_CASE("a headline stands on the first line, with or without an empty line below") {
  for (const std::string_view headline :
       {"Ministers part without a deal", "Who wants tariffs?", "Trade with the U.S.",
        "iPod sales fall", "MINISTERS PART", "\u201CNo deal\u201D, ministers say"}) {
    INFO(headline);
    for (const std::string_view gap : {"\n", "\n\n", "\n\n\n"}) {
      const Article article = laid_out(std::string(headline) + std::string(gap) + first);
      CHECK(article.headline == headline);
      CHECK(article.body == first);
    }
  }
}

TEST_CASE("wrapped wire text: headline, dateline, indented paragraphs") {
  const Article article = laid_out(
      "MINISTERS PART WITHOUT A DEAL AFTER NINE HOURS OF TALKS\nON TARIFFS\n"
      "    VIENNA, May 4 - Ministers of six states met in the old town\n"
      "hall on Thursday to talk about tariffs on ships.\n"
      "    Nothing was agreed, and a further meeting was called for the\n"
      "end of the month.\n");
  CHECK(article.headline == "MINISTERS PART WITHOUT A DEAL AFTER NINE HOURS OF TALKS ON TARIFFS");
  CHECK(article.dateline == "VIENNA");
  CHECK_FALSE(article.date);
  CHECK(article.body ==
        "Ministers of six states met in the old town hall on Thursday to talk about tariffs on "
        "ships.\n\nNothing was agreed, and a further meeting was called for the end of the month.");
}

TEST_CASE("a date line above the text is the date, before that of a dateline or photo") {
  const Article article = laid_out(
      "Ministers part without a deal\nPublished: May 5, 2006\n\n"
      "VIENNA, May 4, 2006 (AP) \u2014 " +
      first);
  CHECK(article.date == 2006y / 5 / 5);
  CHECK(article.source == "AP");
  CHECK(article.body == first);
  CHECK(article.removed == "Published: May 5, 2006\nVIENNA, May 4, 2006 (AP) \u2014");
}

TEST_CASE("a dateline on a line of its own leaves no empty paragraph") {
  const Article article = laid_out("Ministers part\n\nVIENNA, May 4 (AP) \u2014\n\n" + first);
  CHECK(article.dateline == "VIENNA");
  CHECK(article.body == first);
}

TEST_CASE("a caption may stand before the dateline") {
  const Article article =
      laid_out("Ministers part\n\nThe town hall. (AP Photo/Jane Doe)\n\nVIENNA - " + first);
  CHECK(article.dateline == "VIENNA");
  CHECK(article.extra.at("caption") == "The town hall. (AP Photo/Jane Doe)");
  CHECK(article.body == first);
}

TEST_CASE("boilerplate goes to what was removed") {
  const Article article = laid_out(first + "\n" + second + "\nNo comments:\nPost a Comment\n");
  CHECK(article.body == first + "\n\n" + second);
  CHECK(article.removed == "No comments:\nPost a Comment");
}

TEST_CASE("a short file is a body") {
  CHECK(read_article("Ministers part").body == "Ministers part");
  CHECK(read_article("World News").body == "World News");
  CHECK(read_bytes("").empty());
  CHECK(read_bytes(" \n\n ").empty());
}
