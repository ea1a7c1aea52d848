#pragma once

#include <cstddef>
#include <new>

#include <sys/mman.h>

namespace dateline::store {

/// Allocates so that what is large lies in large pages, where the system has them: memory that is
/// read all over is then found without a walk through the tables of its addresses, which in a
/// virtual machine takes longer than the reading.
template <class Item>
struct LargePages {
  using value_type = Item;

  LargePages() = default;
  template <class Other>
  LargePages(const LargePages<Other>&) {
  }  // NOLINT(google-explicit-constructor): allocators convert

  Item* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(Item);
    if (bytes < page_size) return static_cast<Item*>(::operator new(bytes, alignment));
    void* const out = ::operator new (bytes, std::align_val_t{page_size});
    // Where there are none, ordinary pages do.
    ::madvise(out, bytes, MADV_HUGEPAGE);
    return static_cast<Item*>(out);
  }

  void deallocate(Item* items, std::size_t count) noexcept {
    if (count * sizeof(Item) < page_size) {
      ::operator delete(items, alignment);
    } else {
      ::operator delete (items, std::align_val_t{page_size});
    }
  }

  bool operator==(const LargePages&) const = default;

 private:
  static constexpr std::align_val_t alignment{alignof(Item)};
  static constexpr std::size_t page_size = std::size_t{2} << 20U;
};

}  // namespace dateline::store
