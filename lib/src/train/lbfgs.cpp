#include "train/lbfgs.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

namespace dateline::train {
namespace {

using Vector = std::vector<float>;

// Four sums side by side, so that the compiler may use wide registers and rounding stays small.
double dot(std::span<const float> one, std::span<const float> other) {
  double sums[4] = {0, 0, 0, 0};
  std::size_t at = 0;
  for (; at + 4 <= one.size(); at += 4) {
    for (std::size_t each = 0; each < 4; ++each) {
      sums[each] += static_cast<double>(one[at + each]) * static_cast<double>(other[at + each]);
    }
  }
  for (; at < one.size(); ++at) {
    sums[0] += static_cast<double>(one[at]) * static_cast<double>(other[at]);
  }
  return sums[0] + sums[1] + sums[2] + sums[3];
}

void add_scaled(Vector& to, double factor, std::span<const float> vector) {
  const auto by = static_cast<float>(factor);
  for (std::size_t at = 0; at < to.size(); ++at) to[at] += by * vector[at];
}

struct Pair {
  Vector step;    // between two points
  Vector change;  // of the gradient
  double curvature = 0;
};

// The gradient times an estimate of the inverse Hessian, downhill.
Vector direction(std::span<const float> gradient, const std::deque<Pair>& history) {
  Vector out(gradient.begin(), gradient.end());
  std::vector<double> factors(history.size());
  for (std::size_t each = history.size(); each-- > 0;) {
    factors[each] = dot(history[each].step, out) / history[each].curvature;
    add_scaled(out, -factors[each], history[each].change);
  }
  if (!history.empty()) {
    const Pair& last = history.back();
    const auto scale = static_cast<float>(last.curvature / dot(last.change, last.change));
    for (float& each : out) each *= scale;
  }
  for (std::size_t each = 0; each < history.size(); ++each) {
    const double factor = dot(history[each].change, out) / history[each].curvature;
    add_scaled(out, factors[each] - factor, history[each].step);
  }
  for (float& each : out) each = -each;
  return out;
}

}  // namespace

double minimise(const Objective& objective, std::vector<float>& point, const LbfgsOptions& options,
                const OnIteration& on_iteration) {
  constexpr double sufficient_fall = 1e-4;
  constexpr int most_halvings = 20;
  constexpr std::size_t window = 10;
  Vector gradient(point.size());
  double value = objective(point, gradient);
  std::deque<Pair> history;
  std::deque<double> values{value};
  Vector next(point.size());
  Vector next_gradient(point.size());
  for (std::size_t iteration = 1; iteration <= options.iterations; ++iteration) {
    const Vector along = direction(gradient, history);
    const double slope = dot(gradient, along);
    if (slope >= 0) break;
    double length = history.empty() ? 1 / std::sqrt(dot(gradient, gradient)) : 1.0;
    double next_value = value;
    bool fell = false;
    for (int halving = 0; halving < most_halvings && !fell; ++halving) {
      next = point;
      add_scaled(next, length, along);
      next_value = objective(next, next_gradient);
      fell = next_value <= value + sufficient_fall * length * slope;
      length /= 2;
    }
    if (!fell) break;
    Pair pair;
    if (history.size() == options.history) {
      pair = std::move(history.front());
      history.pop_front();
    }
    pair.step = next;
    add_scaled(pair.step, -1, point);
    pair.change = next_gradient;
    add_scaled(pair.change, -1, gradient);
    pair.curvature = dot(pair.step, pair.change);
    if (pair.curvature > 0) history.push_back(std::move(pair));
    std::swap(point, next);
    std::swap(gradient, next_gradient);
    value = next_value;
    if (!on_iteration(iteration, value)) break;
    values.push_back(value);
    if (values.size() > window) {
      if (values.front() - value < options.tolerance * value) break;
      values.pop_front();
    }
  }
  return value;
}

}  // namespace dateline::train
