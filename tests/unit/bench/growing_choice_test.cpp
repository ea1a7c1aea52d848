#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "corpus/growing_choice.h"

using namespace bench::corpus;

TEST_CASE("Distinct numbers grow as the power of the draws that Heaps' law says") {
  constexpr double discount = 0.6;
  constexpr int draws = 20'000;
  Random random(1);
  GrowingChoice choice(discount, 10);
  for (int i = 0; i < draws; ++i) choice.draw(random);
  const auto early = static_cast<double>(choice.size());
  for (int i = draws; i < 16 * draws; ++i) choice.draw(random);
  const double power = std::log(static_cast<double>(choice.size()) / early) / std::log(16.0);
  CHECK(power == doctest::Approx(discount).epsilon(0.1));
}

TEST_CASE("The share of numbers that came once is the discount") {
  Random random(3);
  GrowingChoice choice(0.6, 10);
  std::vector<int> counts;
  for (int i = 0; i < 300'000; ++i) {
    const std::size_t number = choice.draw(random);
    counts.resize(choice.size());
    ++counts[number];
  }
  const auto once = static_cast<double>(std::count(counts.begin(), counts.end(), 1));
  CHECK(once / static_cast<double>(counts.size()) == doctest::Approx(0.6).epsilon(0.05));
}

TEST_CASE("New numbers come in their order, and few numbers are most of the draws") {
  Random random(2);
  GrowingChoice choice(0.5, 10);
  std::vector<int> counts;
  for (int i = 0; i < 20'000; ++i) {
    const std::size_t number = choice.draw(random);
    REQUIRE(number <= counts.size());
    if (number == counts.size()) counts.push_back(0);
    ++counts[number];
  }
  CHECK(counts.size() == choice.size());
  std::sort(counts.rbegin(), counts.rend());
  int top = 0;
  for (std::size_t i = 0; i < counts.size() / 10; ++i) top += counts[i];
  CHECK(top > 10'000);
}
