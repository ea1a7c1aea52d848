#include "store/slices.h"

#include <algorithm>
#include <cstring>

namespace dateline::store {

std::size_t SliceArena::slice_size(std::uint32_t ordinal) {
  constexpr std::uint32_t doublings = 9;
  static_assert(smallest_slice << doublings == largest_slice);
  return smallest_slice << std::min(ordinal, doublings);
}

std::uint32_t SliceArena::link(const char* at) {
  std::uint32_t out = 0;
  std::memcpy(&out, at, sizeof out);
  return out;
}

void SliceArena::append_slice_by_slice(Chain& chain, std::string_view bytes) {
  chain.size += bytes.size();
  while (!bytes.empty()) {
    if (chain.at == chain.end) extend(chain);
    const std::size_t count =
        std::min(bytes.size(), static_cast<std::size_t>(chain.end - chain.at));
    chain.at = std::copy_n(bytes.data(), count, chain.at);
    bytes.remove_prefix(count);
  }
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
    std::memcpy(chain.end, &number, sizeof number);
  }
  chain.at = pages_[number / slices_per_page].data() + number % slices_per_page * smallest_slice;
  chain.end = chain.at + room(chain.slices);
  ++chain.slices;
}

void SliceArena::clear() {
  used_pages_ = 0;
  used_of_page_ = page_size;
}

}  // namespace dateline::store
