#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "annotate/topic_terms.h"
#include "dateline/annotator.h"
#include "dateline/error.h"
#include "support/temporary_folder.h"

using namespace dateline;
using namespace dateline::annotate;

namespace {

Article article(const std::string& headline, const std::string& body) {
  Article out;
  out.headline = headline;
  out.body = body;
  out.language = "en";
  return out;
}

std::string top_of_first(const FacetValues& values) {
  if (values.empty()) return "";
  return values.front().value.substr(0, values.front().value.find('/'));
}

std::string write_table(const TemporaryFolder& folder, const std::string& table) {
  const auto path = folder.path() / "table.tsv";
  std::ofstream(path) << table;
  return path.string();
}

const std::string two_topics =
    "# comment\n"
    "farm\tFarming\twheat|barley|tractor|harvest|grain elevator\n"
    "farm/cattle\tCattle\tcow|cattle|milk|pasture\n"
    "sea\tThe sea\tship|harbour|sailor|tanker\n";

}  // namespace

TEST_CASE("terms are stems without stop words, pairs are of neighbours, headlines count thrice") {
  TopicTermCounter counter;
  const auto total = [&](const Article& each) {
    std::uint32_t sum = 0;
    for (const TopicTerm& term : counter.count(each, "en")) sum += term.count;
    return sum;
  };
  CHECK(counter.count(article("", "ships the ship"), "en").size() == 1);
  CHECK(counter.count(article("", "ships the ship"), "en")[0].count == 2);
  CHECK(total(article("", "oil tanker")) == 3);
  CHECK(total(article("oil tanker", "")) == 9);
  CHECK(total(article("oil", "tanker")) == 4);
  const std::vector<TopicTerm> pair = counter.phrase("oil tankers", "en");
  REQUIRE(pair.size() == 1);
  const std::vector<TopicTerm> text = counter.count(article("", "An oil tanker sank"), "en");
  CHECK(std::count(text.begin(), text.end(), pair[0]) == 1);
}

TEST_CASE("the general topics of plain stories are found, the certain ones first") {
  const auto finder = topic_finder();
  const std::vector<std::pair<std::string, Article>> stories{
      {"sport", article("Striker signs on",
                        "The striker scored twice as the club won the cup match. The "
                        "goalkeeper saved a penalty and the coach praised his "
                        "players after the league game.")},
      {"economy", article("Profit up at steel maker",
                          "The company said that net profit for the quarter rose to 20 mln dollars "
                          "and that it would raise its dividend. Its shares gained on the stock "
                          "exchange, where investors and traders expect sales to grow.")},
      {"politics",
       article("Ministers agree to talk",
               "The foreign minister and his ambassador met diplomats for talks about a "
               "treaty. The president and the prime minister want their governments to "
               "begin negotiations after the election.")},
      {"arts", article("Film wins prizes",
                       "The film took the award for best director, and its leading "
                       "actress was named at the festival. The actor and the "
                       "singer go to the cinema premiere in Hollywood.")},
      {"science",
       article("New phones on the net",
               "Computer users can download the software from the website. The internet "
               "firm says its broadband service stops spam and viruses, and that hackers "
               "cannot reach the online search engine.")}};
  for (const auto& [expected, story] : stories) {
    CAPTURE(story.headline);
    const FacetValues found = finder->find(story);
    CHECK(top_of_first(found) == expected);
    for (const FacetValue& each : found) {
      CHECK(each.origin == Origin::found);
      CHECK(each.confidence > 0.0F);
      CHECK(each.confidence <= 1.0F);
      CHECK_FALSE(each.label.empty());
    }
  }
}

TEST_CASE("nothing is found in nothing, nor in another language") {
  const auto finder = topic_finder();
  CHECK(finder->find({}).empty());
  Article german = article("",
                           "Der Minister sprach mit dem Botschafter \xC3\xBC"
                           "ber den Vertrag.");
  german.language = "de";
  CHECK(finder->find(german).empty());
}

TEST_CASE("no model finds no topic") {
  CHECK(topic_finder({})->find(article("Profit", "profit dividend shares quarter")).empty());
}

TEST_CASE(
    "a table of seed words finds its topics, and a topic that another implies is not listed") {
  const TemporaryFolder folder;
  const auto finder = topic_finder({write_table(folder, two_topics)});
  const FacetValues found = finder->find(article(
      "",
      "Wheat and barley: the tractor is in the harvest. Cows, cattle and milk on the pasture."));
  REQUIRE(found.size() == 1);
  CHECK(found[0].value == "farm/cattle");
  CHECK(found[0].label == "Cattle");
  CHECK(finder->find(article("", "A ship.")).empty());
}

TEST_CASE("a topic stands where the words stand that speak most for it") {
  const TemporaryFolder folder;
  const auto finder = topic_finder({write_table(folder, two_topics)});
  const Article cows = article("Milk", "Many cows, cows, cattle; more milk on the pasture.");
  const FacetValues found = finder->find(cows);
  REQUIRE(found.size() == 1);
  std::vector<std::string> words;
  for (const Span& each : found[0].spans) {
    const std::string& text = each.field == TextField::headline ? cows.headline : cows.body;
    words.push_back(text.substr(each.from, each.to - each.from));
  }
  CHECK(words == std::vector<std::string>{"Milk", "cows", "cattle", "pasture"});
}

TEST_CASE("the shipped model shows at most five words, all inside the article") {
  const Article story = article(
      "Central bank raises rates",
      "The central bank raised its key interest rate by a quarter point to slow inflation. The "
      "currency rose against the dollar; bond yields fell and economists expect another increase.");
  const FacetValues found = topic_finder()->find(story);
  REQUIRE_FALSE(found.empty());
  for (const FacetValue& each : found) {
    CAPTURE(each.value);
    CHECK_FALSE(each.spans.empty());
    CHECK(each.spans.size() <= 5);
    for (const Span& span : each.spans) {
      const std::string& text = span.field == TextField::headline ? story.headline : story.body;
      CHECK(span.from < span.to);
      CHECK(span.to <= text.size());
    }
  }
}

TEST_CASE("several models give the values of all") {
  const TemporaryFolder folder;
  const auto finder = topic_finder({write_table(folder, two_topics), "default"});
  const FacetValues found =
      finder->find(article("Ship profits",
                           "The ship left the harbour with sailors; the tanker followed. The "
                           "company's net profit for the quarter rose, its dividend and its "
                           "shares too, and earnings per share doubled on the stock market."));
  const auto has = [&](const std::string& top) {
    return std::any_of(found.begin(), found.end(), [&](const FacetValue& each) {
      return each.value.substr(0, each.value.find('/')) == top;
    });
  };
  CHECK(has("sea"));
  CHECK(has("economy"));
}

TEST_CASE("what is neither model nor table is refused and named") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(topic_finder({"/nowhere/x.model"}), NotFoundError);
  CHECK_THROWS_AS(topic_finder({folder.path().string()}), NotFoundError);
  CHECK_THROWS_WITH_AS(topic_finder({write_table(folder, "Not a table\n")}),
                       doctest::Contains("table.tsv"), CorruptError);
}
