#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "corpus/article_line.h"
#include "peers/protocol/article_lines.h"
#include "peers/protocol/peer.h"
#include "support/temporary_folder.h"
#include "unit/bench/sample_archive.h"

using namespace bench::peers;

namespace {

PlainQuery read(const std::vector<std::string>& columns) {
  return read_plain_query(columns);
}

}  // namespace

TEST_CASE("A plain query is read from its four columns") {
  const PlainQuery query = read({"any", "grain ship", "west-germany", "1998"});
  CHECK(query.glue == Glue::any);
  CHECK(query.words == std::vector<std::string>{"grain", "ship"});
  CHECK(query.country == "west-germany");
  CHECK(query.year == 1998);
  const PlainQuery country = read({"all", "", "usa", ""});
  CHECK(country.words.empty());
  CHECK(country.year == 0);
  CHECK(read({"phrase", "of the", "", ""}).glue == Glue::phrase);
}

TEST_CASE("What is no request is refused") {
  CHECK_THROWS_AS(read({"all", "grain"}), std::invalid_argument);
  CHECK_THROWS_AS(read({"some", "grain", "", ""}), std::invalid_argument);
  CHECK_THROWS_AS(read({"all", "grain", "", "19x8"}), std::invalid_argument);
  CHECK_THROWS_AS(read_mode("top20"), std::invalid_argument);
}

TEST_CASE("An answer is one line, whatever its texts hold") {
  Answer answer{.total = 12, .hits = {{"a1", "Tabs\tand\nlines"}, {"a2", ""}}};
  answer.facets[1] = {{"usa", 7}, {"france", 5}};
  CHECK(answer_line(1.25, answer) ==
        "1.2\t12\ta1\x1fTabs and lines\x1e"
        "a2\x1f\t\x1eusa\x1f"
        "7\x1f"
        "france\x1f"
        "5\x1e\n");
  answer = {.total = 10, .total_is_exact = false};
  CHECK(answer_line(0, answer) == "0.0\t>=10\t\t\x1e\x1e\n");
}

TEST_CASE("Every engine reads the articles that were generated") {
  const TemporaryFolder folder;
  const auto articles = bench::corpus::generated_articles(50, 1);
  {
    std::ofstream file(folder / "archive.jsonl");
    for (const auto& article : articles) file << bench::corpus::article_line(article);
  }
  std::size_t at = 0;
  CHECK(for_each_article(folder / "archive.jsonl", [&](const PlainArticle& read) {
          const dateline::Article& made = articles.at(at++);
          CHECK(read.id == made.id);
          CHECK(read.headline == made.headline);
          CHECK(read.body == made.body);
          CHECK(read.labels[0].size() == made.people->size());
          CHECK(read.labels[1].at(0) == made.countries->at(0).value);
          CHECK(read.labels[2].at(0) == made.topics->at(0).value);
          CHECK(day_number(read.date) / 10000 == static_cast<int>(made.date->year()));
        }) == articles.size());
}

TEST_CASE("A file that is no archive of the bench is an error") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(for_each_article(folder / "none", [](const PlainArticle&) {}),
                  std::runtime_error);
  std::ofstream(folder / "list.jsonl") << "[1, 2]\n";
  CHECK_THROWS_AS(for_each_article(folder / "list.jsonl", [](const PlainArticle&) {}),
                  std::runtime_error);
}
