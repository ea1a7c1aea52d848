#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "base/dates.h"
#include "dateline/annotator.h"

using namespace dateline;

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Found {
  std::set<std::string> people;
  std::set<std::string> countries;
};

void annotate_into(Article article, Found& found) {
  Annotator().annotate(article);
  for (const FacetValue& each : *article.people) found.people.insert(each.label);
  for (const FacetValue& each : *article.countries) found.countries.insert(each.value);
  std::set<std::string> topics;
  for (const FacetValue& each : *article.topics) topics.insert(each.value);
  CHECK(topics.contains("politics/diplomacy"));
  CHECK(topics.contains("politics/arms-control"));
}

}  // namespace

TEST_CASE("the two articles of the acceptance case name their people and countries and no others") {
  const char* folder = std::getenv("DATELINE_TEST_DATA");
  if (folder == nullptr) {
    MESSAGE("skipped: DATELINE_TEST_DATA does not name the folder of test archives");
    return;
  }
  const std::filesystem::path articles = std::filesystem::path(folder) / "articles";
  const std::string wire = read(articles / "000_4d98e5539bdb5e39.txt");
  const std::string copy = read(articles / "003_260fa46d3d7382ec.txt");
  const std::size_t body = wire.find("(Reuters) - ");
  const std::size_t boilerplate = copy.find("No comments:");
  REQUIRE(body != std::string::npos);
  REQUIRE(boilerplate != std::string::npos);

  Article first;
  first.headline = "Russia, U.S. officials seek to play down differences";
  first.dateline = "MOSCOW";
  first.date = base::parse_period("2007-02-22").value().first;
  first.body = wire.substr(body + 12);
  Article second;
  second.body = copy.substr(0, boilerplate);
  Found found;
  annotate_into(first, found);
  annotate_into(second, found);

  CHECK(found.countries == std::set<std::string>{"RU", "US", "PL", "CZ", "IR"});
  CHECK(found.people == std::set<std::string>{
                            "Condoleezza Rice", "Vladimir Putin", "Vladimir V. Putin",
                            "Robert M. Gates", "Sergey V. Lavrov", "Stephen Hadley", "Igor Ivanov",
                            "Tom Lantos", "Boris Makarenko", "Anatoly E. Serdyukov", "Bush"});
}
