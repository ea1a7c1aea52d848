#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace dateline::indexer {

/// One line on standard error that follows a long work: share, rate, time to go. Draws nothing
/// where standard error is no terminal.
class ProgressBar {
 public:
  /// `bytes_total` 0: unknown, the line then has no share and no time to go.
  explicit ProgressBar(std::uint64_t bytes_total);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  /// Redraws if the last time is long enough ago.
  void update(std::uint64_t articles, std::uint64_t bytes);
  /// Takes the line away, so that a message can be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool is_shown_;
  std::uint64_t bytes_total_;
  Clock::time_point begin_ = Clock::now();
  std::optional<Clock::time_point> drawn_at_;
  bool is_drawn_ = false;
};

}  // namespace dateline::indexer
