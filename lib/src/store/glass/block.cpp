#include "store/glass/block.h"

namespace dateline::store::glass {

char* Block::add(std::size_t item_size) {
  lowest_item_ -= item_size;
  put_big_endian(&bytes_[directory_end_], static_cast<std::uint16_t>(lowest_item_));
  directory_end_ += directory_entry_size;
  return &bytes_[lowest_item_];
}

std::string_view Block::finish(std::size_t level) {
  constexpr std::size_t largest_gap_at = 5;
  constexpr std::size_t all_gaps_at = 7;
  put_big_endian(bytes_.data(), first_revision);
  bytes_[level_at] = static_cast<char>(level);
  put_big_endian(&bytes_[largest_gap_at], static_cast<std::uint16_t>(gap()));
  put_big_endian(&bytes_[all_gaps_at], static_cast<std::uint16_t>(gap()));
  put_big_endian(&bytes_[directory_end_at], static_cast<std::uint16_t>(directory_end_));
  return bytes_;
}

// Zeros in the gap: the same input makes the same file.
void Block::clear() {
  bytes_.assign(block_size, '\0');
  directory_end_ = header_size;
  lowest_item_ = block_size;
}

}  // namespace dateline::store::glass
