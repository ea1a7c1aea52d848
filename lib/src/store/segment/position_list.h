#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "store/segment/bits.h"
#include "store/segment/checked.h"
#include "store/segment/posting_list.h"

namespace dateline::store {

/// The packed positions of one term: for each of its postings, by index, any number of them,
/// ascending. A view; members throw CorruptError where the bytes cannot be a list.
///
/// The positions of one posting are found without unpacking those of others. How many there are
/// before it in its block is a sum of counts, and the counts of a block stand bit by bit: the
/// lowest bit of all of them, then the next. So the sum of those before i is the number of ones
/// before i in each row, times its weight.
class PositionList {
 public:
  PositionList() = default;
  /// What the list is compared with, and where it is noted that it was.
  struct Check {
    std::uint32_t checksum = 0;
    std::uint64_t piece = 0;
    ComparedPieces* compared = nullptr;  ///< null: noted nowhere
  };
  /// `packed` as pack_positions makes it, followed by `packed_padding` bytes.
  PositionList(std::span<const char> packed, std::uint32_t postings, Check check);

  /// Whether the bytes are those of the checksum: to be asked before any are read, or others may
  /// be. The first time, that is a pass over the list: 10 GB/s.
  bool is_sound() const;

  /// Puts the positions of the posting at `index` in the place of what is in `out`.
  void read(std::uint32_t index, std::vector<std::uint32_t>& out) const;

  /// Where the positions of a posting stand: `count` numbers from number `first` of a packed array
  /// on, the first as it is, then what each is more than the one before.
  struct Run {
    const char* packed = nullptr;
    unsigned width = 0;
    std::size_t first = 0;
    std::uint32_t count = 0;

    std::uint32_t step(std::uint32_t i) const { return packed_at(packed, width, first + i); }
  };
  /// One block: the counts of its postings in rows, each of them the bits of one weight, then the
  /// positions.
  struct Block {
    const char* rows_at = nullptr;
    unsigned rows = 0;
    unsigned width = 0;       ///< of positions
    std::uint32_t least = 0;  ///< what was taken from each count
    std::uint32_t size = 0;   ///< postings

    std::size_t row_bytes() const { return packed_bytes(size, 1); }
    const char* row(unsigned number) const { return rows_at + number * row_bytes(); }
    const char* steps() const { return row(rows); }
  };
  [[gnu::always_inline]] inline Block block(std::uint32_t number) const;
  /// Throws unless the block has room for so many positions. Those without a bit are all 0, of
  /// which a posting has one at most.
  [[gnu::always_inline]] inline void require(const Block& block, std::size_t positions) const {
    const auto left = static_cast<std::size_t>(packed_.data() + packed_.size() - block.steps());
    const bool fits = block.width == 0
                          ? positions <= block.size
                          : positions <= UINT32_MAX && packed_bytes(positions, block.width) <= left;
    if (!fits) fail();
  }

  /// Always inlined: bits are counted with the instructions that the caller is compiled for.
  [[gnu::always_inline]] inline Run run(std::uint32_t index) const;

 private:
  // The head of a block: rows of counts, and whether 1 was taken from each count; width of the
  // positions.
  static constexpr unsigned rows_mask = 0x3F;
  static constexpr unsigned one_more = 0x80;
  static constexpr std::size_t block_head = 2;

  [[noreturn]] static void fail();

  std::span<const char> packed_;
  std::uint32_t postings_ = 0;
  Check check_;
};

inline PositionList::Block PositionList::block(std::uint32_t number) const {
  const std::uint32_t blocks = (postings_ + posting_block - 1) / posting_block;
  if (number >= blocks) fail();
  std::size_t at = 0;
  if (blocks > 1) {
    at = blocks * sizeof(std::uint32_t) + load_u32(packed_.data() + number * sizeof(std::uint32_t));
  }
  if (at + block_head > packed_.size()) fail();
  const auto* head = reinterpret_cast<const unsigned char*>(packed_.data() + at);
  Block out;
  out.rows_at = packed_.data() + at + block_head;
  out.rows = head[0] & rows_mask;
  out.width = head[1];
  out.least = (head[0] & one_more) != 0 ? 1 : 0;
  out.size = number + 1 < blocks ? posting_block : postings_ - number * posting_block;
  if (out.rows > 32 || out.width > 32 ||
      at + block_head + out.rows * out.row_bytes() > packed_.size()) {
    fail();
  }
  return out;
}

inline PositionList::Run PositionList::run(std::uint32_t index) const {
  const Block from = block(index / posting_block);
  const std::uint32_t place = index % posting_block;
  if (place >= from.size) fail();
  Run out;
  out.width = from.width;
  out.first = std::size_t{from.least} * place;
  out.count = from.least;
  // Bits from `place` on, which may be those of the next row, are masked away.
  const std::uint64_t below = (std::uint64_t{1} << (place % 64)) - 1;
  const std::uint64_t low_mask = place >= 64 ? ~std::uint64_t{0} : below;
  const std::uint64_t high_mask = place >= 64 ? below : 0;
  for (unsigned row = 0; row < from.rows; ++row) {
    const char* bits = from.row(row);
    const std::uint64_t low = load_u64(bits);
    const std::uint64_t high = load_u64(bits + sizeof low);
    const auto before = static_cast<std::size_t>(__builtin_popcountll(low & low_mask)) +
                        static_cast<std::size_t>(__builtin_popcountll(high & high_mask));
    const std::uint64_t own = place >= 64 ? high : low;
    out.first += before << row;
    out.count += static_cast<std::uint32_t>(own >> (place % 64) & 1U) << row;
  }
  out.packed = from.steps();
  require(from, out.first + out.count);
  return out;
}

/// `counts[i]` of `positions` belong to posting i.
std::string pack_positions(std::span<const std::uint32_t> counts,
                           std::span<const std::uint32_t> positions);

}  // namespace dateline::store
