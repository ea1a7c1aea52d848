#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "corpus/text_model.h"

using namespace bench::corpus;

namespace {

constexpr auto weather =
    "The storm reached the coast on Monday. Mr. Aldo Brant of the harbour said that the storm "
    "broke "
    "the mole. The mole had stood for years.";
constexpr auto markets =
    "Prices of grain fell on Monday. Traders said that prices of grain may rise.";

std::string sentence(const TextModel& model, TextModel::Place place, std::uint32_t subject,
                     Random& random) {
  std::string out;
  while (!model.end_of_sentence(place)) {
    out += model.token(place).text + ' ';
    place = model.next(place, subject, random);
  }
  return out;
}

}  // namespace

TEST_CASE("A token only follows one that it follows in the text learnt") {
  const std::string both = std::string(weather) + ' ' + markets + ' ';
  TextModel model;
  CHECK(model.learn(weather, 1) == 26);
  model.learn(markets, 2);
  model.prepare();
  Random random(1);
  for (int i = 0; i < 300; ++i) {
    auto place = model.sentence(1, random);
    while (!model.end_of_sentence(place)) {
      const auto next = model.next(place, 1, random);
      if (!model.end_of_sentence(next)) {
        CHECK(both.find(model.token(place).text + ' ' + model.token(next).text + ' ') !=
              std::string::npos);
      }
      place = next;
    }
  }
}

TEST_CASE("Sentences begin where one of their subject began, and are not always those learnt") {
  TextModel model;
  model.learn(weather, 1);
  model.learn(markets, 2);
  model.prepare();
  Random random(2);
  std::set<std::string> begun;
  bool fresh = false;
  for (int i = 0; i < 300; ++i) {
    const auto place = model.sentence(1, random);
    begun.insert(model.token(place).text);
    fresh =
        fresh || std::string(weather).find(sentence(model, place, 1, random)) == std::string::npos;
  }
  CHECK(begun == std::set<std::string>{"The", "Mr."});
  CHECK(fresh);
  CHECK(model.knows(2));
  CHECK_FALSE(model.knows(3));
}

TEST_CASE("A word in punctuation can be told from it, and numbers are no words") {
  TextModel model;
  model.learn("(Brant), 4.5 F-16", 0);
  model.prepare();
  const Token& brant = model.tokens().at(1);
  CHECK(brant.text.substr(brant.word_from, brant.word_size) == "Brant");
  CHECK(model.tokens().at(2).word_size == 0);
  CHECK(model.tokens().at(3).word_size == 0);
}

TEST_CASE("A model wants text") {
  TextModel model;
  model.learn(" \n", 0);
  CHECK_THROWS_AS(model.prepare(), std::invalid_argument);
}
