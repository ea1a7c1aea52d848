#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "store/large_pages.h"

namespace dateline::store {

/// Bytes appended to one of many chains, each a list of slices that double from 16 bytes to 32 KiB:
/// a chain of a few bytes wastes little, a long one is seldom linked. Slices lie in pages of 2 MiB,
/// which are kept when all is cleared. Idea: Büttcher, Clarke, Cormack, "Information Retrieval",
/// 2010, section 4.5.1.
class SliceArena {
 public:
  /// Belongs to one arena, and lives until its `clear`.
  struct Chain {
    std::uint32_t first = 0;   ///< the numbers of its slices
    std::uint32_t last = 0;    ///< in whose end the number of the next goes
    std::uint16_t slices = 0;  ///< how many
    std::uint16_t used_of_last = 0;
  };

  void append(Chain& chain, std::string_view bytes);
  static std::size_t size(const Chain& chain);

  /// Calls `take` with each stretch of the chain's bytes, in order.
  template <class Take>
  void for_each(const Chain& chain, Take&& take) const {
    std::uint32_t number = chain.first;
    for (std::uint32_t i = 0; i < chain.slices; ++i) {
      const char* begin = place(number);
      const char* end = begin + (i + 1 == chain.slices ? chain.used_of_last : room(i));
      take(std::string_view{begin, static_cast<std::size_t>(end - begin)});
      number = link(begin + room(i));
    }
  }

  void clear();
  /// Held by slices.
  std::size_t memory() const {
    return used_pages_ == 0 ? 0 : (used_pages_ - 1) * page_size + used_of_page_;
  }

 private:
  static constexpr std::size_t page_size = std::size_t{2} << 20U;
  static constexpr std::size_t smallest_slice = 16;
  static constexpr std::size_t largest_slice = 32768;
  static constexpr std::uint32_t slices_per_page = page_size / smallest_slice;

  static std::size_t slice_size(std::uint32_t ordinal);
  static std::size_t room(std::uint32_t ordinal) {
    return slice_size(ordinal) - sizeof(std::uint32_t);
  }
  static std::uint32_t link(const char* at);
  static std::size_t room_left(const Chain& chain) {
    return chain.slices == 0 ? 0 : room(chain.slices - 1) - chain.used_of_last;
  }
  const char* place(std::uint32_t number) const {
    return pages_[number / slices_per_page].data() + number % slices_per_page * smallest_slice;
  }
  char* place(std::uint32_t number) {
    return pages_[number / slices_per_page].data() + number % slices_per_page * smallest_slice;
  }
  void extend(Chain& chain);

  std::vector<std::vector<char, LargePages<char>>> pages_;
  std::size_t used_pages_ = 0;
  std::size_t used_of_page_ = page_size;
};

}  // namespace dateline::store
