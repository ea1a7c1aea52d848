#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "train/lbfgs.h"

using namespace dateline::train;

TEST_CASE("the least value of random convex quadratics is found") {
  const unsigned seed = 20031;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-2, 2);
  for (int round = 0; round < 20; ++round) {
    const std::size_t size = 1 + random() % 30;
    std::vector<float> centre(size);
    std::vector<float> steepness(size);
    for (std::size_t at = 0; at < size; ++at) {
      centre[at] = uniform(random);
      steepness[at] = 0.2F + std::abs(uniform(random));
    }
    const auto objective = [&](std::span<const float> point, std::span<float> gradient) {
      double value = 1;
      for (std::size_t at = 0; at < size; ++at) {
        const float off = point[at] - centre[at];
        value += static_cast<double>(steepness[at] * off * off / 2);
        gradient[at] = steepness[at] * off;
      }
      return value;
    };
    std::vector<float> point(size);
    double last = 1e9;
    bool falls = true;
    minimise(objective, point, {.tolerance = 1e-9}, [&](std::size_t, double value) {
      falls &= value <= last;
      last = value;
      return true;
    });
    CHECK(falls);
    for (std::size_t at = 0; at < size; ++at)
      CHECK(point[at] == doctest::Approx(centre[at]).epsilon(0.02));
  }
}

TEST_CASE("the search stops when it is told to") {
  std::vector<float> point{5};
  std::size_t iterations = 0;
  minimise(
      [](std::span<const float> at, std::span<float> gradient) {
        gradient[0] = 2 * at[0];
        return static_cast<double>(at[0] * at[0]);
      },
      point, {},
      [&](std::size_t, double) {
        ++iterations;
        return false;
      });
  CHECK(iterations == 1);
}
