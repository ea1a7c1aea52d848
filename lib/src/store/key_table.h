#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "store/large_pages.h"

namespace dateline::store {

/// Numbers keys from 0 in the order of their first coming. At most 2^32 - 1 keys, 4 GiB in all.
class KeyTable {
 public:
  std::uint32_t number_of(std::string_view key) { return number_of(key, hash_of(key)); }
  std::uint32_t number_of(std::string_view key, std::uint32_t hash);

  /// For callers that look many keys up: what a later call will read is fetched meanwhile, first
  /// where the number stands, then the key with it.
  static std::uint32_t hash_of(std::string_view key);
  void prefetch(std::uint32_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  /// The number of a key with that hash, most often the one; nothing if there is none.
  std::optional<std::uint32_t> likely_number(std::uint32_t hash) const;
  void prefetch_key(std::uint32_t number) const {
    __builtin_prefetch(bytes_.data() + begins_[number]);
  }

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

  std::vector<Slot, LargePages<Slot>> slots_;
  std::vector<std::uint32_t, LargePages<std::uint32_t>> begins_ = {0};
  std::vector<char, LargePages<char>> bytes_;
};

}  // namespace dateline::store
