#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "corpus/random.h"

namespace bench::corpus {

/// Draws numbers as words and names turn up in texts: some over and over, new ones for ever, and
/// ever more seldom. A Pitman-Yor process: after n draws about n^discount different numbers have
/// come (Heaps' law), their frequencies fall off as a power (Zipf's law).
class GrowingChoice {
 public:
  /// `discount` from 0 to below 1; the larger `concentration`, the more numbers at the beginning.
  GrowingChoice(double discount, double concentration)
      : discount_(discount), concentration_(concentration) {}

  /// One of 0 to `size()`; `size()` itself is a new one, which `size()` then counts.
  std::size_t draw(Random& random) {
    const auto drawn = static_cast<double>(history_.size());
    const double fresh = concentration_ + discount_ * static_cast<double>(counts_.size());
    if (random.share() * (concentration_ + drawn) < fresh) {
      counts_.push_back(0);
      return remember(counts_.size() - 1);
    }
    // An old one with a chance of its count less the discount: an earlier draw, sometimes refused.
    for (;;) {
      const std::size_t old = history_[random.below(history_.size())];
      if (random.share() * static_cast<double>(counts_[old]) >= discount_) return remember(old);
    }
  }

  std::size_t size() const { return counts_.size(); }

 private:
  std::size_t remember(std::size_t number) {
    ++counts_[number];
    history_.push_back(static_cast<std::uint32_t>(number));
    return number;
  }

  double discount_;
  double concentration_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> history_;
};

}  // namespace bench::corpus
