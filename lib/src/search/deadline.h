#pragma once

#include <chrono>
#include <optional>

namespace dateline::search {

/// A point in time after which work should stop. Looks at the clock only now and then: it is asked
/// once for each posting and each word of a list.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  /// Absent: never.
  explicit Deadline(std::optional<Clock::time_point> at) : at_(at) {}
  /// `timeout` from now; zero, or more than anyone waits: never.
  static Deadline after(std::chrono::milliseconds timeout) {
    constexpr std::chrono::hours a_year{24 * 365};
    if (timeout.count() == 0 || timeout > a_year) return Deadline(std::nullopt);
    return Deadline(Clock::now() + timeout);
  }

  /// Halfway from now: for a part of the work that must leave time for the rest.
  Deadline half() const {
    if (!at_) return *this;
    const auto now = Clock::now();
    return Deadline(now + (*at_ - now) / 2);
  }

  bool passed() {
    if (passed_ || !at_) return passed_;
    if (asked_++ % 64 == 0) passed_ = Clock::now() >= *at_;
    return passed_;
  }
  /// Looks at the clock at once: for steps that take long.
  bool passed_now() {
    passed_ = passed_ || (at_ && Clock::now() >= *at_);
    return passed_;
  }
  bool has_passed() const { return passed_; }
  bool is_set() const { return at_.has_value(); }
  std::optional<Clock::time_point> at() const { return at_; }

 private:
  std::optional<Clock::time_point> at_;
  unsigned asked_ = 0;
  bool passed_ = false;
};

}  // namespace dateline::search
