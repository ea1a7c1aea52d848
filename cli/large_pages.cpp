#include "cli/large_pages.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace dateline::cli {

// A large page can only be had where nothing has been touched: malloc, which marks the end of what
// it gives, is made to ask for more memory while it is still before the page. At the start it has
// some 132 KiB at hand. What was asked for is kept and never touched: else what comes next would
// lie there, in small pages.
void use_large_pages() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr std::size_t large_page = std::size_t{2} << 20U;
  constexpr std::size_t before = std::size_t{160} << 10U;
  constexpr std::size_t more_than_at_hand = std::size_t{144} << 10U;
  const auto end = reinterpret_cast<std::uintptr_t>(::sbrk(0));
  const std::uintptr_t page = (end + before + large_page - 1) / large_page * large_page;
  const auto skipped = static_cast<std::intptr_t>(page - before - end);
  if (::sbrk(skipped) == reinterpret_cast<void*>(-1)) return;
  // Larger blocks are mapped each for itself, in small pages.
  ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(large_page));
  ::mallopt(M_TOP_PAD, static_cast<int>(2 * large_page));
  static void* volatile grown = nullptr;
  grown = std::malloc(more_than_at_hand);
  if (grown == nullptr) return;
  ::madvise(reinterpret_cast<void*>(page), large_page, MADV_HUGEPAGE);
#endif
}

}  // namespace dateline::cli
