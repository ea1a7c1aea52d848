#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "annotate/name_tagger.h"

using namespace dateline::annotate;

namespace {

struct Sample {
  explicit Sample(const std::string& text)
      : words(text),
        texts{NameText{&words, TextKind::body}},
        features(texts, country_gazetteer(), name_lexicon()) {}
  WordList words;
  std::array<NameText, 1> texts;
  NameFeatures features;
};

// Weights for some of the features of a text.
NameWeights weights_for(const Sample& sample, std::mt19937& random) {
  const auto weight = [&] { return static_cast<std::int16_t>(random() % 2000) - 1000; };
  NameWeights weights;
  weights.scale = 0.002F;
  for (auto& link : weights.transitions) {
    for (auto& row : link) {
      for (auto& each : row) each = static_cast<std::int16_t>(weight());
    }
  }
  std::vector<NameFeature> list;
  for (const NameStretch& stretch : sample.features.stretches(0)) {
    for (std::size_t at = stretch.first; at <= stretch.last; ++at) {
      sample.features.list(0, at, list);
      const NameFeature feature = list[random() % list.size()];
      NameWeights::Row row{feature, {}};
      for (auto& each : row.weights) each = static_cast<std::int16_t>(weight());
      weights.rows.push_back(row);
    }
  }
  std::sort(weights.rows.begin(), weights.rows.end(),
            [](const auto& one, const auto& other) { return one.feature < other.feature; });
  weights.rows.erase(
      std::unique(weights.rows.begin(), weights.rows.end(),
                  [](const auto& one, const auto& other) { return one.feature == other.feature; }),
      weights.rows.end());
  return weights;
}

// Every way to tag a stretch, one after the other.
class EveryTagging {
 public:
  EveryTagging(const Sample& sample, const NameModel& model, const NameStretch& stretch)
      : stretch_(stretch) {
    std::vector<NameFeature> list;
    for (std::size_t at = stretch.first; at <= stretch.last; ++at) {
      NameModel::Scores scores{};
      sample.features.list(0, at, list);
      for (const NameFeature each : list) model.add(each, scores);
      scores_.push_back(scores);
    }
    tags_.resize(scores_.size());
    visit(sample, model, 0, 0);
  }

  std::vector<TaggedName> names() const {
    std::vector<TaggedName> names;
    for (std::size_t at = 0; at < best_.size(); ++at) {
      if (!is_person(best_[at])) continue;
      std::size_t last = at;
      while (goes_on(best_[last])) ++last;
      double sum = 0;
      for (const auto& [tags, weight] : all_) {
        bool same = true;
        for (std::size_t each = at; each <= last; ++each) same &= tags[each] == best_[each];
        if (same) sum += std::exp(weight);
      }
      names.push_back(
          {stretch_.first + at, stretch_.first + last, static_cast<float>(sum / total_)});
      at = last;
    }
    return names;
  }

 private:
  void visit(const Sample& sample, const NameModel& model, std::size_t at, std::int64_t score) {
    if (at == tags_.size()) {
      if (goes_on(tags_.back())) return;
      const double weight = static_cast<double>(score) * static_cast<double>(model.scale());
      all_.emplace_back(tags_, weight);
      total_ += std::exp(weight);
      if (best_.empty() || score > best_score_) {
        best_ = tags_;
        best_score_ = score;
      }
      return;
    }
    for (const NameTag tag : all_name_tags) {
      if (at == 0 ? continues(tag) : !may_follow(tags_[at - 1], tag)) continue;
      tags_[at] = tag;
      std::int64_t next = score + scores_[at][static_cast<std::size_t>(tag)];
      if (at > 0) {
        const auto link = name_link(sample.words[stretch_.first + at].before);
        next += model.transitions(
            link)[static_cast<std::size_t>(tags_[at - 1])][static_cast<std::size_t>(tag)];
      }
      visit(sample, model, at + 1, next);
    }
  }

  NameStretch stretch_;
  std::vector<NameModel::Scores> scores_;
  std::vector<NameTag> tags_;
  std::vector<NameTag> best_;
  std::int64_t best_score_ = 0;
  std::vector<std::pair<std::vector<NameTag>, double>> all_;
  double total_ = 0;
};

}  // namespace

TEST_CASE("the tagging found is the best of all, with its probability") {
  const unsigned seed = 1984;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  const Sample sample("Anna Lindh was not there. Jean-Marie de Groot was. In Oslo, IBM fell.");
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const NameModel model(weights_for(sample, random));
    std::vector<TaggedName> expected;
    for (const NameStretch& stretch : sample.features.stretches(0)) {
      for (const TaggedName& each : EveryTagging(sample, model, stretch).names()) {
        expected.push_back(each);
      }
    }
    const std::vector<TaggedName> found = tag_names(model, sample.features, 0);
    REQUIRE(found.size() == expected.size());
    for (std::size_t each = 0; each < found.size(); ++each) {
      CHECK(found[each].first == expected[each].first);
      CHECK(found[each].last == expected[each].last);
      CHECK(found[each].probability == doctest::Approx(expected[each].probability).epsilon(0.001));
    }
  }
}

TEST_CASE("a text without capitals has nothing to decide") {
  const Sample sample("nobody is here, nobody at all");
  CHECK(sample.features.stretches(0).empty());
  CHECK(tag_names(NameModel(NameWeights{}), sample.features, 0).empty());
}
