#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "dateline/error.h"

namespace dateline::pipeline {

/// What lies between reading and writing at most: so many items, and so many bytes as `weigh`
/// counts them (one item alone may be heavier).
struct Window {
  std::size_t items = 256;
  std::size_t bytes = std::size_t{32} << 20;
};

/// Seconds that threads waited for one another.
struct Waits {
  double read = 0;   ///< the reading one, for room
  double work = 0;   ///< those that work, together, for something read
  double write = 0;  ///< the writing one, for the next in order
};

/// The four parts of an ordered parallel map.
template <class In, class Out>
struct Stages {
  /// The next item; none at the end. One call at a time, always from the same thread.
  std::function<std::optional<In>()> read;
  std::function<std::size_t(const In&)> weigh;
  /// Called from many threads at once.
  std::function<Out(In)> work;
  /// In the order of `read`, on the calling thread; false stops everything.
  std::function<bool(Out)> write;
};

/// Reads on one thread, works on `threads`, writes on the calling one, in order. Its results come
/// out as if all had been done one after another: an exception of `read` or `work` reaches the
/// caller when everything before it has been written, one of `write` at once. On return no thread
/// is left.
template <class In, class Out>
class OrderedMap {
 public:
  OrderedMap(Stages<In, Out> stages, Window window) : stages_(std::move(stages)), window_(window) {}

  Waits run(unsigned threads) {
    {
      const Join join{*this};
      start(threads);
      write_all();
    }
    return waits_;
  }

 private:
  static constexpr std::size_t slots_at_once = 16;

  struct Slot {
    std::optional<In> in;
    std::size_t bytes = 0;
    std::optional<Out> out;
    std::exception_ptr failure;
    bool done = false;
  };

  // Whatever ends `run`: the threads are told and waited for.
  struct Join {
    OrderedMap& map;
    ~Join() {
      {
        const std::lock_guard lock(map.mutex_);
        map.stopped_ = true;
      }
      map.room_.notify_all();
      map.work_.notify_all();
      for (std::thread& each : map.threads_) each.join();
    }
  };

  void start(unsigned threads) {
    try {
      threads_.reserve(threads + 1);
      threads_.emplace_back([this] { read_all(); });
      for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work_all(); });
    } catch (const std::system_error& error) {
      throw IoError(std::string("cannot start a thread, ask for fewer: ") + error.what());
    }
  }

  void read_all() {
    bool more = true;
    while (more) {
      auto slot = std::make_shared<Slot>();
      try {
        slot->in = stages_.read();
        if (slot->in) slot->bytes = stages_.weigh(*slot->in);
        more = slot->in.has_value();
      } catch (...) {
        slot->failure = std::current_exception();
        slot->done = true;
        more = false;
      }
      if (!enqueue(std::move(slot))) return;
    }
  }

  // False if all has been stopped.
  bool enqueue(std::shared_ptr<Slot> slot) {
    std::unique_lock lock(mutex_);
    const auto fits = [&] {
      const std::size_t slots = slots_.size() + taken_;
      return slots == 0 || (slots < window_.items && bytes_ + slot->bytes <= window_.bytes);
    };
    wait(room_, lock, waits_.read, [&] { return stopped_ || fits(); });
    if (stopped_) return false;
    const bool last = !slot->in.has_value();
    if (!last) {
      bytes_ += slot->bytes;
      waiting_.push_back(slot);
    }
    // At the end of the input a slot without anything in it tells the writer.
    slot->done = last;
    if (last) ++done_slots_;
    slots_.push_back(std::move(slot));
    lock.unlock();
    if (last) {
      done_.notify_one();
    } else {
      work_.notify_one();
    }
    return true;
  }

  void work_all() {
    while (const auto slot = take_waiting()) {
      std::optional<Out> out;
      std::exception_ptr failure;
      try {
        out = stages_.work(std::move(*slot->in));
      } catch (...) {
        failure = std::current_exception();
      }
      const std::lock_guard lock(mutex_);
      slot->out = std::move(out);
      slot->failure = failure;
      slot->done = true;
      ++done_slots_;
      if (is_worth_writing()) done_.notify_one();
    }
  }

  // Null if all has been stopped.
  std::shared_ptr<Slot> take_waiting() {
    std::unique_lock lock(mutex_);
    wait(work_, lock, waits_.work, [&] { return stopped_ || !waiting_.empty(); });
    if (stopped_) return nullptr;
    auto slot = std::move(waiting_.front());
    waiting_.pop_front();
    return slot;
  }

  void write_all() {
    std::vector<std::shared_ptr<Slot>> slots;
    while (true) {
      take_done(slots);
      for (const auto& slot : slots) {
        if (slot->failure) std::rethrow_exception(slot->failure);
        if (!slot->out || !stages_.write(std::move(*slot->out))) return;
      }
    }
  }

  // Waking the writer for each item takes as long as writing one. It waits for some, or for all
  // that there are: nobody is to wait for items that have not been read.
  bool is_worth_writing() const {
    return !slots_.empty() && slots_.front()->done &&
           (done_slots_ >= slots_at_once || done_slots_ == slots_.size());
  }

  // One at least, in the place of those that have been written, whose room is free now.
  void take_done(std::vector<std::shared_ptr<Slot>>& out) {
    std::unique_lock lock(mutex_);
    for (const auto& each : out) bytes_ -= each->bytes;
    out.clear();
    taken_ = 0;
    room_.notify_one();
    wait(done_, lock, waits_.write, [&] { return is_worth_writing(); });
    while (out.size() < slots_at_once && !slots_.empty() && slots_.front()->done) {
      out.push_back(std::move(slots_.front()));
      slots_.pop_front();
    }
    taken_ = out.size();
    done_slots_ -= taken_;
  }

  // Adds the time to `seconds`, under the lock.
  template <class Ready>
  static void wait(std::condition_variable& signal, std::unique_lock<std::mutex>& lock,
                   double& seconds, const Ready& ready) {
    if (ready()) return;
    const auto begin = std::chrono::steady_clock::now();
    signal.wait(lock, ready);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }

  Stages<In, Out> stages_;
  Window window_;
  Waits waits_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable room_;               // for the reader: a slot has left
  std::condition_variable work_;               // for the workers: one is waiting
  std::condition_variable done_;               // for the writer: the front one is done
  std::deque<std::shared_ptr<Slot>> slots_;    // all read and not yet written, in order
  std::deque<std::shared_ptr<Slot>> waiting_;  // those that no worker has taken
  std::size_t done_slots_ = 0;
  std::size_t taken_ = 0;  // by the writer, which is at them
  std::size_t bytes_ = 0;
  bool stopped_ = false;
};

/// Runs the stages with `threads` workers; with one, everything on the calling thread, where nobody
/// waits.
template <class In, class Out>
Waits ordered_map(Stages<In, Out> stages, unsigned threads, Window window = {}) {
  if (threads > 1) {
    return OrderedMap<In, Out>(std::move(stages), window).run(threads);
  }
  while (auto in = stages.read()) {
    if (!stages.write(stages.work(std::move(*in)))) break;
  }
  return {};
}

}  // namespace dateline::pipeline
