#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dateline::store {

/// The packed positions of one term: for each of its postings, by index, any number of them,
/// ascending. A view. Positions of one posting are found without unpacking those of others.
class PositionList {
 public:
  PositionList() = default;

  /// How many the posting at `index` has: at most 0xFFFFFFFF.
  std::uint32_t count(std::uint32_t index) const;
  /// Puts the positions of the posting at `index` in the place of what is in `out`. Throws
  /// CorruptError if they lead out of the list.
  void read(std::uint32_t index, std::vector<std::uint32_t>& out) const;

 private:
  friend class Segment;
  struct Block;
  Block block(std::uint32_t number) const;

  const char* data_ = nullptr;
  std::size_t bytes_ = 0;
  std::uint32_t postings_ = 0;
};

/// `counts[i]` of `positions` belong to posting i.
std::string pack_positions(const std::vector<std::uint32_t>& counts,
                           const std::vector<std::uint32_t>& positions);

}  // namespace dateline::store
