#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace dateline::train {

/// What a classifier said of an example that it was not trained on, and the truth.
struct ScoredExample {
  float score = 0;
  bool positive = false;
};

/// Right, wrong and missed answers.
struct Outcome {
  std::size_t right = 0;
  std::size_t wrong = 0;
  std::size_t missed = 0;

  void count(bool found, bool positive);
  void add(const Outcome& other);
  double precision() const;
  double recall() const;
  /// 2 right / (2 right + wrong + missed); 0 where nothing is right.
  double f1() const;
};

/// An example that counts `weight` times.
struct WeightedExample {
  ScoredExample scored;
  std::uint32_t weight = 1;
};

/// The score from which on examples count as positive, so that F1 over `examples`, in order of
/// falling score, is highest; if that stays below `least_f1`, the highest score of all: a topic
/// that cannot be told is better found too rarely than too often. (SCutFBR.1: Lewis, Yang, Rose and
/// Li, JMLR 5, 2004.)
float best_threshold(std::span<const WeightedExample> examples, double least_f1);

/// The median of the best thresholds of 25 samples with replacement: the best threshold of all
/// examples hangs on a few of them where positive ones are rare. The same examples give the same
/// threshold. Sorts once; linear otherwise.
float stable_threshold(std::span<const WeightedExample> examples, double least_f1);

/// The probability 1 / (1 + exp(-(slope * score + offset))).
struct Sigmoid {
  float slope = 1;
  float offset = 0;
};

/// The sigmoid of greatest likelihood, by Newton's method with the targets that Platt proposed
/// (Lin, Lin and Weng, Machine Learning 68, 2007). Its slope is positive, so that probabilities
/// keep the order of the scores.
Sigmoid fit_sigmoid(std::span<const ScoredExample> examples);

}  // namespace dateline::train
