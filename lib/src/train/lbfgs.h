#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace dateline::train {

/// Finds the least value of a smooth convex function by the limited-memory
/// Broyden-Fletcher-Goldfarb-Shanno method (Nocedal, "Updating Quasi-Newton Matrices with Limited
/// Storage", 1980), with halving steps until the value falls enough (Armijo).
struct LbfgsOptions {
  std::size_t iterations = 100;
  std::size_t history = 6;
  /// Done when the value has fallen by less than this share over the last ten iterations.
  double tolerance = 1e-4;
};

/// The value at `point`; puts the gradient there into `gradient`, which has the same size.
using Objective = std::function<double(std::span<const float> point, std::span<float> gradient)>;
/// Called after each iteration; false ends the search.
using OnIteration = std::function<bool(std::size_t iteration, double value)>;

/// Changes `point` to the best one found and gives the value there. Deterministic.
double minimise(const Objective& objective, std::vector<float>& point, const LbfgsOptions& options,
                const OnIteration& on_iteration);

}  // namespace dateline::train
