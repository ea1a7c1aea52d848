#include "search/proximity.h"

#include <algorithm>

namespace dateline::search {
namespace {

bool follows(const Occurrence& before, const Occurrence& after, unsigned distance) {
  return after.first > before.last && after.first - before.last <= distance;
}

// Occurrences sorted by their beginning; `reached[i][m]`: a chain that ends at i can hold the
// operands of the set m.
bool chain_in_any_order(const std::vector<Occurrence>& sorted, unsigned operands,
                        unsigned distance) {
  const std::size_t sets = std::size_t{1} << operands;
  std::uint32_t longest = 0;
  for (const Occurrence& each : sorted) longest = std::max(longest, each.last - each.first);
  std::vector<std::vector<bool>> reached(sorted.size(), std::vector<bool>(sets));
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const std::size_t own = std::size_t{1} << sorted[i].operand;
    reached[i][own] = true;
    for (std::size_t j = i; j-- > 0;) {
      if (sorted[i].first - sorted[j].first > distance + longest) break;
      if (!follows(sorted[j], sorted[i], distance)) continue;
      for (std::size_t set = 1; set < sets; ++set) {
        if (reached[j][set] && (set & own) == 0) reached[i][set | own] = true;
      }
    }
    if (reached[i][sets - 1]) return true;
  }
  return false;
}

bool chain_in_order(const std::vector<Occurrence>& sorted, unsigned operands, unsigned distance) {
  std::vector<const Occurrence*> ends;
  for (const Occurrence& each : sorted) {
    if (each.operand == 0) ends.push_back(&each);
  }
  for (unsigned operand = 1; operand < operands && !ends.empty(); ++operand) {
    std::vector<const Occurrence*> next;
    for (const Occurrence& each : sorted) {
      if (each.operand != operand) continue;
      const bool reachable = std::any_of(ends.begin(), ends.end(), [&](const Occurrence* before) {
        return follows(*before, each, distance);
      });
      if (reachable) next.push_back(&each);
    }
    ends = std::move(next);
  }
  return !ends.empty();
}

}  // namespace

std::vector<std::uint32_t> run_starts(const std::vector<std::vector<std::uint32_t>>& positions) {
  if (positions.empty()) return {};
  std::vector<std::uint32_t> out;
  for (const std::uint32_t start : positions.front()) {
    bool all = true;
    for (std::size_t i = 1; i < positions.size() && all; ++i) {
      all = std::binary_search(positions[i].begin(), positions[i].end(),
                               start + static_cast<std::uint32_t>(i));
    }
    if (all) out.push_back(start);
  }
  return out;
}

bool stand_close(std::vector<Occurrence> occurrences, unsigned operands, unsigned distance,
                 bool ordered) {
  std::sort(occurrences.begin(), occurrences.end(),
            [](const Occurrence& a, const Occurrence& b) { return a.first < b.first; });
  return ordered ? chain_in_order(occurrences, operands, distance)
                 : chain_in_any_order(occurrences, operands, distance);
}

}  // namespace dateline::search
