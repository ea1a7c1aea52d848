#pragma once

#include <cstdint>
#include <vector>

namespace dateline::search {

/// One place where an operand of NEAR stands: word positions `first` to `last`, both included.
struct Occurrence {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  unsigned operand = 0;
};

/// Most operands that `stand_close` takes.
inline constexpr unsigned max_near_operands = 8;

/// Where a run of words begins: positions p with p in `positions[0]`, p+1 in `positions[1]`...
/// Each list ascends.
std::vector<std::uint32_t> run_starts(const std::vector<std::vector<std::uint32_t>>& positions);

/// Whether one occurrence of each of the operands 0 to `operands`-1 can be chosen so that, read
/// from left to right, each begins after the one before it has ended and at most `distance` words
/// on (adjacent words are one apart). `ordered`: from left to right is the order of the operands.
/// Without `ordered`, time and memory grow with two to the power of `operands`.
bool stand_close(std::vector<Occurrence> occurrences, unsigned operands, unsigned distance,
                 bool ordered);

}  // namespace dateline::search
