#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::store {

/// Postings, and the positions of postings, stand in blocks of so many.
inline constexpr std::uint32_t posting_block = 128;

/// Bits of all articles of a segment with the number of ones before each word.
struct RankedBits {
  const std::uint64_t* words = nullptr;
  const std::uint32_t* ranks = nullptr;

  bool test(std::uint32_t ordinal) const {
    return (words[ordinal / 64] >> (ordinal % 64) & 1U) != 0;
  }
  /// Ones before `ordinal`.
  std::uint32_t rank(std::uint32_t ordinal) const {
    const std::uint64_t below = words[ordinal / 64] & ((std::uint64_t{1} << (ordinal % 64)) - 1);
    return ranks[ordinal / 64] + static_cast<std::uint32_t>(__builtin_popcountll(below));
  }
};

/// The packed postings of one term: ordinals, ascending, and the wdf of each. A view.
class PostingList {
 public:
  PostingList() = default;

  std::uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool has_wdf() const { return has_wdf_; }  ///< false: every wdf is 0
  std::uint32_t blocks() const { return (size_ + posting_block - 1) / posting_block; }
  /// How many postings block `block` has.
  std::uint32_t block_size(std::uint32_t block) const;

  /// Whether the ordinals stand as bits: those of `bits()`.
  bool is_dense() const { return bits_.words != nullptr; }
  const RankedBits& bits() const { return bits_; }

  /// Unpacks the ordinals of a block; gives their number. `out` has room for a whole block. Not for
  /// dense lists. Throws CorruptError if they are no ordinals of the segment.
  std::uint32_t ordinals(std::uint32_t block, std::uint32_t* out) const;
  /// The last ordinal of a block. Not for dense lists.
  std::uint32_t last(std::uint32_t block) const;
  /// Unpacks the wdf of a block.
  void wdfs(std::uint32_t block, std::uint32_t* out) const;
  /// The wdf of the posting at `index`, without unpacking its block.
  std::uint32_t wdf(std::uint32_t index) const;

  /// Unpacks all ordinals, of dense lists too. `out` has room for size().
  void all_ordinals(std::uint32_t* out) const;

 private:
  friend class Segment;
  struct Block;
  Block block(std::uint32_t number) const;

  const char* data_ = nullptr;
  std::size_t bytes_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t articles_ = 0;  ///< of the segment
  bool has_wdf_ = false;
  RankedBits bits_;
  // The one posting of a term that has no more stands in the dictionary.
  std::uint32_t only_ordinal_ = 0;
  std::uint32_t only_wdf_ = 0;
};

/// Ordinals and wdf as PostingList reads them; `wdfs` empty where all are 0. `articles` 0 or those
/// of the segment: then a list of enough of them gets its ordinals from `append_bitmap`.
std::string pack_postings(const std::vector<std::uint32_t>& ordinals,
                          const std::vector<std::uint32_t>& wdfs, bool dense);

}  // namespace dateline::store
