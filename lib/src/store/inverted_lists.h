#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "store/large_pages.h"
#include "store/slices.h"

namespace dateline::store {

/// Inverted lists in memory: by key, bytes that are appended as they come. Memory for them is
/// larger than the caches, so nearly all time goes into fetching it: a list is one line of the
/// cache that stands where the hash of its key says, with its last bytes in it, so that most
/// appending fetches one line and no other. At most 4 GiB of keys that are longer than 15 bytes.
class InvertedLists {
 public:
  class List {
   public:
    std::uint32_t postings = 0;  ///< for the caller
    std::uint32_t last = 0;      ///< for the caller: what the next posting is a step from

   private:
    friend class InvertedLists;
    static constexpr std::size_t longest_short_key = 15;
    static constexpr std::size_t most_few = 23;

    /// A short key, zeros behind it; of a long one where it stands among the long ones. The last
    /// byte says which, see `mark_of`.
    std::array<char, longest_short_key + 1> key_{};
    std::uint32_t hash_ = 0;
    SliceArena::Chain chain_;
    std::uint8_t few_size_ = 0;
    std::array<char, most_few> few_{};  ///< the last bytes
  };

  /// What `of` and `find` will read of a key is fetched meanwhile.
  void prefetch(std::uint32_t hash) const {
    if (!lists_.empty()) __builtin_prefetch(&lists_[hash & (lists_.size() - 1)], 1);
  }
  /// Room for so many more lists: those that are there stay where they are until as many have come.
  void reserve(std::size_t count);
  /// The list of a key, which is made if there is none. Who passes one hash for a key passes it
  /// always. Ends references to lists, unless there is room.
  List& of(std::string_view key, std::uint32_t hash);
  /// The list of a key that is padded (see base/short_bytes.h), if there is one and the key has no
  /// zero byte.
  List* find(std::string_view key, std::uint32_t hash);

  void append(List& list, std::string_view bytes);
  /// The same for the first `size` of sixteen bytes that can be read.
  void append_few(List& list, const char* sixteen, std::size_t size) {
    constexpr std::size_t copied = 8;
    if (size > copied || list.few_size_ + copied > List::most_few) {
      append(list, {sixteen, size});
      return;
    }
    std::memcpy(list.few_.data() + list.few_size_, sixteen, copied);
    list.few_size_ = static_cast<std::uint8_t>(list.few_size_ + size);
  }

  std::size_t size() const { return count_; }
  /// About what is held.
  std::size_t memory() const {
    return lists_.size() * sizeof(List) + slices_.memory() + long_keys_.size();
  }
  /// Whether more is held than `most` bytes, or soon would be.
  bool is_full(std::size_t most) const;
  /// All lists in the order of their keys, as unsigned bytes, then by length.
  std::vector<const List*> sorted() const;
  std::string_view key(const List& list) const;
  std::size_t bytes(const List& list) const {
    return SliceArena::size(list.chain_) + list.few_size_;
  }
  /// Calls `take` with each stretch of the list's bytes, in order.
  template <class Take>
  void for_each(const List& list, Take&& take) const {
    slices_.for_each(list.chain_, take);
    take(std::string_view{list.few_.data(), list.few_size_});
  }
  /// Keeps the memory.
  void clear();

 private:
  /// Where a long key stands.
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  static bool is_free(const List& list) { return list.key_.back() == 0; }
  static bool is_long(const List& list);
  static char mark_of(std::string_view key);
  bool has_key(const List& list, std::string_view key) const;
  void set_key(List& list, std::string_view key);
  void grow();

  std::vector<List, LargePages<List>> lists_;  ///< a power of two of places
  std::size_t count_ = 0;
  std::vector<char, LargePages<char>> long_keys_;
  SliceArena slices_;
};

}  // namespace dateline::store
