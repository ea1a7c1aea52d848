#include "train/topic_training.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <thread>
#include <unordered_map>

#include "train/linear_svm.h"

namespace dateline::train {
namespace {

using annotate::rarity;
using annotate::term_value;
using annotate::TopicClass;
using annotate::TopicModel;
using annotate::TopicTerm;

/// The terms that enough articles have, as columns, and the articles as rows of unit length.
class Vocabulary {
 public:
  Vocabulary(const std::vector<TopicExample>& articles, std::size_t least_articles) {
    std::unordered_map<std::uint32_t, std::uint32_t> frequencies;
    for (const TopicExample& each : articles) {
      for (const TopicTerm& term : each.terms) ++frequencies[term.hash];
    }
    for (const auto& [hash, frequency] : frequencies) {
      if (frequency >= least_articles) terms.push_back(hash);
    }
    std::sort(terms.begin(), terms.end());
    for (const std::uint32_t hash : terms) {
      rarities.push_back(rarity(frequencies[hash], articles.size()));
    }
    for (const TopicExample& each : articles) add_row(each);
  }

  std::vector<std::uint32_t> terms;
  std::vector<std::uint8_t> rarities;
  SparseRows rows;

 private:
  // Terms of article and vocabulary are both in ascending order.
  void add_row(const TopicExample& article) {
    cells_.clear();
    double squares = 0;
    auto at = terms.begin();
    for (const TopicTerm& term : article.terms) {
      at = std::lower_bound(at, terms.end(), term.hash);
      if (at == terms.end()) break;
      if (*at != term.hash) continue;
      const auto column = static_cast<std::uint32_t>(at - terms.begin());
      const float value = term_value(term.count, rarities[column]);
      squares += static_cast<double>(value) * static_cast<double>(value);
      cells_.push_back({column, value});
    }
    const auto unit = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0.0);
    for (auto& cell : cells_) cell.value *= unit;
    rows.add_row(cells_);
  }

  std::vector<SparseRows::Cell> cells_;
};

/// What is kept of a plane: its largest weights, in eight bits.
struct KeptPlane {
  struct Weight {
    std::uint32_t column = 0;
    std::int8_t value = 0;
  };
  std::vector<Weight> weights;
  float scale = 0;
  float bias = 0;
};

// Keeps the largest weights, until they hold `share` of the squared length, and puts the rounded
// ones in their place in `plane`, so that it scores as the file will.
KeptPlane keep_largest(LinearModel& plane, double share) {
  std::vector<float> sizes;
  double total = 0;
  for (const float weight : plane.weights) {
    if (weight == 0) continue;
    sizes.push_back(std::abs(weight));
    total += static_cast<double>(weight) * static_cast<double>(weight);
  }
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  double held = 0;
  float smallest = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < sizes.size() && held < share * total; ++i) {
    smallest = sizes[i];
    held += static_cast<double>(smallest) * static_cast<double>(smallest);
  }
  KeptPlane kept;
  kept.bias = plane.bias;
  kept.scale = sizes.empty() ? 0.0F : sizes.front() / std::numeric_limits<std::int8_t>::max();
  for (std::size_t column = 0; column < plane.weights.size(); ++column) {
    float& weight = plane.weights[column];
    const bool is_large = weight != 0 && std::abs(weight) >= smallest;
    const auto value = static_cast<std::int8_t>(is_large ? std::lround(weight / kept.scale) : 0);
    weight = static_cast<float>(value) * kept.scale;
    if (value != 0) kept.weights.push_back({static_cast<std::uint32_t>(column), value});
  }
  return kept;
}

/// Trains one class.
class ClassTraining {
 public:
  ClassTraining(const TopicExamples& examples, const Vocabulary& vocabulary,
                const TopicTraining& options, std::uint16_t topic)
      : vocabulary_(vocabulary), options_(options) {
    for (std::size_t row = 0; row < examples.articles.size(); ++row) {
      const TopicExample& article = examples.articles[row];
      const auto has = [&](const std::vector<std::uint16_t>& list) {
        return std::find(list.begin(), list.end(), topic) != list.end();
      };
      if (has(article.unknown)) continue;
      examples_.push_back({static_cast<std::uint32_t>(row), has(article.topics), article.weight});
    }
    if (!examples.reliabilities.empty()) result_class.reliability = examples.reliabilities[topic];
    result_class.key = examples.keys[topic];
    result_class.label = examples.labels[topic];
  }

  void run() {
    deal();
    for (std::size_t fold = 0; fold < options_.folds; ++fold) score_fold(fold);
    set_decision();
    LinearModel plane = trained(examples_);
    result = keep_largest(plane, options_.kept_norm);
    result_class.bias = result.bias;
    result_class.scale = result.scale;
  }

  KeptPlane result;
  TopicClass result_class;
  Outcome outcome;

 private:
  // Positive and negative examples go to the folds in turn, so that each has its share of both.
  void deal() {
    std::size_t dealt[2] = {0, 0};
    for (const SvmExample& each : examples_) {
      folds_.push_back(dealt[each.positive ? 1 : 0]++ % options_.folds);
    }
    scored_.resize(examples_.size());
  }

  LinearModel trained(const std::vector<SvmExample>& examples) const {
    return train_svm(vocabulary_.rows, examples, vocabulary_.terms.size(), {.cost = options_.cost});
  }

  void score_fold(std::size_t fold) {
    std::vector<SvmExample> others;
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      if (folds_[i] != fold) others.push_back(examples_[i]);
    }
    LinearModel plane = trained(others);
    keep_largest(plane, options_.kept_norm);
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      if (folds_[i] != fold) continue;
      scored_[i] = {plane.score(vocabulary_.rows[examples_[i].row]), examples_[i].positive};
    }
  }

  // Each fold is judged by a threshold that the others gave.
  void set_decision() {
    result_class.threshold = stable_threshold(but_fold(options_.folds), options_.least_f1);
    for (std::size_t fold = 0; fold < options_.folds; ++fold) {
      const float threshold = stable_threshold(but_fold(fold), options_.least_f1);
      for (std::size_t i = 0; i < scored_.size(); ++i) {
        if (folds_[i] != fold) continue;
        for (std::uint16_t times = 0; times < examples_[i].weight; ++times) {
          outcome.count(scored_[i].score >= threshold, scored_[i].positive);
        }
      }
    }
    std::vector<ScoredExample> all;
    for (std::size_t i = 0; i < scored_.size(); ++i) {
      all.insert(all.end(), examples_[i].weight, scored_[i]);
    }
    const Sigmoid sigmoid = fit_sigmoid(all);
    result_class.slope = sigmoid.slope;
    result_class.offset = sigmoid.offset;
  }

  // Those of no fold left out: all.
  std::vector<WeightedExample> but_fold(std::size_t fold) const {
    std::vector<WeightedExample> out;
    for (std::size_t i = 0; i < scored_.size(); ++i) {
      if (folds_[i] != fold) out.push_back({scored_[i], examples_[i].weight});
    }
    return out;
  }

  const Vocabulary& vocabulary_;
  const TopicTraining& options_;
  std::vector<SvmExample> examples_;
  std::vector<std::size_t> folds_;     ///< of each example
  std::vector<ScoredExample> scored_;  ///< each by the plane that was not trained on it
};

// Calls `work` with every number below `count`, on several threads.
template <class Work>
void for_each_index(std::size_t count, unsigned threads, Work work) {
  std::atomic<std::size_t> next{0};
  const auto loop = [&] {
    for (std::size_t index = next++; index < count; index = next++) work(index);
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < threads; ++i) helpers.emplace_back(loop);
  loop();
}

// The weights of all classes, ordered by term.
void set_weights(TopicModel& model, const std::vector<KeptPlane>& planes) {
  std::vector<std::vector<TopicModel::Weight>> by_term(model.terms.size());
  for (std::size_t topic = 0; topic < planes.size(); ++topic) {
    for (const KeptPlane::Weight& each : planes[topic].weights) {
      by_term[each.column].push_back({static_cast<std::uint16_t>(topic), each.value});
    }
  }
  for (const auto& weights : by_term) {
    model.weights.insert(model.weights.end(), weights.begin(), weights.end());
    model.ends.push_back(static_cast<std::uint32_t>(model.weights.size()));
  }
}

}  // namespace

TrainedTopics train_topics(const TopicExamples& examples, const TopicTraining& training) {
  const Vocabulary vocabulary(examples.articles, training.least_articles);
  const std::size_t classes = examples.keys.size();
  std::vector<KeptPlane> planes(classes);
  TrainedTopics out;
  out.model.classes.resize(classes);
  out.outcomes.resize(classes);
  for_each_index(classes, training.threads, [&](std::size_t topic) {
    ClassTraining one(examples, vocabulary, training, static_cast<std::uint16_t>(topic));
    one.run();
    planes[topic] = std::move(one.result);
    out.model.classes[topic] = std::move(one.result_class);
    out.outcomes[topic] = one.outcome;
  });
  out.model.languages = examples.languages;
  out.model.terms = vocabulary.terms;
  out.model.rarities = vocabulary.rarities;
  set_weights(out.model, planes);
  return out;
}

}  // namespace dateline::train
