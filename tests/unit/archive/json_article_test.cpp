#include "archive/json_article.h"

#include <string>

#include <doctest/doctest.h>

#include "unit/archive/reading.h"

using namespace dateline;
using namespace dateline::archive;
using namespace std::chrono_literals;

using Strings = std::vector<std::string>;

namespace {

Article read_json(std::string_view line) {
  return read_article(line, {.format = "jsonl"});
}

std::string reason(std::string_view line) {
  const auto records = read_bytes(line, {.format = "jsonl"});
  REQUIRE(records.size() == 1);
  REQUIRE(records[0].rejection());
  CHECK(records[0].rejection()->raw == line);
  return records[0].rejection()->reason;
}

}  // namespace

TEST_CASE("all keys of an article are read") {
  const Article article =
      read_json(R"({"id":"a-1","headline":"H","body":"B one.\n\nB two.","dateline":"VIENNA",)"
                R"("byline":"Jane Doe",)"
                R"("source":"AP","section":"World","url":"http://x.example/1",)"
                R"("language":"en","date":"2006-05-04",)"
                R"("people":["Jane Doe","John Roe"],"countries":["AT"],"topics":[]})");
  CHECK(article.id == "a-1");
  CHECK(article.headline == "H");
  CHECK(article.body == "B one.\n\nB two.");
  CHECK(article.dateline == "VIENNA");
  CHECK(article.byline == "Jane Doe");
  CHECK(article.source == "AP");
  CHECK(article.section == "World");
  CHECK(article.url == "http://x.example/1");
  CHECK(article.language == "en");
  CHECK(article.date == 2006y / 5 / 4);
  CHECK(values_of(article.people) == Strings{"Jane Doe", "John Roe"});
  CHECK(values_of(article.countries) == Strings{"AT"});
  REQUIRE(article.topics);
  CHECK(article.topics->empty());
  CHECK(article.extra.empty());
  CHECK(article.removed.empty());
}

TEST_CASE("aliases stand in where the first name is missing, else they are kept") {
  const Article article = read_json(R"({"title":"T","text":"B.","author":"By Jane Doe, Reuters"})");
  CHECK(article.headline == "T");
  CHECK(article.body == "B.");
  CHECK(article.byline == "Jane Doe");
  CHECK(article.source == "Reuters");
  const Article both = read_json(R"({"title":"T","headline":"H","body":"","text":"B."})");
  CHECK(both.headline == "H");
  CHECK(both.extra.at("title") == "T");
  CHECK(both.body == "B.");
}

TEST_CASE("labels are a list or one text; nothing, null and empty text say nothing") {
  CHECK(values_of(read_json(R"({"people":"Jane Doe"})").people) == Strings{"Jane Doe"});
  CHECK(values_of(read_json(R"({"topics":["a","a"," b ",null,7,""]})").topics) ==
        Strings{"a", "b", "7"});
  CHECK_FALSE(read_json(R"({"topics":null})").topics);
  CHECK_FALSE(read_json(R"({"topics":""})").topics);
  CHECK_FALSE(read_json(R"({"body":"x"})").topics);
  CHECK(read_json(R"({"topics":[ ]})").topics.has_value());
  const FacetValue value = read_json(R"({"topics":["a"]})").topics->front();
  CHECK(value.origin == Origin::given);
  CHECK(value.confidence == 1.0F);
}

TEST_CASE("labels that are objects are kept as JSON, beside the texts among them") {
  const Article article =
      read_json(R"({"people":["Jane Doe",{"name":"John Roe"}],"topics":{"a":1}})");
  CHECK(values_of(article.people) == Strings{"Jane Doe"});
  CHECK(article.extra.at("people") == R"(["Jane Doe",{"name":"John Roe"}])");
  CHECK_FALSE(article.topics);
  CHECK(article.extra.at("topics") == R"({"a":1})");
}

TEST_CASE("numbers are kept to the letter") {
  CHECK(read_json(R"({"id":12345678901234567890123})").id == "12345678901234567890123");
  CHECK(read_json(R"({"id":1.50})").id == "1.50");
  CHECK(read_json(R"({"id":-0})").id == "-0");
  CHECK(read_json(R"({"score": 1e400 })").extra.at("score") == "1e400");
}

TEST_CASE("unknown keys are kept: texts as they are, the rest as JSON") {
  const Article article =
      read_json(R"({"rank":3,"live":true,"note":"a \"b\" \u00e9","nested":{"a":[1, {"b":null}]},)"
                R"("none":null})");
  CHECK(article.extra.at("rank") == "3");
  CHECK(article.extra.at("live") == "true");
  CHECK(article.extra.at("note") == "a \"b\" \u00E9");
  CHECK(article.extra.at("nested") == R"({"a":[1, {"b":null}]})");
  CHECK(article.extra.count("none") == 0);
}

TEST_CASE("a date that cannot be read is kept and rejects nothing") {
  const Article article = read_json(R"({"date":"some day"})");
  CHECK_FALSE(article.date);
  CHECK(article.extra.at("date") == "some day");
  CHECK(read_json(R"({"date":1172102400})").date == 2007y / 2 / 22);
  CHECK(read_json(R"({"date":"2007-02-22T23:30:00-05:00"})").instant == 1172205000);
  CHECK(read_json(R"({"date":""})").extra.empty());
}

TEST_CASE("a dateline in front of the body is lifted unless the archive gives one") {
  const Article lifted = read_json(R"({"body":"VIENNA, May 4, 2006 (Reuters) - Talks ended."})");
  CHECK(lifted.dateline == "VIENNA");
  CHECK(lifted.source == "Reuters");
  CHECK(lifted.date == 2006y / 5 / 4);
  CHECK(lifted.body == "Talks ended.");
  CHECK(lifted.removed == "VIENNA, May 4, 2006 (Reuters) -");
  const Article given =
      read_json(R"({"dateline":"Wien","body":"VIENNA (Reuters) - Talks ended."})");
  CHECK(given.dateline == "Wien");
  CHECK(given.body == "VIENNA (Reuters) - Talks ended.");
}

TEST_CASE("a written dateline as a value is taken apart") {
  const Article article =
      read_json(R"({"dateline":"MOSCOW, Feb 26 (Reuters) -","date":"1987-02-26"})");
  CHECK(article.dateline == "MOSCOW");
  CHECK(article.source == "Reuters");
  CHECK(article.date == 1987y / 2 / 26);
  CHECK(read_json(R"({"dateline":"on board a train"})").dateline == "on board a train");
}

TEST_CASE("bodies are cleaned: boilerplate, paragraphs, control characters") {
  const Article article =
      read_json(R"({"body":["One.","Two\u0000 or three.\r\n\r\nNo comments:\nPost a Comment"]})");
  CHECK(article.body == "One.\n\nTwo or three.");
  CHECK(article.removed == "No comments:\nPost a Comment");
}

TEST_CASE("ids are kept as they are, control characters and all") {
  CHECK(read_json(R"({"id":"a\u0000"})").id == std::string("a\0", 2));
  CHECK(read_json(R"({"id":" a\r\nb\u0001"})").id == " a\r\nb\x01");
}

TEST_CASE("a bad line is rejected with its bytes, and the next is read") {
  const auto records =
      read_bytes("{\"id\":\"1\"}\n\n  \n{\"id\":\"2\"\n{\"id\":\"3\"}", {.format = "jsonl"});
  REQUIRE(records.size() == 3);
  CHECK(records[0].article()->id == "1");
  REQUIRE(records[1].rejection());
  CHECK(records[1].rejection()->raw == "{\"id\":\"2\"");
  CHECK(records[1].number == 2);
  CHECK(records[2].article()->id == "3");
  CHECK(records[2].number == 3);
}

TEST_CASE("what is no JSON object is rejected") {
  CHECK(reason("[1]") == "not a JSON object");
  for (const char* each : {R"({"body":"a \ud800 b"})", R"({"body":"a \x b"})"}) {
    CHECK(reason(each).starts_with("a string has an escape that stands for no character"));
  }
  for (const std::string_view line :
       {R"({"a":1} x)", R"({"a":1}{"b":2})", R"({"a":01})", R"({"a":1.})", R"({"a":+1})",
        R"({"a":tru})", R"({"a":nulll})", R"({"a" 1})", R"({"a":[1,2})", R"({"a":{"b":[}]})",
        R"({"a":"\x"})", R"({a:1})", R"({"a":"open)", R"({"a":[1 2]})", R"({"a":1,})", R"({"a":-})",
        R"({"body":[1,[2,]]})", "plain"}) {
    INFO(line);
    CHECK_FALSE(reason(line).empty());
  }
}

TEST_CASE("deep nesting is refused, not followed") {
  CHECK(reason("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}").size() > 0);
}
