#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "dateline/error.h"
#include "train/conll.h"

using namespace dateline;
using namespace dateline::train;
using annotate::NameTag;

namespace {

std::vector<LabelledDocument> read(const std::string& text) {
  std::istringstream in(text);
  return read_conll(in, "sample");
}

}  // namespace

TEST_CASE("tokens, kinds and beginnings are read from two columns") {
  const auto documents = read("Anna B-PER\nLindh I-PER\nmet O\nNATO B-ORG\n.\tO\n\nOslo B-LOC\n");
  REQUIRE(documents.size() == 1);
  REQUIRE(documents[0].size() == 2);
  const LabelledSentence& first = documents[0][0];
  REQUIRE(first.size() == 5);
  CHECK(first[0].text == "Anna");
  CHECK((first[0].kind == NameTag::person_only && first[0].begins));
  CHECK((first[1].kind == NameTag::person_only && !first[1].begins));
  CHECK(first[2].kind == NameTag::outside);
  CHECK(first[3].kind == NameTag::organisation);
  CHECK(documents[0][1][0].kind == NameTag::place);
}

TEST_CASE("four columns have the tag in the last, and a name may begin with I-") {
  const auto documents = read(
      "-DOCSTART- -X- O O\n\nAnna NNP I-NP I-PER\nLindh NNP I-NP I-PER\n\n-DOCSTART- -X- -X- O\n\n"
      "Euro NNP I-NP I-MISC\n");
  REQUIRE(documents.size() == 2);
  CHECK(documents[0][0][0].begins);
  CHECK_FALSE(documents[0][0][1].begins);
  CHECK(documents[1][0][0].kind == NameTag::other);
}

TEST_CASE("without marks an article begins before its dateline, with the byline") {
  const auto documents = read(
      "Talks O\nbegin O\n\nOSLO B-LOC\n1996-08-22 O\n\nThey O\ntalk O\n\n"
      "Talks O\nend O\n\nAnna B-PER\nLindh I-PER\n\nOSLO B-LOC\n1996-08-23 O\n\nThey O\nleft O\n");
  REQUIRE(documents.size() == 2);
  CHECK(documents[0].size() == 3);
  CHECK(documents[1].size() == 4);
  CHECK(documents[1][0][1].text == "end");
}

TEST_CASE("a line of another form is refused with its place") {
  for (const char* text : {"Anna\n", "Anna B-PER\nLindh PER\n", "Anna NNP I-NP PERSON\n"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(read(text), InvalidArgumentError);
  }
  try {
    read("Anna B-PER\nLindh what\n");
  } catch (const InvalidArgumentError& error) {
    CHECK(std::string(error.what()).find("sample:2:") == 0);
  }
}

TEST_CASE("nothing gives no documents") {
  CHECK(read("").empty());
  CHECK(read("\n\n-DOCSTART- -X- O O\n\n").empty());
}
