#pragma once

#include <array>
#include <cstdint>

#include "store/segment/position_list.h"

namespace dateline::store {

/// Reads the positions of many postings of one list, in their order: unpacks block by block where
/// that costs less than finding each by itself. For one thread; on x86 it must have POPCNT.
class PositionCursor {
 public:
  /// How much of the list will be read: `most` of its postings, or maybe only a few of them.
  enum class Reading { most, few };

  PositionCursor(const PositionList& list, Reading reading) : list_(&list), reading_(reading) {}

  /// The positions of one posting, ascending. Valid until the cursor reads another.
  class Positions {
   public:
    Positions(const std::uint32_t* sums, std::uint32_t count, std::uint32_t before)
        : sums_(sums), count_(count), before_(before) {}
    std::uint32_t size() const { return count_; }
    std::uint32_t operator[](std::uint32_t i) const { return sums_[i] - before_; }
    /// The positions, each with the same number added.
    const std::uint32_t* sums() const { return sums_; }
    std::uint32_t added() const { return before_; }

   private:
    const std::uint32_t* sums_;
    std::uint32_t count_;
    std::uint32_t before_;
  };

  /// Throws CorruptError where the bytes cannot be a list.
  Positions at(std::uint32_t index) {
    if (index / posting_block != block_) return at_another_block(index);
    const std::uint32_t first = starts_[index % posting_block];
    return {sums_.data() + first + 1, starts_[index % posting_block + 1] - first, sums_[first]};
  }

 private:
  void unpack(std::uint32_t block);
  Positions at_another_block(std::uint32_t index);
  Positions read_one(std::uint32_t index);
  std::uint32_t& visits_to(std::uint32_t block);

  static constexpr std::uint32_t no_block = UINT32_MAX;

  const PositionList* list_;
  Reading reading_;
  std::uint32_t block_ = no_block;    ///< that is unpacked
  std::uint32_t visited_ = no_block;  ///< of which some were read one by one
  std::uint32_t visits_ = 0;
  /// How many positions of the block stand before those of each of its postings.
  std::array<std::uint32_t, posting_block + 1> starts_{};
  /// For each position the sum of all steps of the block up to it, 0 before the first.
  std::vector<std::uint32_t> sums_;
  std::vector<std::uint32_t> one_;  ///< positions of the posting that was read by itself
};

}  // namespace dateline::store
