#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "text/analyzer.h"
#include "text/break_classes.h"
#include "text/known_analyser.h"

using namespace dateline;

// This program is linked as query-tool is, and the build has found out what its analyser does.

TEST_CASE("what the build found out is what the analyser does") {
  const text::KnownAnalyser* known = text::known_analyser();
  REQUIRE(known != nullptr);
  CHECK(known->fingerprint == text::probe_fingerprint());
  CHECK(known->break_classes == text::to_digits(text::probe_break_classes()));
}

TEST_CASE("what the build found out is believed in the program that it was found out for") {
  REQUIRE(text::known_analyser() != nullptr);
  CHECK(text::is_trusted(*text::known_analyser()));
  CHECK(text::trusted_analyser() == text::known_analyser());
  CHECK(text::analyzer_fingerprint() == text::known_analyser()->fingerprint);
}

TEST_CASE("it is not believed where any library is of another build") {
  REQUIRE(text::known_analyser() != nullptr);
  const std::string libraries(text::known_analyser()->libraries);
  REQUIRE(!libraries.empty());
  for (std::size_t at = 0; at < libraries.size(); at = libraries.find(' ', at) + 1) {
    CAPTURE(at);
    std::string other = libraries;
    other[at] = other[at] == '0' ? '1' : '0';
    CHECK_FALSE(text::is_trusted({.libraries = other, .fingerprint = {}, .break_classes = {}}));
    if (libraries.find(' ', at) == std::string::npos) break;
  }
  CHECK_FALSE(
      text::is_trusted({.libraries = libraries + " none", .fingerprint = {}, .break_classes = {}}));
}

TEST_CASE("the libraries of a process are named by their build ids") {
  const auto loaded = text::loaded_libraries();
  CHECK(std::ranges::is_sorted(loaded));
  CHECK(loaded.size() >= 3);  // of C, of C++, Xapian
  for (const std::string& each : loaded) {
    CAPTURE(each);
    const bool is_id =
        each.size() >= 16 && each.find_first_not_of("0123456789abcdef") == std::string::npos;
    CHECK((is_id || each == "none"));
  }
}
