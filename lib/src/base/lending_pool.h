#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dateline::base {

/// Lends each caller a `Thing` of its own, for things that one thread at a time may use and that
/// are dear to make. Thread-safe; keeps as many as were ever lent at once. Outlives its loans.
template <class Thing>
class LendingPool {
 public:
  /// Gives the thing back when it goes.
  class Loan {
   public:
    Loan(LendingPool& pool, std::unique_ptr<Thing> thing)
        : pool_(&pool), thing_(std::move(thing)) {}
    ~Loan() { pool_->give_back(std::move(thing_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Thing& operator*() const { return *thing_; }
    Thing* operator->() const { return thing_.get(); }

   private:
    LendingPool* pool_;
    std::unique_ptr<Thing> thing_;
  };

  Loan borrow() { return {*this, take()}; }

 private:
  std::unique_ptr<Thing> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        auto out = std::move(idle_.back());
        idle_.pop_back();
        return out;
      }
    }
    return std::make_unique<Thing>();
  }

  void give_back(std::unique_ptr<Thing> thing) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(thing));
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<Thing>> idle_;
};

}  // namespace dateline::base
