#include "dateline/reader.h"

#include <sstream>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "unit/archive/reading.h"
#include "unit/archive/samples.h"

using namespace dateline;
using namespace dateline::archive;

TEST_CASE("what does not exist and what is no format are told by exceptions") {
  CHECK_THROWS_AS(ArticleReader::open("/no/such/file"), NotFoundError);
  std::istringstream stream;
  CHECK_THROWS_WITH_AS(ArticleReader::open(stream, "input", {.format = "doc"}),
                       "unknown format 'doc'; the formats are auto, jsonl, reuters, text",
                       InvalidArgumentError);
}

TEST_CASE("formats are listed by name") {
  const auto all = formats();
  REQUIRE(all.size() == 3);
  CHECK(all[0].name == "jsonl");
  CHECK(all[1].name == "reuters");
  CHECK(all[2].name == "text");
  for (const FormatInfo& each : all) CHECK_FALSE(each.description.empty());
}

TEST_CASE("the format is told by content") {
  for (const Sample& sample : samples()) {
    INFO(sample.format);
    CHECK(articles_of(read_bytes(sample.bytes)) ==
          articles_of(read_bytes(sample.bytes, {.format = sample.format})));
  }
  CHECK(articles_of(read_bytes("broken\n{\"id\":\"1\"}\n{\"id\":\"2\"}\n")).size() == 2);
}

TEST_CASE("what no format knows is rejected, not indexed") {
  for (const std::string_view bytes :
       {"<?xml version=\"1.0\"?><a/>", "<!DOCTYPE html><p>x", "{\n  \"a\": 1\n}", "[{\"a\":1}]",
        "%PDF-1.4", "WARC/1.0\r\n", "\x89PNG\r\n"}) {
    INFO(bytes);
    const auto records = read_bytes(bytes);
    REQUIRE(records.size() == 1);
    REQUIRE(records[0].rejection());
    CHECK(records[0].number == 0);
    CHECK(records[0].rejection()->reason.starts_with("format not recognised"));
  }
  CHECK(rejections_of(read_bytes({"\0\1\2", 3})).size() == 1);
  std::string binary;
  for (int i = 0; i < 4096; ++i) binary += static_cast<char>(i * 37 % 256);
  CHECK(rejections_of(read_bytes(binary)).size() == 1);
}

TEST_CASE("markup is told by its first tag, declaration or comment") {
  for (const std::string_view bytes :
       {"<contentSet>\n  <inlineXML/>\n</contentSet>", "<groupSet root=\"G1\">\n", "<p>Talks.</p>",
        "\n <a:b\n  x='1'>", "<item/>", "<!-- x -->", "<!ENTITY a \"b\">", "<?php echo 1;",
        "<HTML><body>Talks went on.", "<newsItem\n  xmlns:xsi = \"http://x.example/\"\n>"}) {
    INFO(bytes);
    const auto records = read_bytes(bytes);
    REQUIRE(records.size() == 1);
    REQUIRE(records[0].rejection());
    CHECK(records[0].rejection()->reason.find("markup") != std::string::npos);
  }
}

TEST_CASE("a text that only has angle brackets is a text") {
  for (const std::string_view bytes :
       {"<MOSCOW> Talks went on for a day.", "<jane@news.example> wrote that talks went on.",
        "<http://news.example/1> Talks went on.", "< 5 per cent said no.", "<3 talks",
        "<<Talks went on>>", "<Talks went on for a day> it said.", "Talks <b>went</b> on.",
        "<name = of a file> Talks went on."}) {
    INFO(bytes);
    CHECK(articles_of(read_bytes(bytes)).size() == 1);
  }
}

TEST_CASE("made ids of a stream come from the content of the record") {
  const auto once = articles_of(read_bytes("{\"body\":\"a\"}\n{\"body\":\"b\"}\n"));
  const auto again = articles_of(read_bytes("{\"body\":\"b\"}\n\n{\"body\":\"a\"}"));
  REQUIRE(once.size() == 2);
  REQUIRE(again.size() == 2);
  CHECK(once[0].id == again[1].id);
  CHECK(once[1].id == again[0].id);
  CHECK(once[0].id != once[1].id);
}

TEST_CASE("a prefix stands before every id") {
  const auto articles =
      articles_of(read_bytes("{\"id\":\"a\"}\n{\"body\":\"b\"}\n", {.id_prefix = "x-"}));
  REQUIRE(articles.size() == 2);
  CHECK(articles[0].id == "x-a");
  CHECK(articles[1].id.starts_with("x-"));
}

TEST_CASE("a reader is a range of records") {
  std::istringstream stream(samples()[0].bytes);
  ArticleReader reader = ArticleReader::open(stream, "input");
  std::uint64_t count = 0;
  for (Record& each : reader) CHECK(each.number == ++count);
  CHECK(count == 40);
}
