#pragma once

#include <cstddef>
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

/// The score from which on examples count as positive, so that F1 over `examples` is highest;
/// if that stays below `least_f1`, the highest score of all: a topic that cannot be told is better
/// found too rarely than too often. (SCutFBR.1: Lewis, Yang, Rose and Li, JMLR 5, 2004.)
float best_threshold(std::span<const ScoredExample> examples, double least_f1);

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
