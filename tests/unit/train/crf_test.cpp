#include <doctest/doctest.h>

#include <vector>

#include "train/crf.h"

using namespace dateline::train;
using dateline::annotate::NameModel;
using dateline::annotate::NameTag;
using dateline::annotate::NameWeights;

namespace {

void add_word(TaggedStretches& out, dateline::annotate::NameFeature feature, NameTag tag,
              std::size_t begins) {
  out.features.push_back(feature);
  out.features.push_back(7);  // every word has it
  out.words.push_back({out.features.size(), 0, tag, begins == 0});
}

// Feature 100 is a first name, 200 a surname, 300 a place; 7 says nothing.
TaggedStretches sample() {
  TaggedStretches out;
  for (int round = 0; round < 10; ++round) {
    add_word(out, 100, NameTag::person_first, 0);
    add_word(out, 200, NameTag::person_last, 1);
    add_word(out, 300, NameTag::place, 2);
    add_word(out, 200, NameTag::person_only, 0);
  }
  add_word(out, 400, NameTag::other, 0);  // once only
  return out;
}

NameWeights train(const CrfOptions& options) {
  return train_crf(sample(), options, [](std::size_t, double) { return true; });
}

}  // namespace

TEST_CASE("what always goes with a tag speaks for it") {
  const NameWeights weights = train({.l2 = 0.1, .prune = 0});
  const NameModel model(weights);
  const auto best = [&](dateline::annotate::NameFeature feature) {
    NameModel::Scores scores{};
    model.add(feature, scores);
    std::size_t most = 0;
    for (std::size_t tag = 1; tag < scores.size(); ++tag) {
      if (scores[tag] > scores[most]) most = tag;
    }
    return dateline::annotate::all_name_tags[most];
  };
  CHECK(best(100) == NameTag::person_first);
  CHECK(best(300) == NameTag::place);
}

TEST_CASE("rare features and small weights are left out") {
  for (const auto& row : train({.least_count = 2, .prune = 0}).rows) CHECK(row.feature != 400);
  bool kept = false;
  for (const auto& row : train({.least_count = 1, .prune = 0}).rows) kept |= row.feature == 400;
  CHECK(kept);
  CHECK(train({.prune = 1000}).rows.empty());
}

TEST_CASE("the same examples give the same weights") {
  CHECK(train({}) == train({}));
}

TEST_CASE("each iteration makes the objective smaller, and a stronger prior the weights") {
  double last = 1e9;
  bool falls = true;
  train_crf(sample(), {}, [&](std::size_t, double value) {
    falls &= value <= last;
    last = value;
    return true;
  });
  CHECK(falls);
  CHECK(train({.l2 = 10, .prune = 0}).scale < train({.l2 = 0.1, .prune = 0}).scale);
}
