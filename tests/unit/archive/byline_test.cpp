#include "archive/byline.h"

#include <doctest/doctest.h>

using namespace dateline::archive;

namespace {

void check(std::string_view line, std::string_view authors, std::string_view agency = "") {
  INFO(line);
  const auto found = parse_byline(line);
  REQUIRE(found);
  CHECK(found->authors == authors);
  CHECK(found->agency == agency);
}

}  // namespace

TEST_CASE("bylines are read without By and with their agency apart") {
  check("By THOM SHANKER and STEVEN LEE MYERS", "THOM SHANKER and STEVEN LEE MYERS");
  check("by Janie Gabbett, Reuters", "Janie Gabbett", "Reuters");
  check("    By Rich Miller, Reuters", "Rich Miller", "Reuters");
  check("BY JANE DOE", "JANE DOE");
  check("By Jane Doe", "Jane Doe");
  check("By: Jane Doe", "Jane Doe");
  check("By Jane van der Berg, Ann Lee and Jos\u00E9 P\u00E9rez",
        "Jane van der Berg, Ann Lee and Jos\u00E9 P\u00E9rez");
  check("By JOHN Q. PUBLIC Jr.", "JOHN Q. PUBLIC Jr.");
  check("By Jane Doe, Associated Press Writer", "Jane Doe", "Associated Press");
  check("By Jane Doe in Moscow", "Jane Doe in Moscow");
}

TEST_CASE("a sentence that begins with By is no byline") {
  for (const std::string_view line : {
           "By Monday the talks had failed",
           "By Monday",
           "By March 2008",
           "By the Kremlin",
           "By all accounts Mr. Doe left.",
           "By Friday Night Everyone Knew.",
           "Byron Scott",
           "By",
           "By 2010",
           "Bystanders Watched",
           "Written by Jane Doe",
       }) {
    INFO(line);
    CHECK_FALSE(parse_byline(line));
  }
}

TEST_CASE("a value of the archive keeps what is not understood") {
  CHECK(parse_author_value("By Jane Doe, Reuters").authors == "Jane Doe");
  CHECK(parse_author_value("By Jane Doe, Reuters").agency == "Reuters");
  CHECK(parse_author_value("jane doe, our correspondent").authors == "jane doe, our correspondent");
  CHECK(parse_author_value("Byron Lee").authors == "Byron Lee");
  CHECK(parse_author_value("Reuters").authors == "Reuters");
  CHECK(parse_author_value("Reuters").agency == "Reuters");
}
