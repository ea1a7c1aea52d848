#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dateline::store {

/// Numbers keys from 0 in the order of their first coming. At most 2^32 - 1 keys, 4 GiB in all.
class KeyTable {
 public:
  std::uint32_t number_of(std::string_view key);
  std::string_view key(std::uint32_t number) const {
    return {bytes_.data() + begins_[number], begins_[number + 1] - begins_[number]};
  }
  std::size_t size() const { return begins_.size() - 1; }
  /// All numbers in the order of their keys, as unsigned bytes, then by length.
  std::vector<std::uint32_t> sorted() const;
  void clear();
  std::size_t memory() const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number_plus_1 = 0;  // 0: free
  };

  void grow();

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> begins_ = {0};
  std::vector<char> bytes_;
};

}  // namespace dateline::store
