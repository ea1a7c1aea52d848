#pragma once

#include <algorithm>
#include <array>
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

/// When reading waits for writing: so many items lie between them, or so many bytes as `weigh`
/// counts them.
struct Window {
  std::size_t items = 2048;
  std::size_t bytes = std::size_t{32} << 20;
};

/// Seconds that threads waited for one another.
struct Waits {
  double read = 0;   ///< those that would have read, for room
  double work = 0;   ///< those that would have worked, for something read
  double write = 0;  ///< the calling one, for anything to do
};

/// The four parts of an ordered parallel map.
template <class In, class Out>
struct Stages {
  /// The next item; none at the end. One call at a time, from any thread.
  std::function<std::optional<In>()> read;
  std::function<std::size_t(const In&)> weigh;
  /// Called from many threads at once.
  std::function<Out(In)> work;
  /// In the order of `read`, on the calling thread; false stops everything.
  std::function<bool(Out)> write;
};

/// Works on `threads`, the calling one among them: it writes, in order, and works while there is
/// nothing to write. The others read, one at a time and some items ahead, and work. So no more
/// threads than asked for share the cores, and half of what two threads do stays with the core that
/// began it. The calling thread never reads: a slow input does not keep it from writing.
///
/// Its results come out as if all had been done one after another: an exception of `read` or `work`
/// reaches the caller when everything before it has been written, one of `write` at once. On return
/// no thread is left.
template <class In, class Out>
class OrderedMap {
 public:
  OrderedMap(Stages<In, Out> stages, Window window) : stages_(std::move(stages)), window_(window) {}

  Waits run(unsigned threads) {
    thread_count_ = threads;
    {
      const Join join{*this};
      start(threads - 1);
      lead();
    }
    return waits_;
  }

 private:
  // What one thread does before it asks what to do next: to hand over each item costs as much as
  // writing one.
  static constexpr std::size_t slots_at_once = 16;
  static constexpr std::size_t bytes_at_once = std::size_t{128} << 10U;

  using Lock = std::unique_lock<std::mutex>;

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
      map.helpers_.notify_all();
      for (std::thread& each : map.threads_) each.join();
    }
  };

  void start(unsigned helpers) {
    try {
      threads_.reserve(helpers);
      for (unsigned i = 0; i < helpers; ++i) threads_.emplace_back([this] { help(); });
    } catch (const std::system_error& error) {
      throw IoError(std::string("cannot start a thread, ask for fewer: ") + error.what());
    }
  }

  void help() {
    Lock lock(mutex_);
    while (!stopped_) {
      if (may_read() && waiting_.size() < ahead()) {
        read_some(lock);
      } else if (!waiting_.empty()) {
        work_some(lock);
      } else if (ended_) {
        return;
      } else {
        double& seconds = has_room() ? waits_.work : waits_.read;
        wait(helpers_, lock, seconds,
             [&] { return stopped_ || ended_ || may_read() || !waiting_.empty(); });
      }
    }
  }

  void lead() {
    Lock lock(mutex_);
    while (true) {
      if (is_worth_writing()) {
        if (!write_some(lock)) return;
      } else if (!waiting_.empty()) {
        work_some(lock);
      } else if (ended_ && slots_.empty()) {
        return;
      } else {
        wait(caller_, lock, waits_.write,
             [&] { return is_worth_writing() || !waiting_.empty() || (ended_ && slots_.empty()); });
      }
    }
  }

  // Fewer read items than these leave a thread without work.
  std::size_t ahead() const { return slots_at_once * thread_count_; }
  bool has_room() const { return slots_.size() + taken_ < window_.items && bytes_ < window_.bytes; }
  bool may_read() const { return !reading_ && !ended_ && has_room(); }

  void read_some(Lock& lock) {
    reading_ = true;
    while (!stopped_ && !ended_ && has_room() && waiting_.size() < 2 * ahead()) {
      lock.unlock();
      auto slot = read_one();
      lock.lock();
      take_in(std::move(slot));
    }
    reading_ = false;
  }

  // Null at the end.
  std::unique_ptr<Slot> read_one() {
    auto slot = std::make_unique<Slot>();
    try {
      slot->in = stages_.read();
      if (!slot->in) return nullptr;
      slot->bytes = stages_.weigh(*slot->in);
    } catch (...) {
      slot->failure = std::current_exception();
    }
    return slot;
  }

  void take_in(std::unique_ptr<Slot> slot) {
    ended_ = !slot || slot->failure;
    if (ended_) helpers_.notify_all();
    if (slot) {
      bytes_ += slot->bytes;
      slot->done = slot->failure != nullptr;
      done_slots_ += slot->done ? 1 : 0;
      if (!slot->done) waiting_.push_back(slot.get());
      slots_.push_back(std::move(slot));
    }
    // Who sleeps is woken by what can be done now; the reader itself works when it has read enough.
    if (!waiting_.empty()) helpers_.notify_one();
    caller_.notify_one();
  }

  void work_some(Lock& lock) {
    std::array<Slot*, slots_at_once> slots{};
    std::size_t count = 0;
    const std::size_t most =
        std::clamp(waiting_.size() / thread_count_, std::size_t{1}, slots_at_once);
    for (std::size_t bytes = 0; count < most && bytes < bytes_at_once && !waiting_.empty();
         ++count) {
      slots[count] = waiting_.front();
      bytes += slots[count]->bytes;
      waiting_.pop_front();
    }
    lock.unlock();
    for (std::size_t i = 0; i < count; ++i) work(*slots[i]);
    lock.lock();
    for (std::size_t i = 0; i < count; ++i) slots[i]->done = true;
    done_slots_ += count;
    if (is_worth_writing()) caller_.notify_one();
  }

  void work(Slot& slot) {
    try {
      slot.out = stages_.work(std::move(*slot.in));
      slot.in.reset();
    } catch (...) {
      slot.failure = std::current_exception();
    }
  }

  // The caller waits for some, or for all that there are: nobody is to wait for items that have not
  // been read.
  bool is_worth_writing() const {
    return !slots_.empty() && slots_.front()->done &&
           (done_slots_ >= slots_at_once || done_slots_ == slots_.size());
  }

  // False if nothing more is to be written.
  bool write_some(Lock& lock) {
    std::vector<std::unique_ptr<Slot>> slots;
    while (slots.size() < slots_at_once && !slots_.empty() && slots_.front()->done) {
      slots.push_back(std::move(slots_.front()));
      slots_.pop_front();
    }
    taken_ = slots.size();
    done_slots_ -= taken_;
    lock.unlock();
    for (const auto& slot : slots) {
      if (slot->failure) std::rethrow_exception(slot->failure);
      if (!stages_.write(std::move(*slot->out))) return false;
    }
    lock.lock();
    for (const auto& each : slots) bytes_ -= each->bytes;
    taken_ = 0;
    if (may_read()) helpers_.notify_one();
    return true;
  }

  // Adds the time to `seconds`, under the lock.
  template <class Ready>
  static void wait(std::condition_variable& signal, Lock& lock, double& seconds,
                   const Ready& ready) {
    if (ready()) return;
    const auto begin = std::chrono::steady_clock::now();
    signal.wait(lock, ready);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }

  Stages<In, Out> stages_;
  Window window_;
  Waits waits_;
  std::size_t thread_count_ = 0;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable helpers_;          // there is room, or something to work on
  std::condition_variable caller_;           // there is something to write, or to work on
  std::deque<std::unique_ptr<Slot>> slots_;  // all read and not yet written, in order
  std::deque<Slot*> waiting_;                // those that no thread has taken
  std::size_t done_slots_ = 0;
  std::size_t taken_ = 0;  // by the calling thread, which is writing them
  std::size_t bytes_ = 0;
  bool reading_ = false;
  bool ended_ = false;  // all is read
  bool stopped_ = false;
};

/// Runs the stages on `threads`; with one, everything on the calling thread, where nobody waits.
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
