#include "train/linear_svm.h"

#include <algorithm>
#include <limits>
#include <random>
#include <utility>

namespace dateline::train {
namespace {

/// The dual problem: a multiplier for each example, and the plane that they give.
class DualDescent {
 public:
  DualDescent(const SparseRows& rows, std::span<const SvmExample> examples, std::size_t columns,
              const SvmOptions& options)
      : rows_(rows), examples_(examples), options_(options), alpha_(examples.size(), 0.0) {
    model_.weights.assign(columns, 0.0F);
    for (std::size_t i = 0; i < examples.size(); ++i) {
      const double cost = options.cost * examples[i].weight;
      slack_.push_back(0.5 / cost);
      double square = 1.0 + slack_.back();
      for (const auto& cell : rows[examples[i].row]) {
        square += static_cast<double>(cell.value) * static_cast<double>(cell.value);
      }
      curvature_.push_back(square);
      active_.push_back(i);
    }
  }

  LinearModel run() {
    for (int round = 0; round < options_.max_rounds; ++round) {
      const double gap = pass();
      if (gap > options_.tolerance) {
        bound_ = largest_ > 0 ? largest_ : std::numeric_limits<double>::infinity();
        continue;
      }
      if (active_.size() == examples_.size()) break;
      // What was set aside is looked at once more before the plane counts as found.
      active_.resize(examples_.size());
      for (std::size_t i = 0; i < active_.size(); ++i) active_[i] = i;
      bound_ = std::numeric_limits<double>::infinity();
    }
    return std::move(model_);
  }

 private:
  // One round over the active examples in random order; the spread of their projected gradients.
  double pass() {
    largest_ = -std::numeric_limits<double>::infinity();
    double smallest = std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at < active_.size(); ++at) {
      std::swap(active_[at], active_[at + random_() % (active_.size() - at)]);
      const std::size_t i = active_[at];
      const double gradient = gradient_of(i);
      if (alpha_[i] <= 0 && gradient > bound_) {
        active_[at] = active_.back();
        active_.pop_back();
        --at;
        continue;
      }
      const double projected = alpha_[i] <= 0 ? std::min(gradient, 0.0) : gradient;
      largest_ = std::max(largest_, projected);
      smallest = std::min(smallest, projected);
      if (std::abs(projected) > 1e-12) step(i, gradient);
    }
    return active_.empty() ? 0.0 : largest_ - smallest;
  }

  double gradient_of(std::size_t i) const {
    const double score = static_cast<double>(model_.score(rows_[examples_[i].row]));
    return (examples_[i].positive ? score : -score) - 1.0 + alpha_[i] * slack_[i];
  }

  void step(std::size_t i, double gradient) {
    const double before = alpha_[i];
    alpha_[i] = std::max(before - gradient / curvature_[i], 0.0);
    const double change = (alpha_[i] - before) * (examples_[i].positive ? 1.0 : -1.0);
    const auto by = static_cast<float>(change);
    for (const auto& cell : rows_[examples_[i].row]) {
      model_.weights[cell.column] += by * cell.value;
    }
    model_.bias += by;
  }

  const SparseRows& rows_;
  std::span<const SvmExample> examples_;
  const SvmOptions& options_;
  LinearModel model_;
  std::vector<double> alpha_;
  std::vector<double> slack_;      ///< what squared hinge loss adds to the diagonal
  std::vector<double> curvature_;  ///< diagonal of the dual's quadratic form
  std::vector<std::size_t> active_;
  double bound_ = std::numeric_limits<double>::infinity();
  double largest_ = 0;
  std::mt19937 random_{20080705};
};

}  // namespace

void SparseRows::add_row(std::span<const Cell> cells) {
  cells_.insert(cells_.end(), cells.begin(), cells.end());
  ends_.push_back(cells_.size());
}

float LinearModel::score(std::span<const SparseRows::Cell> row) const {
  float sum = bias;
  for (const auto& cell : row) sum += weights[cell.column] * cell.value;
  return sum;
}

LinearModel train_svm(const SparseRows& rows, std::span<const SvmExample> examples,
                      std::size_t columns, const SvmOptions& options) {
  return DualDescent(rows, examples, columns, options).run();
}

}  // namespace dateline::train
