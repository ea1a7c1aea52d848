#include <array>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "dateline/people.h"
#include "support/temporary_folder.h"

using namespace dateline;

namespace {

std::vector<AuthorityPerson> read(const std::string& text) {
  const TemporaryFolder folder;
  std::ofstream(folder / "people.tsv", std::ios::binary) << text;
  return read_people_file(folder / "people.tsv");
}

std::string refusal(const std::string& text) {
  try {
    read(text);
  } catch (const InvalidArgumentError& error) {
    return error.what();
  }
  return "read";
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a line names a person, with aliases in any form and an identifier") {
  const auto people = read(
      "\xEF\xBB\xBF# people of the archive\n\n"
      "James A. Baker III\tBaker, James A.|james-baker|Secretary Baker\tviaf:1234\r\n"
      "Ronald Reagan\n"
      "V\xC3\xA1"
      "clav Havel\t\tQ36233");
  REQUIRE(people.size() == 3);
  CHECK(people[0] == AuthorityPerson{"james-a-baker-iii",
                                     "James A. Baker III",
                                     {"james-a-baker", "james-baker", "baker", "viaf-1234"}});
  CHECK(people[1] == AuthorityPerson{"ronald-reagan", "Ronald Reagan", {}});
  CHECK(people[2] == AuthorityPerson{"vaclav-havel",
                                     "V\xC3\xA1"
                                     "clav Havel",
                                     {"q36233"}});
}

TEST_CASE("a line that cannot be read is refused with file, line and reason") {
  const std::string first = "Ronald Reagan\tDutch\n";
  const std::array<std::pair<std::string, std::string_view>, 7> cases{{
      {first + "\tDutch\n", "name is missing"},
      {first + "Anna Berg\tAnnie||Ann\n", "alias is empty"},
      {first + "Anna Berg\tAnnie\tQ1\tmore\n", "4 columns"},
      {first + "Anna Berg\t---\n", "'---' is not a name"},
      {first + "Anna\xFF"
               "Berg\n",
       "not UTF-8"},
      {first + "Reagan, Ronald\n", "line 1 already"},
      {first + "Anna Berg\t\t!!\n", "identifier '!!'"},
  }};
  for (const auto& [text, reason] : cases) {
    CAPTURE(text);
    const std::string said = refusal(text);
    CAPTURE(said);
    CHECK(contains(said, reason));
    CHECK(contains(said, "people.tsv, line 2: "));
  }
}

TEST_CASE("a file that is not there or no file is an error of its own") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(read_people_file(folder / "none.tsv"), NotFoundError);
  CHECK_THROWS_AS(read_people_file(folder.path()), NotFoundError);
}

TEST_CASE("who claims a name is told for every one of them") {
  const auto people = read("Anna Berg\tAnnie|Anna Okafor|Annie\nAnna Okafor\tAnnie\n");
  const auto claims = person_claims(people);
  using Indexes = std::vector<std::size_t>;
  CHECK(claims.at("anna-berg") == Indexes{0});
  CHECK(claims.at("annie") == Indexes{0, 1});
  CHECK(claims.at("anna-okafor") == Indexes{0, 1});
  CHECK(claims.size() == 3);
}
