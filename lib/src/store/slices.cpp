#include "store/slices.h"

#include <algorithm>
#include <cstring>

namespace dateline::store {

std::size_t SliceArena::slice_size(std::uint32_t ordinal) {
  constexpr std::uint32_t doublings = 11;
  static_assert(smallest_slice << doublings == largest_slice);
  return smallest_slice << std::min(ordinal, doublings);
}

std::uint32_t SliceArena::link(const char* at) {
  std::uint32_t out = 0;
  std::memcpy(&out, at, sizeof out);
  return out;
}

void SliceArena::append(Chain& chain, std::string_view bytes) {
  while (!bytes.empty()) {
    if (room_left(chain) == 0) extend(chain);
    const std::size_t count = std::min(bytes.size(), room_left(chain));
    std::memcpy(place(chain.last) + chain.used_of_last, bytes.data(), count);
    chain.used_of_last = static_cast<std::uint16_t>(chain.used_of_last + count);
    bytes.remove_prefix(count);
  }
}

std::size_t SliceArena::size(const Chain& chain) {
  std::size_t out = chain.used_of_last;
  for (std::uint32_t i = 0; i + 1 < chain.slices; ++i) out += room(i);
  return out;
}

void SliceArena::extend(Chain& chain) {
  const std::size_t size = slice_size(chain.slices);
  if (used_of_page_ + size > page_size) {
    // The link of a last slice is read, though not used: no byte is to be uninitialised.
    if (used_pages_ == pages_.size()) pages_.emplace_back(page_size);
    ++used_pages_;
    used_of_page_ = 0;
  }
  const auto number = static_cast<std::uint32_t>((used_pages_ - 1) * slices_per_page +
                                                 used_of_page_ / smallest_slice);
  used_of_page_ += size;
  if (chain.slices == 0) {
    chain.first = number;
  } else {
    std::memcpy(place(chain.last) + room(chain.slices - 1), &number, sizeof number);
  }
  chain.last = number;
  ++chain.slices;
  chain.used_of_last = 0;
}

void SliceArena::clear() {
  used_pages_ = 0;
  used_of_page_ = page_size;
}

}  // namespace dateline::store
