#include "store/background.h"

#include <string>
#include <system_error>
#include <utility>

#include "dateline/error.h"

namespace dateline::store {

Background::Background(WorkClock& clock, Work work, std::size_t most_bytes)
    : clock_(clock), work_(work), most_bytes_(most_bytes) {
  try {
    thread_ = std::thread([this] { work_all(); });
  } catch (const std::system_error& error) {
    throw IoError(std::string("cannot start a thread, ask for fewer: ") + error.what());
  }
}

Background::~Background() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  posted_.notify_one();
  thread_.join();
}

void Background::post(std::size_t bytes, std::function<void()> task) {
  std::unique_lock lock(mutex_);
  wait(lock, [&] { return tasks_.empty() || bytes_ + bytes <= most_bytes_; });
  bytes_ += bytes;
  tasks_.push_back({bytes, std::move(task)});
  lock.unlock();
  posted_.notify_one();
}

void Background::finish() {
  std::unique_lock lock(mutex_);
  wait(lock, [&] { return tasks_.empty(); });
}

template <class Ready>
void Background::wait(std::unique_lock<std::mutex>& lock, const Ready& ready) {
  const auto go_on = [&] { return failure_ != nullptr || ready(); };
  if (!go_on()) {
    const WorkClock::Span span(clock_, Work::waiting);
    done_.wait(lock, go_on);
  }
  if (failure_) std::rethrow_exception(failure_);
}

void Background::work_all() {
  std::unique_lock lock(mutex_);
  while (true) {
    posted_.wait(lock, [&] { return stopped_ || !tasks_.empty(); });
    if (stopped_) return;
    std::exception_ptr failure;
    auto run = std::move(tasks_.front().run);
    lock.unlock();
    const auto begin = WorkClock::Clock::now();
    try {
      run();
      run = {};
    } catch (...) {
      failure = std::current_exception();
    }
    clock_.add(work_, WorkClock::Clock::now() - begin);
    lock.lock();
    bytes_ -= tasks_.front().bytes;
    tasks_.pop_front();
    failure_ = failure;
    done_.notify_one();
    if (failure_) return;
  }
}

}  // namespace dateline::store
