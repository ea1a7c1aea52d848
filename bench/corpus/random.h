#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace bench::corpus {

/// Choices that are the same on every machine for one seed: the distributions of <random> are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}

  /// 0 to n - 1; n is at least 1. The bias of the remainder is below n / 2^64.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits_() % n); }

  /// 0 to 1, without 1.
  double share() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 bits_;
};

}  // namespace bench::corpus
