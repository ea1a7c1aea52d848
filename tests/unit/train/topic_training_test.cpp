#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "annotate/topic_model.h"
#include "annotate/topic_model_file.h"
#include "annotate/topic_terms.h"
#include "dateline/annotator.h"
#include "dateline/error.h"
#include "dateline/train.h"
#include "support/temporary_folder.h"
#include "train/linear_svm.h"
#include "train/topic_thresholds.h"

using namespace dateline;
using namespace dateline::annotate;
using namespace dateline::train;

namespace {

FacetValues topics(const std::vector<std::string>& keys) {
  FacetValues out;
  for (const std::string& each : keys) {
    FacetValue value;
    value.value = each;
    out.push_back(value);
  }
  return out;
}

// Sentences of a fleet, a harvest or neither, each with words drawn from its own list.
Article story(const std::string& kind, unsigned seed) {
  static const std::vector<std::string> ship{"vessel", "harbour", "cargo",  "crew",
                                             "tanker", "anchor",  "sailor", "dock"};
  static const std::vector<std::string> crop{"wheat",  "harvest", "farmer", "acre",
                                             "barley", "tractor", "seed",   "silo"};
  static const std::vector<std::string> any{"monday",  "official", "report", "number",
                                            "country", "week",     "plan",   "public"};
  std::mt19937 random(seed);
  Article article;
  article.language = "en";
  for (int i = 0; i < 20; ++i) {
    const auto& own = kind == "ship" ? ship : kind == "crop" ? crop : any;
    article.body += (i % 3 == 0 ? own : any)[random() % own.size()] + ' ';
  }
  return article;
}

TopicTrainer trainer_with_stories() {
  TopicTrainer trainer({.threads = 1});
  for (unsigned i = 0; i < 30; ++i) {
    Article ship = story("ship", i);
    ship.topics = topics({"transport/sea"});
    trainer.add(ship);
    Article crop = story("crop", i);
    crop.topics = topics({"Farm Goods"});
    trainer.add(crop);
    Article none = story("none", i);
    none.topics.emplace();
    trainer.add(none);
    trainer.add(story("ship", i + 100));  // of which nothing is said
  }
  return trainer;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> keys_found(const FacetFinder& finder, const Article& article) {
  std::vector<std::string> out;
  for (const FacetValue& each : finder.find(article)) out.push_back(each.value);
  return out;
}

TopicModel random_model(unsigned seed) {
  std::mt19937 random(seed);
  TopicModel model;
  model.languages = {"en", "de"};
  for (int i = 0; i < 5; ++i) {
    const auto number = [&] { return static_cast<float>(random() % 1000) / 250 - 2; };
    model.classes.push_back({"t" + std::to_string(i), i % 2 == 0 ? "" : "Label", number(), number(),
                             number(), number(), number(), number()});
  }
  model.least_probability = static_cast<float>(random() % 100) / 100;
  std::uint32_t hash = static_cast<std::uint32_t>(random() % 3);
  for (int term = 0; term < 40; ++term) {
    model.terms.push_back(hash);
    hash += 1 + static_cast<std::uint32_t>(random() % 100'000'000);
    model.rarities.push_back(static_cast<std::uint8_t>(random()));
    for (std::uint16_t topic = 0; topic < 5; ++topic) {
      if (random() % 3 == 0) model.weights.push_back({topic, static_cast<std::int8_t>(random())});
    }
    model.ends.push_back(static_cast<std::uint32_t>(model.weights.size()));
  }
  return model;
}

std::vector<WeightedExample> falling(const std::vector<ScoredExample>& examples) {
  std::vector<WeightedExample> out;
  for (const ScoredExample& each : examples) out.push_back({each, 1});
  std::stable_sort(out.begin(), out.end(), [](const WeightedExample& a, const WeightedExample& b) {
    return a.scored.score > b.scored.score;
  });
  return out;
}

// Two topics and a term for each.
TopicModel two_topic_model(float threshold, float least_probability) {
  TopicModel model;
  model.languages = {"en"};
  model.classes = {{"a", "", 0, 0.01F, threshold}, {"b", "", -1, 0.01F, threshold}};
  model.least_probability = least_probability;
  model.terms = {10, 20};
  model.rarities = {16, 16};
  model.weights = {{0, 100}, {1, 100}};
  model.ends = {1, 2};
  return model;
}

}  // namespace

TEST_CASE("topics are found from their thresholds on") {
  const std::vector<TopicTerm> both{{10, 1}, {20, 1}};
  CHECK(TopicScorer(two_topic_model(0.5F, 1)).found(both).size() == 1);
  CHECK(TopicScorer(two_topic_model(-0.5F, 1)).found(both).size() == 2);
  CHECK(TopicScorer(two_topic_model(5, 1)).found(both).empty());
}

TEST_CASE("of an article with enough words the most probable topic is found below its threshold") {
  TopicModel model = two_topic_model(5, 0.5F);
  std::vector<TopicTerm> terms{{10, 1}, {20, 1}};
  CHECK(TopicScorer(model).found(terms).empty());
  while (terms.size() < least_terms_to_guess) {
    terms.push_back({terms.back().hash + 1, 1});
    model.terms.push_back(terms.back().hash);
    model.rarities.push_back(1);
    model.ends.push_back(model.ends.back());
  }
  const auto found = TopicScorer(model).found(terms);
  REQUIRE(found.size() == 1);
  CHECK(found[0].topic == 0);
  CHECK(found[0].evidence == std::vector<std::uint32_t>{10});
  model.least_probability = 0.9F;
  CHECK(TopicScorer(model).found(terms).empty());
}

TEST_CASE("the support vector machine reaches the least loss that small steps can find") {
  const unsigned seed = 7;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  SparseRows rows;
  std::vector<SvmExample> examples;
  constexpr std::size_t columns = 6;
  for (std::uint32_t i = 0; i < 60; ++i) {
    std::vector<SparseRows::Cell> cells;
    for (std::uint32_t column = 0; column < columns; ++column) {
      if (random() % 2 == 0) cells.push_back({column, static_cast<float>(random() % 100) / 100});
    }
    rows.add_row(cells);
    examples.push_back({i, random() % 3 == 0});
  }
  const auto loss = [&](const LinearModel& model) {
    double sum = 0.5 * static_cast<double>(model.bias) * static_cast<double>(model.bias);
    for (const float weight : model.weights) {
      sum += 0.5 * static_cast<double>(weight) * static_cast<double>(weight);
    }
    for (const SvmExample& each : examples) {
      const double score = static_cast<double>(model.score(rows[each.row]));
      const double slack = std::max(0.0, 1 - (each.positive ? score : -score));
      sum += 2 * slack * slack;
    }
    return sum;
  };
  const LinearModel trained =
      train_svm(rows, examples, columns, {.cost = 2, .tolerance = 1e-4, .max_rounds = 5000});
  const double reached = loss(trained);
  for (std::size_t column = 0; column <= columns; ++column) {
    for (const float step : {-0.01F, 0.01F}) {
      LinearModel other = trained;
      (column == columns ? other.bias : other.weights[column]) += step;
      CHECK(loss(other) >= reached);
    }
  }
}

TEST_CASE("the best threshold is that of the highest F1 of all cuts") {
  const unsigned seed = 11;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::vector<ScoredExample> examples;
    for (auto count = 1 + random() % 30; count > 0; --count) {
      const bool positive = random() % 3 == 0;
      examples.push_back({static_cast<float>(random() % 10) + (positive ? 2.0F : 0.0F), positive});
    }
    const auto f1_at = [&](float threshold) {
      Outcome outcome;
      for (const ScoredExample& each : examples) {
        outcome.count(each.score >= threshold, each.positive);
      }
      return outcome.f1();
    };
    double best = 0;
    for (float cut = -1; cut < 13; cut += 0.5F) best = std::max(best, f1_at(cut));
    CHECK(f1_at(best_threshold(falling(examples), 0)) == doctest::Approx(best));
  }
}

TEST_CASE("an example of some weight is as good as so many examples") {
  const unsigned seed = 12;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 100; ++round) {
    std::vector<WeightedExample> weighted;
    std::vector<WeightedExample> copies;
    for (int i = 30; i > 0; --i) {
      const ScoredExample example{static_cast<float>(i), random() % 2 == 0};
      const auto weight = static_cast<std::uint32_t>(1 + random() % 4);
      weighted.push_back({example, weight});
      copies.insert(copies.end(), weight, {example, 1});
    }
    CHECK(best_threshold(weighted, 0) == best_threshold(copies, 0));
  }
}

TEST_CASE("a stable threshold parts what can be parted, in whatever order the examples come") {
  std::vector<WeightedExample> examples;
  for (int i = 0; i < 40; ++i) examples.push_back({{static_cast<float>(i), i >= 30}, 1});
  const float threshold = stable_threshold(examples, 0);
  CHECK(threshold > 26);
  CHECK(threshold < 33);
  std::reverse(examples.begin(), examples.end());
  CHECK(stable_threshold(examples, 0) == threshold);
}

TEST_CASE("one odd example moves the stable threshold less than the best one") {
  std::vector<WeightedExample> examples;
  for (int i = 0; i < 100; ++i)
    examples.push_back({{static_cast<float>(i), i >= 95 || i == 60}, 1});
  const std::vector<ScoredExample> scored{{0, false}, {1, false}};
  CHECK(stable_threshold(examples, 0) > 90);
  CHECK(stable_threshold(falling(scored), 0) == best_threshold(falling(scored), 0));
}

TEST_CASE("a topic that cannot be told is found only where the score is highest") {
  const std::vector<ScoredExample> examples{{3, false}, {2, false}, {1, false}, {0, true}};
  CHECK(best_threshold(falling(examples), 0.5) == 3.0F);
  CHECK(best_threshold(falling(examples), 0) == 0.0F);
}

TEST_CASE("fitted probabilities are the shares of positive examples") {
  std::vector<ScoredExample> examples;
  for (int i = 0; i < 1000; ++i) {
    examples.push_back({1, i % 10 != 0});
    examples.push_back({-1, i % 10 == 0});
  }
  const auto at = [&](float score) {
    const Sigmoid sigmoid = fit_sigmoid(examples);
    return 1 / (1 + std::exp(-(sigmoid.slope * score + sigmoid.offset)));
  };
  CHECK(at(1) == doctest::Approx(0.9).epsilon(0.01));
  CHECK(at(-1) == doctest::Approx(0.1).epsilon(0.02));
}

TEST_CASE("a model comes back from its bytes") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    INFO("seed ", seed);
    const TopicModel model = random_model(seed);
    CHECK(decode_topic_model(encode_topic_model(model), "x") == model);
  }
}

TEST_CASE("bytes that are no model, and models with a byte changed or missing, are refused") {
  const std::string bytes = encode_topic_model(random_model(1));
  CHECK_THROWS_AS(decode_topic_model("", "x"), CorruptError);
  CHECK_THROWS_AS(decode_topic_model("something else", "x"), CorruptError);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    CHECK_THROWS_AS(decode_topic_model(changed, "x"), CorruptError);
    CHECK_THROWS_AS(decode_topic_model(bytes.substr(0, at), "x"), CorruptError);
  }
}

TEST_CASE("what is trained on is found again, in the topics' own spelling") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "desk.model";
  const TopicReport report = trainer_with_stories().train(path);
  CHECK(report.articles == 90);
  CHECK(report.unlabelled == 30);
  CHECK(report.topics.size() == 2);
  CHECK(report.micro_f1 > 0.9);
  CHECK(report.model_bytes == bytes_of(path).size());
  const auto finder = topic_finder({path.string()});
  CHECK(keys_found(*finder, story("ship", 500)) == std::vector<std::string>{"transport/sea"});
  CHECK(keys_found(*finder, story("crop", 500)) == std::vector<std::string>{"farm-goods"});
  CHECK(keys_found(*finder, story("none", 500)).empty());
  const FacetValues found = finder->find(story("crop", 500));
  CHECK(found[0].label == "Farm Goods");
  CHECK(found[0].origin == Origin::found);
  CHECK(found[0].confidence > 0.5F);
}

TEST_CASE("the number of threads does not change the model") {
  const TemporaryFolder folder;
  for (const unsigned threads : {1U, 3U}) {
    TopicTrainer trainer({.threads = threads});
    for (unsigned i = 0; i < 20; ++i) {
      for (const std::string kind : {"ship", "crop"}) {
        Article article = story(kind, i);
        article.topics = topics({kind});
        trainer.add(article);
      }
    }
    trainer.train(folder.path() / std::to_string(threads));
  }
  CHECK(bytes_of(folder.path() / "1") == bytes_of(folder.path() / "3"));
}

TEST_CASE("articles in a language that a model has not seen get nothing from it") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "desk.model";
  trainer_with_stories().train(path);
  const auto finder = topic_finder({path.string()});
  Article article = story("ship", 500);
  article.language = "eng";
  CHECK(finder->find(article).size() == 1);
  article.language = "de";
  CHECK(finder->find(article).empty());
  article.language.clear();
  CHECK(finder->find(article).size() == 1);
}

TEST_CASE("nothing can be learned where nothing is labelled") {
  const TemporaryFolder folder;
  TopicTrainer trainer;
  CHECK_THROWS_AS(trainer.train(folder.path() / "x"), InvalidArgumentError);
  Article article = story("ship", 1);
  trainer.add(article);
  article.topics.emplace();
  trainer.add(article);
  CHECK_THROWS_AS(trainer.train(folder.path() / "x"), InvalidArgumentError);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "x"));
}

TEST_CASE("a model that cannot be written leaves no trace") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(trainer_with_stories().train(folder.path() / "missing" / "x"), IoError);
  CHECK(std::filesystem::is_empty(folder.path()));
}
