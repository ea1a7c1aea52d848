#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dateline::train {

/// Sparse vectors, one a row.
class SparseRows {
 public:
  struct Cell {
    std::uint32_t column = 0;
    float value = 0;
  };

  void add_row(std::span<const Cell> cells);
  std::size_t size() const { return ends_.size(); }
  std::span<const Cell> operator[](std::size_t row) const {
    const std::size_t from = row == 0 ? 0 : ends_[row - 1];
    return {cells_.data() + from, ends_[row] - from};
  }

 private:
  std::vector<Cell> cells_;
  std::vector<std::size_t> ends_;
};

/// A separating plane: `weights` for each column, and a bias.
struct LinearModel {
  std::vector<float> weights;
  float bias = 0;

  float score(std::span<const SparseRows::Cell> row) const;
};

struct SvmOptions {
  double cost = 1;         ///< of an example on the wrong side
  double tolerance = 0.1;  ///< of the projected gradient at which training stops
  int max_rounds = 200;
};

/// One example: a row and on which side it belongs.
struct SvmExample {
  std::uint32_t row = 0;
  bool positive = false;
  std::uint16_t weight = 1;  ///< for how many it counts
};

/// A support vector machine with squared hinge loss, trained by dual coordinate descent with
/// shrinking (Hsieh, Chang, Lin, Keerthi and Sundararajan, ICML 2008, algorithm 3). The bias is the
/// weight of a column that is 1 everywhere. `columns` is one more than the largest column. The same
/// input gives the same model. Time: rounds times cells of the rows that are not yet settled.
LinearModel train_svm(const SparseRows& rows, std::span<const SvmExample> examples,
                      std::size_t columns, const SvmOptions& options);

}  // namespace dateline::train
