#include <doctest/doctest.h>

#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "dateline/annotator.h"

using namespace dateline;

namespace {

FacetValue given(const std::string& text) {
  FacetValue value;
  value.value = text;
  return value;
}

// Finds one value in every article and puts a mark before given ones.
class OneValue final : public FacetFinder {
 public:
  FacetValues find(const Article&) const override {
    FacetValue value = given("found");
    value.origin = Origin::found;
    return {value};
  }
  FacetValue normalise(const FacetValue& value, const Article&) const override {
    return given("known-" + value.value);
  }
};

Article story() {
  Article article;
  article.dateline = "OSLO";
  article.headline = "Norway and Sweden agree";
  article.body = "Norway's Prime Minister Gro Harlem Brundtland met Ingvar Carlsson of Sweden.";
  return article;
}

}  // namespace

TEST_CASE("all three facets are present after annotation") {
  Article empty;
  Annotator().annotate(empty);
  CHECK((empty.people && empty.countries && empty.topics));
  CHECK(empty.people->empty());

  Article article = story();
  Annotator().annotate(article);
  CHECK(article.people->size() == 2);
  CHECK(article.countries->size() == 2);
  CHECK(article.topics.has_value());
}

TEST_CASE("given values win over the text and are normalised") {
  Article article = story();
  article.countries = FacetValues{given("finland"), given("FI"), given("narnia")};
  article.people = FacetValues{};
  article.topics = FacetValues{given("Politics/Arms Control")};
  Annotator().annotate(article);
  REQUIRE(article.countries->size() == 2);
  CHECK((*article.countries)[0].value == "FI");
  CHECK((*article.countries)[0].origin == Origin::given);
  CHECK((*article.countries)[0].confidence == 1.0F);
  CHECK((*article.countries)[1].value == "narnia");
  CHECK(article.people->empty());
  CHECK((*article.topics)[0].value == "politics/arms-control");
}

TEST_CASE("annotating twice changes nothing more") {
  Article article = story();
  article.people = FacetValues{given("Carlsson"), given("ingvar-carlsson")};
  const Annotator annotator;
  annotator.annotate(article);
  CHECK(article.people->size() == 1);
  const Article once = article;
  annotator.annotate(article);
  CHECK(article == once);
}

TEST_CASE("a part of one's own takes the place of the library's") {
  AnnotatorOptions options;
  options.topics = std::make_shared<OneValue>();
  const Annotator annotator(std::move(options));
  Article article = story();
  annotator.annotate(article);
  CHECK((*article.topics)[0].value == "found");
  CHECK(article.people->size() == 2);
  Article labelled = story();
  labelled.topics = FacetValues{given("a"), given("b")};
  annotator.annotate(labelled);
  REQUIRE(labelled.topics->size() == 2);
  CHECK((*labelled.topics)[1].value == "known-b");
}

TEST_CASE("fields other than the facets stay as they were") {
  const Article before = story();
  Article after = before;
  Annotator().annotate(after);
  after.people.reset();
  after.countries.reset();
  after.topics.reset();
  after.language = before.language;
  CHECK(after == before);
}

TEST_CASE("many threads get what one gets") {
  const Annotator annotator;
  Article expected = story();
  annotator.annotate(expected);
  std::vector<Article> articles(8, story());
  std::vector<std::thread> threads;
  for (Article& article : articles) {
    threads.emplace_back([&annotator, &article] { annotator.annotate(article); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Article& article : articles) CHECK(article == expected);
}

TEST_CASE("no bytes break the annotation") {
  const unsigned seed = 1987;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  const Annotator annotator;
  for (int round = 0; round < 500; ++round) {
    Article article;
    for (std::string* field : {&article.headline, &article.body, &article.dateline}) {
      for (auto count = random() % 200; count > 0; --count) {
        *field += static_cast<char>(random() % 3 == 0 ? random() % 256 : 32 + random() % 95);
      }
    }
    article.people =
        round % 2 == 0 ? std::optional<FacetValues>{} : FacetValues{given(article.headline)};
    annotator.annotate(article);
    CHECK(article.countries.has_value());
  }
}
