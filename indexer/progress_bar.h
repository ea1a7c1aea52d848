#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace dateline::indexer {

/// One line on standard error that follows a long work: share, rate, time to go. Draws nothing
/// where standard error is no terminal.
class ProgressBar {
 public:
  ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  struct Done {
    std::uint64_t articles = 0;
    std::uint64_t bytes = 0;        ///< 0: the line tells no rate of them
    std::optional<double> share{};  ///< of the whole; without it the line has no time to go
  };
  /// Redraws if the last time is long enough ago.
  void update(const Done& done);
  /// Takes the line away, so that a message can be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool is_shown_;
  Clock::time_point begin_ = Clock::now();
  std::optional<Clock::time_point> drawn_at_;
  bool is_drawn_ = false;
};

/// A share of a whole; of none if that is unknown, as 0.
std::optional<double> share_of(std::uint64_t part, std::uint64_t whole);

}  // namespace dateline::indexer
