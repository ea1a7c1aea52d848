#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

#include "store/work_clock.h"

namespace dateline::store {

/// A thread that does what it is handed, one task after the other, in order. What is handed over is
/// bounded by bytes. Members are for one thread at a time.
class Background {
 public:
  /// Of what waits or is being done, so much at most, as `post` counts it; one task alone may be
  /// heavier. `clock`, which outlives it, is told how long tasks take, as `work`. Throws IoError if
  /// the system has no more threads.
  Background(WorkClock& clock, Work work, std::size_t most_bytes);
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  /// Drops what has not begun.
  ~Background();

  /// Waits for room. Throws what an earlier task has thrown; nothing is done after that.
  void post(std::size_t bytes, std::function<void()> task);
  /// Returns when all is done. Throws likewise.
  void finish();

 private:
  struct Task {
    std::size_t bytes;
    std::function<void()> run;
  };

  void work_all();
  template <class Ready>
  void wait(std::unique_lock<std::mutex>& lock, const Ready& ready);

  WorkClock& clock_;
  Work work_;
  std::size_t most_bytes_;
  std::mutex mutex_;
  std::condition_variable posted_;  // for the thread
  std::condition_variable done_;    // for who posts
  std::deque<Task> tasks_;          // the front one is being done
  std::size_t bytes_ = 0;
  std::exception_ptr failure_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace dateline::store
