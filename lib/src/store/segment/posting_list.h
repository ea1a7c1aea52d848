#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "store/segment/impact_bounds.h"
#include "store/segment/ranked_bits.h"

namespace dateline::store {

/// Postings, and the positions of postings, stand in blocks of so many.
inline constexpr std::uint32_t posting_block = 128;

/// A segment has fewer articles than this: what is unpacked from a damaged list cannot overflow.
inline constexpr std::uint32_t most_articles_of_segment = std::uint32_t{1} << 24U;

/// The packed postings of one term: ordinals, ascending, and the wdf of each. A view; members throw
/// CorruptError where the bytes cannot be a list of the segment.
class PostingList {
 public:
  PostingList() = default;
  /// The one posting of a term that has no more.
  PostingList(std::uint32_t ordinal, std::uint32_t wdf);
  /// `packed` as pack_postings makes it, followed by `packed_padding` bytes. Where dense, `bits`
  /// has the ordinals.
  PostingList(std::span<const char> packed, std::uint32_t size, std::uint32_t articles,
              bool has_wdf, RankedBits bits);

  std::uint32_t size() const { return size_; }
  bool has_wdf() const { return has_wdf_; }  ///< false: every wdf is 0
  std::uint32_t blocks() const { return (size_ + posting_block - 1) / posting_block; }
  /// How many postings a block has.
  std::uint32_t block_size(std::uint32_t block) const {
    return block + 1 < blocks() ? posting_block : size_ - block * posting_block;
  }

  /// Whether the ordinals stand as bits: then they are to be read there.
  bool is_dense() const { return bits_.words != nullptr; }
  const RankedBits& bits() const { return bits_; }

  /// Unpacks the ordinals of a block; gives their number. `out` has room for a whole block. Not for
  /// dense lists.
  std::uint32_t ordinals(std::uint32_t block, std::uint32_t* out) const;
  /// The last ordinal of a block. Not for dense lists.
  std::uint32_t last(std::uint32_t block) const;
  /// Unpacks the wdf of a block; gives their number.
  std::uint32_t wdfs(std::uint32_t block, std::uint32_t* out) const;
  /// Unpacks those of the postings [begin, end).
  void wdfs(std::uint32_t begin, std::uint32_t end, std::uint32_t* out) const;
  /// The wdf of the posting at `index`, without unpacking its block.
  std::uint32_t wdf(std::uint32_t index) const;
  /// Those of several, which ascend.
  void wdfs_at(std::span<const std::uint32_t> indices, std::uint32_t* out) const;

  /// Bounds of the impacts (impact_bounds.h): none of a list without wdf, or of one block.
  BoundsView bounds() const { return bounds_; }
  bool bounds_ranges() const;

  /// Unpacks all ordinals, of dense lists too. `out` has room for size().
  void all_ordinals(std::uint32_t* out) const;

 private:
  struct Block {
    const char* gaps = nullptr;
    unsigned gap_bits = 0;
    const char* wdfs = nullptr;
    unsigned wdf_bits = 0;
    std::uint32_t least_wdf = 0;
    std::uint32_t size = 0;
  };
  Block block(std::uint32_t number) const;
  /// Bytes of the tables before the blocks.
  std::size_t table_bytes() const;

  BoundsView bounds_;
  std::span<const char> packed_;  ///< behind the bounds
  std::uint32_t size_ = 0;
  std::uint32_t articles_ = 0;
  bool has_wdf_ = false;
  RankedBits bits_;
  std::uint32_t only_ordinal_ = 0;
  std::uint32_t only_wdf_ = 0;
};

/// Two postings at least, as PostingList reads them. `wdfs` is empty where all are 0. `dense`: the
/// ordinals stand elsewhere, as bits. `bounds`: as ImpactBounds gives them.
std::string pack_postings(std::span<const std::uint32_t> ordinals,
                          std::span<const std::uint32_t> wdfs, bool dense, std::string_view bounds);

/// Whether ordinals had better stand as bits: where that takes hardly more room, and for filters
/// (no wdf, no positions) of a thirty-second of the articles, which are then ready to be tested.
bool better_dense(std::uint32_t postings, std::uint32_t articles, bool is_filter);

}  // namespace dateline::store
