#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace dateline::search {

/// Leaves what it makes as it lies in memory.
template <class T>
struct NoInitialisation : std::allocator<T> {
  template <class U>
  struct rebind {  // NOLINT(readability-identifier-naming): the standard's name
    using other = NoInitialisation<U>;
  };
  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    std::construct_at(at, std::forward<Arguments>(arguments)...);
  }
};

/// A vector whose new items hold anything: what is made longer in order to be written is not filled
/// with zeros first, which for the lists of a search would take as long as writing them.
template <class T>
using Scratch = std::vector<T, NoInitialisation<T>>;

/// Keeps things that are used again and again, so that their memory is asked for once. For one
/// thread. Outlives what it lends.
template <class Thing>
class Buffers {
 public:
  /// Gives the thing back when it goes. What is in it is left from earlier uses. Move-only.
  class Loan {
   public:
    Loan() = default;
    Loan(Buffers& owner, std::unique_ptr<Thing> thing) : owner_(&owner), thing_(std::move(thing)) {}
    Loan(Loan&&) noexcept = default;
    Loan& operator=(Loan&& other) noexcept {
      give_back();
      owner_ = other.owner_;
      thing_ = std::move(other.thing_);
      return *this;
    }
    ~Loan() { give_back(); }
    Thing& operator*() const { return *thing_; }
    Thing* operator->() const { return thing_.get(); }
    explicit operator bool() const { return thing_ != nullptr; }

   private:
    void give_back() {
      if (thing_) owner_->idle_.push_back(std::move(thing_));
    }
    Buffers* owner_ = nullptr;
    std::unique_ptr<Thing> thing_;
  };

  Loan borrow() {
    if (idle_.empty()) return {*this, std::make_unique<Thing>()};
    auto thing = std::move(idle_.back());
    idle_.pop_back();
    return {*this, std::move(thing)};
  }

 private:
  std::vector<std::unique_ptr<Thing>> idle_;
};

}  // namespace dateline::search
