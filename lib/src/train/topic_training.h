#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "annotate/topic_model.h"
#include "annotate/topic_terms.h"
#include "train/topic_thresholds.h"

namespace dateline::train {

/// One article of which is known what it is about.
struct TopicExample {
  std::vector<annotate::TopicTerm> terms;
  std::vector<std::uint16_t> topics;   ///< its classes
  std::vector<std::uint16_t> unknown;  ///< classes of which nobody knows; of all others it is none
  std::uint16_t weight = 1;            ///< for how many articles it counts
};

struct TopicExamples {
  std::vector<std::string> languages;  ///< the most frequent first
  std::vector<std::string> keys;       ///< of the classes
  std::vector<std::string> labels;     ///< of the classes, empty where the key is its own
  /// Of the classes, how often an example of it is really about it; empty: always. Confidence
  /// cannot be greater than the labels deserve.
  std::vector<float> reliabilities;
  std::vector<TopicExample> articles;
};

struct TopicTraining {
  unsigned threads = 1;
  double cost = 2;                 ///< of the support vector machines
  double kept_norm = 0.98;         ///< share of a class's squared weights that is kept
  double least_f1 = 0.2;           ///< see stable_threshold
  std::size_t least_articles = 2;  ///< that have a term of the vocabulary
  std::size_t folds = 5;           ///< of the cross-validation
};

struct TrainedTopics {
  annotate::TopicModel model;
  /// By class, what the model finds in articles that were not trained on, each fold judged with the
  /// thresholds of the others.
  std::vector<Outcome> outcomes;
};

/// A linear support vector machine for each class against all others, its threshold and its sigmoid
/// set by cross-validation, the largest of its weights kept in eight bits. The same examples give
/// the same model, whatever the number of threads. A class needs no least number of examples, but
/// cannot be found without any. Time: grows with articles times classes.
TrainedTopics train_topics(const TopicExamples& examples, const TopicTraining& training);

}  // namespace dateline::train
