#pragma once

#include <chrono>
#include <optional>

namespace dateline::search {

/// A point in time after which work should stop. Looks at the clock only now and then: it is asked
/// once for each posting.
class Deadline {
 public:
  explicit Deadline(std::optional<std::chrono::steady_clock::time_point> at) : at_(at) {}

  bool passed() {
    if (passed_ || !at_) return passed_;
    if (asked_++ % 64 == 0) passed_ = std::chrono::steady_clock::now() >= *at_;
    return passed_;
  }
  bool has_passed() const { return passed_; }
  bool is_set() const { return at_.has_value(); }

 private:
  std::optional<std::chrono::steady_clock::time_point> at_;
  unsigned asked_ = 0;
  bool passed_ = false;
};

}  // namespace dateline::search
