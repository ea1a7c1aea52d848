#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "dateline/error.h"
#include "quality/answers.h"
#include "support/temporary_folder.h"

using namespace dateline;
using namespace dateline::quality;

namespace {

const std::vector<std::string> two_ids{"a1", "a2"};
const std::string first = R"({"id":"a1","people":["Jane Doe"]})";

Answers read(const std::string& text, const std::vector<std::string>& ids) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "people.jsonl";
  std::ofstream(file, std::ios::binary) << text;
  return read_answers(file, ids);
}

FacetValue value(const std::string& key, const std::string& label) {
  FacetValue out;
  out.value = key;
  out.label = label;
  return out;
}

// What is wrong, from the name of the file on.
std::string complaint(const std::string& text, const std::vector<std::string>& ids = two_ids) {
  try {
    read(text, ids);
  } catch (const InvalidArgumentError& error) {
    const std::string what = error.what();
    return what.substr(what.find("people.jsonl"));
  }
  return "none";
}

}  // namespace

TEST_CASE("answers are read in the form of indexer annotate --spans") {
  const Answers answers = read(
      R"({"id":"a1","headline":"Doe in Oslo","people":["Jane Doe","Roe"],"countries":["NO"],)"
      R"("topics":["politics/diplomacy","sport"],"body":"x","spans":[)"
      R"({"facet":"person","value":"jane-doe","field":"body","from":4,"to":12,"origin":"found"},)"
      R"({"facet":"country","value":"NO","field":"headline","from":7,"to":11},)"
      R"({"facet":"person","value":"roe","field":"headline","from":0,"to":3}]})"
      "\n"
      R"({"id":"a2","topics":[]})"
      "\n",
      two_ids);
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].people == std::vector<std::string>{"Jane Doe", "Roe"});
  CHECK(answers[0].countries == std::vector<std::string>{"NO"});
  CHECK(answers[0].topics == std::vector<std::string>{"politics/diplomacy", "sport"});
  CHECK(answers[0].person_spans ==
        std::vector<Span>{{TextField::body, 4, 12}, {TextField::headline, 0, 3}});
  CHECK((answers[1].people.empty() && answers[1].topics.empty()));
}

TEST_CASE("an article's own values make the same answer as the line that tells them") {
  Article article;
  article.people = {value("jane-doe", "Jane Doe")};
  article.people->front().spans = {{TextField::body, 4, 12}, {TextField::body, 30, 33}};
  article.countries = {value("NO", ""), value("SE", "")};
  const Answer own = answer_of(article);
  const Answer told =
      read(R"({"id":"a1","people":["Jane Doe"],"countries":["NO","SE"],"topics":[],"spans":[)"
           R"({"facet":"person","value":"jane-doe","field":"body","from":4,"to":12},)"
           R"({"facet":"person","value":"jane-doe","field":"body","from":30,"to":33}]})",
           {"a1"})[0];
  CHECK(own.people == told.people);
  CHECK(own.countries == told.countries);
  CHECK(own.topics == told.topics);
  CHECK(own.person_spans == told.person_spans);
}

TEST_CASE("a line that is no answer is told by file and line") {
  const auto second = [](const std::string& line) { return complaint(first + "\n" + line + "\n"); };
  CHECK(second("{\"id\":") == "people.jsonl:2: not a JSON object");
  CHECK(second("") == "people.jsonl:2: not a JSON object");
  CHECK(second("[]") == "people.jsonl:2: not a JSON object");
  CHECK(second(R"({"people":[]})") == "people.jsonl:2: 'id' is missing or no string");
  CHECK(second(R"({"id":"a2"})") == "people.jsonl:2: has none of 'people', 'countries', 'topics'");
  CHECK(second(R"({"id":"a2","people":"Doe"})") == "people.jsonl:2: 'people' is no array");
  CHECK(second(R"({"id":"a2","topics":[7]})") ==
        "people.jsonl:2: 'topics' has a value that is no string");
}

TEST_CASE("a span that no text can have is told by file and line") {
  const auto spans = [](const std::string& span) {
    return complaint(R"({"id":"a1","people":[],"spans":[)" + span + "]}\n", {"a1"});
  };
  CHECK(spans("3") == "people.jsonl:1: a span is no object");
  CHECK(spans(R"({"facet":"person","field":"margin","from":1,"to":2})") ==
        "people.jsonl:1: a span's field 'margin' is none of an article");
  CHECK(spans(R"({"facet":"person","field":"body","from":-1,"to":2})") ==
        "people.jsonl:1: a span's 'from' is missing or no number of bytes");
  CHECK(spans(R"({"facet":"person","field":"body","from":1})") ==
        "people.jsonl:1: a span's 'to' is missing or no number of bytes");
  CHECK(spans(R"({"facet":"person","field":"body","from":2,"to":2})") ==
        "people.jsonl:1: a span ends before it begins");
}

TEST_CASE("answers to other articles, too few or too many, are told by file and line") {
  CHECK(complaint(first + "\n" + first + "\n") ==
        "people.jsonl:2: answers article 'a1', but 'a2' is next");
  CHECK(complaint(first + "\n") == "people.jsonl:2: the file ends, but 'a2' is next of 2 articles");
  CHECK(complaint(first + "\n" + R"({"id":"a2","people":[]})" + "\n" + first + "\n") ==
        "people.jsonl:3: one line too many: the task has 2 articles");
}

TEST_CASE("a file of answers that is not there is told") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(read_answers(folder.path() / "none.jsonl", two_ids), NotFoundError);
}
