#include <vector>

#include <doctest/doctest.h>

#include "archive/real_data.h"
#include "dateline/reader.h"

using namespace dateline;
using namespace std::chrono_literals;

TEST_CASE("a wire story and a story copied to a blog are taken apart") {
  const auto folder = archive::real_data("articles");
  if (!folder) return;
  std::vector<Article> articles;
  ArticleReader reader = ArticleReader::open(*folder);
  for (Record& record : reader) {
    REQUIRE(record.article());
    articles.push_back(*record.article());
  }
  REQUIRE(articles.size() == 2);
  const Article& wire = articles[0];
  CHECK(wire.section == "World News");
  CHECK(wire.headline == "Russia, U.S. officials seek to play down differences");
  CHECK(wire.dateline == "MOSCOW");
  CHECK(wire.source == "Reuters");
  CHECK(wire.date == 2007y / 2 / 22);
  CHECK(wire.extra.count("caption") == 1);
  CHECK(wire.body.starts_with("U.S. and Russian officials sought"));
  CHECK(wire.body.find("REUTERS/") == std::string::npos);
  const Article& blog = articles[1];
  CHECK(blog.headline.empty());
  CHECK(blog.dateline.empty());
  CHECK(blog.body.starts_with("The United States and Russia said Tuesday"));
  CHECK(blog.body.ends_with("."));
  CHECK(blog.body.find("omment") == std::string::npos);
  CHECK(blog.removed == "No comments:\nPost a Comment");
}

TEST_CASE("stories with their headline on the first line keep it apart from the text") {
  const auto folder = archive::real_data("bbc");
  if (!folder) return;
  int stories = 0;
  ArticleReader reader = ArticleReader::open(*folder);
  for (Record& record : reader) {
    REQUIRE(record.article());
    INFO(record.file);
    CHECK_FALSE(record.article()->headline.empty());
    CHECK_FALSE(record.article()->body.empty());
    ++stories;
  }
  CHECK(stories == 1485);
}
