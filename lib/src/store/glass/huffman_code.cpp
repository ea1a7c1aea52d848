#include "store/glass/huffman_code.h"

#include <algorithm>
#include <utility>

namespace dateline::store::glass {
namespace {

constexpr unsigned longest_of_all = 15;
constexpr std::size_t most_nodes = 2 * HuffmanCode::most_symbols - 1;

/// What the symbols with a code are sorted by: count above, symbol below.
using Sorted = std::array<std::uint64_t, HuffmanCode::most_symbols>;
constexpr unsigned symbol_bits = 16;

// Most counts are small: those are sorted in one pass, and only the others by comparison.
void sort_by_count(std::span<std::uint64_t> items) {
  constexpr std::size_t large = 63;
  const auto bucket = [](std::uint64_t item) {
    const std::uint64_t count = item >> symbol_bits;
    return count < large ? count : large;
  };
  std::array<std::uint16_t, large + 2> begins{};
  for (const std::uint64_t each : items) ++begins[bucket(each) + 1];
  for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
  const std::size_t first_large = begins[large];
  Sorted out;
  for (const std::uint64_t each : items) out[begins[bucket(each)]++] = each;
  std::copy_n(out.begin(), items.size(), items.begin());
  std::ranges::sort(items.subspan(first_large));
}

using Depths = std::array<std::uint16_t, most_nodes>;

// How long the bits of the symbols are. Two queues do for a heap: inner nodes are made in the order
// of their counts. Van Leeuwen, "On the construction of Huffman trees", 1976. Which queue comes
// next nobody can foresee, so there is no branch on it: behind the end of each stands a count that
// is never taken.
void find_depths(std::span<const std::uint64_t> sorted, Depths& out) {
  constexpr std::uint64_t none = ~std::uint64_t{0};
  const std::size_t leaves = sorted.size();
  const std::size_t all = 2 * leaves - 1;
  std::array<std::uint64_t, most_nodes + 2> counts;
  std::array<std::uint16_t, most_nodes> parents;
  for (std::size_t i = 0; i < leaves; ++i) counts[i] = sorted[i] >> symbol_bits;
  // Leaves, their end, inner nodes.
  std::uint64_t* const inner_counts = counts.data() + leaves + 1;
  counts[leaves] = none;
  std::fill_n(inner_counts, leaves, none);
  std::size_t leaf = 0;
  std::size_t inner = 0;
  for (std::size_t made = 0; made + 1 < leaves; ++made) {
    const auto take = [&] {
      const std::uint64_t of_leaf = counts[leaf];
      const std::uint64_t of_inner = inner_counts[inner];
      const bool takes_leaf = of_leaf <= of_inner;
      parents[takes_leaf ? leaf : leaves + inner] = static_cast<std::uint16_t>(leaves + made);
      leaf += takes_leaf ? 1 : 0;
      inner += takes_leaf ? 0 : 1;
      return takes_leaf ? of_leaf : of_inner;
    };
    const std::uint64_t first = take();
    inner_counts[made] = first + take();
  }
  out[all - 1] = 0;
  for (std::size_t i = all - 1; i-- > 0;) out[i] = static_cast<std::uint16_t>(out[parents[i]] + 1);
}

std::uint16_t reversed(std::uint32_t bits, unsigned count) {
  bits = (bits & 0x5555U) << 1U | (bits >> 1U & 0x5555U);
  bits = (bits & 0x3333U) << 2U | (bits >> 2U & 0x3333U);
  bits = (bits & 0x0F0FU) << 4U | (bits >> 4U & 0x0F0FU);
  bits = (bits & 0x00FFU) << 8U | (bits >> 8U & 0x00FFU);
  return static_cast<std::uint16_t>(bits >> (16U - count));
}

// Codes of one length follow one another in the order of their symbols.
void number_codes(HuffmanCode& code, std::span<const std::uint16_t> symbols) {
  std::array<std::uint32_t, longest_of_all + 2> next{};
  for (const std::uint16_t each : symbols) ++next[code.lengths[each] + 1U];
  for (std::size_t length = 2; length < next.size(); ++length) {
    next[length] = (next[length] + next[length - 1]) << 1U;
  }
  for (const std::uint16_t each : symbols) {
    const unsigned length = code.lengths[each];
    code.bits[each] = reversed(next[length]++, length);
  }
}

}  // namespace

HuffmanCode huffman_code(std::span<const std::uint32_t> counts, unsigned longest) {
  Sorted all;
  std::array<std::uint16_t, HuffmanCode::most_symbols> symbols;
  std::size_t size = 0;
  for (std::size_t each = 0; each < counts.size(); ++each) {
    all[size] = std::uint64_t{counts[each]} << symbol_bits | each;
    symbols[size] = static_cast<std::uint16_t>(each);
    size += counts[each] > 0 ? 1 : 0;
  }
  const std::span<std::uint64_t> sorted(all.data(), size);
  sort_by_count(sorted);
  Depths depths;
  find_depths(sorted, depths);
  // The rarest symbol is the deepest. Counts that are more alike make a flatter tree.
  while (depths[0] > longest) {
    for (std::uint64_t& each : sorted) {
      const std::uint64_t symbol = each & ((std::uint64_t{1} << symbol_bits) - 1);
      each = ((each >> symbol_bits) + 1) / 2 << symbol_bits | symbol;
    }
    find_depths(sorted, depths);
  }
  HuffmanCode out;
  for (std::size_t i = 0; i < size; ++i) {
    out.lengths[sorted[i] & 0xFFFFU] = static_cast<std::uint8_t>(depths[i]);
  }
  number_codes(out, {symbols.data(), size});
  return out;
}

}  // namespace dateline::store::glass
