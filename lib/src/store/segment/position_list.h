#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

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
  /// `packed` as pack_positions makes it, followed by `packed_padding` bytes.
  PositionList(std::span<const char> packed, std::uint32_t postings);

  /// How many positions the posting at `index` has.
  std::uint32_t count(std::uint32_t index) const;
  /// Puts the positions of the posting at `index` in the place of what is in `out`.
  void read(std::uint32_t index, std::vector<std::uint32_t>& out) const;

 private:
  /// Where positions stand: `count` of them from number `first` of a packed array on.
  struct Run {
    const char* packed = nullptr;
    unsigned width = 0;
    std::size_t first = 0;
    std::uint32_t count = 0;
  };
  Run run(std::uint32_t index) const;

  std::span<const char> packed_;
  std::uint32_t postings_ = 0;
};

/// `counts[i]` of `positions` belong to posting i.
std::string pack_positions(std::span<const std::uint32_t> counts,
                           std::span<const std::uint32_t> positions);

}  // namespace dateline::store
