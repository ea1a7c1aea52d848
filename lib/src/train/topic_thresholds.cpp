#include "train/topic_thresholds.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace dateline::train {
namespace {

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::size_t positives(std::span<const ScoredExample> examples) {
  return static_cast<std::size_t>(std::count_if(
      examples.begin(), examples.end(), [](const ScoredExample& each) { return each.positive; }));
}

/// How often an example is drawn into a sample as large as all, Poisson's distribution of mean 1.
/// Not the standard library's, whose draws differ from one implementation to the next.
class PoissonDraws {
 public:
  std::uint32_t next() {
    constexpr double scale = 1.0 / 18446744073709551616.0;  // 2^-64
    double left = static_cast<double>(bits_()) * scale;
    double probability = 0.36787944117144233;  // 1 / e
    std::uint32_t times = 0;
    while (left >= probability && times < most) {
      left -= probability;
      probability /= ++times;
    }
    return times;
  }

 private:
  static constexpr std::uint32_t most = 16;
  std::mt19937_64 bits_{20'071'987};
};

/// The likelihood of a sigmoid, and the ways downhill from it.
class SigmoidFit {
 public:
  explicit SigmoidFit(std::span<const ScoredExample> examples) : examples_(examples) {
    const auto with = static_cast<double>(positives(examples));
    const double without = static_cast<double>(examples.size()) - with;
    high_ = (with + 1) / (with + 2);
    low_ = 1 / (without + 2);
    offset_ = std::log((with + 1) / (without + 1));
  }

  Sigmoid run() {
    constexpr int most_steps = 100;
    double value = loss(slope_, offset_);
    for (int step = 0; step < most_steps && descend(value); ++step) {
    }
    constexpr double least_slope = 1e-3;
    return {static_cast<float>(std::max(slope_, least_slope)), static_cast<float>(offset_)};
  }

 private:
  double target(const ScoredExample& each) const { return each.positive ? high_ : low_; }

  // Negative logarithm of the likelihood, written so that nothing overflows.
  double loss(double slope, double offset) const {
    double sum = 0;
    for (const ScoredExample& each : examples_) {
      const double at = slope * static_cast<double>(each.score) + offset;
      sum += at >= 0 ? (1 - target(each)) * at + std::log1p(std::exp(-at))
                     : -target(each) * at + std::log1p(std::exp(at));
    }
    return sum;
  }

  // One Newton step, halved until the loss falls; false when there is nothing to gain.
  bool descend(double& value) {
    constexpr double ridge = 1e-12;
    double g_slope = 0;
    double g_offset = 0;
    double h_slope = ridge;
    double h_offset = ridge;
    double h_both = 0;
    for (const ScoredExample& each : examples_) {
      const auto score = static_cast<double>(each.score);
      const double at = slope_ * score + offset_;
      const double p = at >= 0 ? 1 / (1 + std::exp(-at)) : std::exp(at) / (1 + std::exp(at));
      const double difference = p - target(each);
      const double weight = p * (1 - p);
      g_slope += score * difference;
      g_offset += difference;
      h_slope += score * score * weight;
      h_offset += weight;
      h_both += score * weight;
    }
    if (std::abs(g_slope) < 1e-5 && std::abs(g_offset) < 1e-5) return false;
    const double determinant = h_slope * h_offset - h_both * h_both;
    const double by_slope = -(h_offset * g_slope - h_both * g_offset) / determinant;
    const double by_offset = -(h_slope * g_offset - h_both * g_slope) / determinant;
    const double descent = g_slope * by_slope + g_offset * by_offset;
    for (double length = 1; length > 1e-10; length /= 2) {
      const double lower = loss(slope_ + length * by_slope, offset_ + length * by_offset);
      if (!(lower < value + 1e-4 * length * descent)) continue;
      slope_ += length * by_slope;
      offset_ += length * by_offset;
      value = lower;
      return true;
    }
    return false;
  }

  std::span<const ScoredExample> examples_;
  double high_ = 1;  ///< the probability that positive examples are to have, and negative ones
  double low_ = 0;
  double slope_ = 0;
  double offset_ = 0;
};

}  // namespace

void Outcome::count(bool found, bool positive) {
  if (found && positive) ++right;
  if (found && !positive) ++wrong;
  if (!found && positive) ++missed;
}

void Outcome::add(const Outcome& other) {
  right += other.right;
  wrong += other.wrong;
  missed += other.missed;
}

double Outcome::precision() const {
  return ratio(right, right + wrong);
}
double Outcome::recall() const {
  return ratio(right, right + missed);
}
double Outcome::f1() const {
  return ratio(2 * right, 2 * right + wrong + missed);
}

float best_threshold(std::span<const WeightedExample> examples, double least_f1) {
  if (examples.empty()) return 0;
  std::size_t positive = 0;
  for (const WeightedExample& each : examples) positive += each.scored.positive ? each.weight : 0;
  double best = 0;
  float threshold = examples.front().scored.score;
  Outcome so_far;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const auto& [scored, weight] = examples[i];
    (scored.positive ? so_far.right : so_far.wrong) += weight;
    const bool is_last = i + 1 == examples.size();
    if (!is_last && examples[i + 1].scored.score == scored.score) continue;
    so_far.missed = positive - so_far.right;
    if (so_far.f1() <= best) continue;
    best = so_far.f1();
    // Halfway to the next: neither is on the edge.
    threshold = is_last ? scored.score : (scored.score + examples[i + 1].scored.score) / 2;
  }
  return best < least_f1 ? examples.front().scored.score : threshold;
}

float stable_threshold(std::span<const WeightedExample> examples, double least_f1) {
  constexpr int samples = 25;
  std::vector<WeightedExample> sorted(examples.begin(), examples.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const WeightedExample& a, const WeightedExample& b) {
                     return a.scored.score > b.scored.score;
                   });
  PoissonDraws draws;
  std::vector<WeightedExample> sample(sorted);
  std::vector<float> thresholds;
  for (int round = 0; round < samples; ++round) {
    bool has_positive = false;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      sample[i].weight = sorted[i].weight * draws.next();
      has_positive = has_positive || (sample[i].scored.positive && sample[i].weight > 0);
    }
    if (has_positive) thresholds.push_back(best_threshold(sample, least_f1));
  }
  if (thresholds.empty()) return best_threshold(sorted, least_f1);
  const auto middle = thresholds.begin() + static_cast<std::ptrdiff_t>(thresholds.size() / 2);
  std::nth_element(thresholds.begin(), middle, thresholds.end());
  return *middle;
}

Sigmoid fit_sigmoid(std::span<const ScoredExample> examples) {
  return SigmoidFit(examples).run();
}

}  // namespace dateline::train
