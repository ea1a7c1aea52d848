#pragma once

#include <algorithm>
#include <cstdint>

namespace dateline::base {

/// BM25 as every engine computes it (Robertson and Zaragoza 2009, with Xapian's idf, which is never
/// negative, and Xapian's floor under the relative length). Segments hold bounds made with these
/// numbers: other numbers are another format.
struct Bm25 {
  static constexpr double k1 = 1.2;
  static constexpr double b = 0.6;
  static constexpr double min_relative_length = 0.5;
};

/// What is added to the wdf in the denominator; `factor` is one over the average length, 0 if that
/// is 0. A posting weighs: weight of the term * wdf / (damping + wdf).
inline double bm25_damping(std::uint32_t length, double factor) {
  const double relative = std::max(length * factor, Bm25::min_relative_length);
  return Bm25::k1 * (relative * Bm25::b + (1 - Bm25::b));
}

}  // namespace dateline::base
