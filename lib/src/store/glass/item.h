#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

/// What stands in the blocks of a table.
namespace dateline::store::glass {

/// A leaf item: 16 bits of size (of what follows the head) and flags, the key's length, the key, a
/// component number unless it is the first, bytes of the tag.
inline constexpr std::size_t key_size_at = 2;
inline constexpr std::size_t item_head_size = 3;
inline constexpr std::size_t component_size = 2;
inline constexpr std::uint16_t deflated_flag = 0x8000;
inline constexpr std::uint16_t last_flag = 0x4000;
inline constexpr std::uint16_t first_flag = 0x2000;
inline constexpr std::uint16_t item_size_mask = 0x1fff;
inline constexpr std::uint16_t first_component = 1;
inline constexpr std::uint16_t most_components = std::numeric_limits<std::uint16_t>::max();

/// A branch item: the child's block, the key's length, the key, the component number.
inline constexpr std::size_t child_size = 4;
inline constexpr std::size_t branch_overhead = child_size + 1 + component_size;

}  // namespace dateline::store::glass
