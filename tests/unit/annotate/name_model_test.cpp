#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

#include "annotate/name_model.h"
#include "dateline/error.h"

using namespace dateline;
using namespace dateline::annotate;

namespace {

NameWeights random_weights(std::mt19937& random) {
  const auto weight = [&] { return static_cast<std::int16_t>(random() % 65536 - 32768); };
  NameWeights weights;
  weights.description = "random";
  weights.scale = 0.001F * static_cast<float>(random() % 100 + 1);
  for (auto& link : weights.transitions) {
    for (auto& row : link) {
      for (auto& each : row) each = weight();
    }
  }
  std::map<NameFeature, NameWeights::Row> rows;
  for (auto count = random() % 200; count > 0; --count) {
    // Many with the same low bits, so that slots are fought for.
    NameWeights::Row row{static_cast<NameFeature>(random() << 8 | 1U), {}};
    for (auto& each : row.weights) each = weight();
    rows[row.feature] = row;
  }
  for (const auto& [feature, row] : rows) weights.rows.push_back(row);
  return weights;
}

}  // namespace

TEST_CASE("a model file gives back what was written") {
  const unsigned seed = 42;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 20; ++round) {
    const NameWeights weights = random_weights(random);
    CHECK(decode_name_weights(encode(weights), "test") == weights);
  }
}

TEST_CASE("no damage to a model file goes unseen") {
  const unsigned seed = 43;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  const std::string whole = encode(random_weights(random));
  for (std::size_t at = 0; at < whole.size(); at += 1 + random() % 20) {
    CAPTURE(at);
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    CHECK_THROWS_AS(decode_name_weights(changed, "test"), Error);
    CHECK_THROWS_AS(decode_name_weights(whole.substr(0, at), "test"), CorruptError);
  }
  CHECK_THROWS_AS(decode_name_weights(whole + "x", "test"), CorruptError);
}

TEST_CASE("looking up adds the row of a known feature and nothing else") {
  const unsigned seed = 44;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  const NameWeights weights = random_weights(random);
  const NameModel model(weights);
  CHECK(model.feature_count() == weights.rows.size());
  for (const NameWeights::Row& row : weights.rows) {
    NameModel::Scores scores{};
    model.add(row.feature, scores);
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) CHECK(scores[tag] == row.weights[tag]);
  }
  NameModel::Scores scores{};
  for (NameFeature feature = 0; feature < 1000; feature += 2) model.add(feature, scores);
  CHECK(scores == NameModel::Scores{});
}
