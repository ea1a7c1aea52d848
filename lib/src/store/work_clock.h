#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "dateline/index_writer.h"

namespace dateline::store {

/// What a writer's time goes to: the members of WriterTimes, and `none`, what is not its own.
enum class Work : std::uint8_t { none, documents, merge, segments, commit, waiting };

/// Adds up what a writer's time goes to. Time belongs to the innermost span alone, so that spans
/// may call each other's code. Spans are for one thread at a time, `add` is for all.
class WorkClock {
 public:
  using Clock = std::chrono::steady_clock;

  /// The time of its life is spent on `work`.
  class Span {
   public:
    Span(WorkClock& clock, Work work) : clock_(clock), before_(clock.turn_to(work)) {}
    ~Span() { clock_.turn_to(before_); }
    Span(const Span&) = delete;
    Span& operator=(const Span&) = delete;

   private:
    WorkClock& clock_;
    Work before_;
  };

  /// What another thread has spent.
  void add(Work work, Clock::duration time) {
    spent_[static_cast<std::size_t>(work)].fetch_add(time.count(), std::memory_order_relaxed);
  }

  WriterTimes times() const {
    const auto seconds = [this](Work work) {
      const Clock::duration time(spent_[static_cast<std::size_t>(work)].load());
      return std::chrono::duration<double>(time).count();
    };
    return {.documents = seconds(Work::documents),
            .merge = seconds(Work::merge),
            .segments = seconds(Work::segments),
            .commit = seconds(Work::commit),
            .waiting = seconds(Work::waiting)};
  }

 private:
  Work turn_to(Work work) {
    const Clock::time_point now = Clock::now();
    add(current_, now - since_);
    since_ = now;
    return std::exchange(current_, work);
  }

  std::array<std::atomic<Clock::rep>, 6> spent_{};
  Work current_ = Work::none;
  Clock::time_point since_ = Clock::now();
};

}  // namespace dateline::store
