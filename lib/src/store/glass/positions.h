#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace dateline::store::glass {

/// Appends the tag of the position table for the positions of a term in a document: at least one,
/// ascending, none twice. Interpolative coding (Moffat and Stuiver, "Binary Interpolative Coding
/// for Effective Index Compression", Information Retrieval 3, 2000): the middle number first, then
/// both halves, each number within the bounds that its neighbours leave, in a minimal binary code.
/// The positions 0 and 1, and no other, have the tag of 1 alone: glass has no other form for them,
/// and Xapian itself loses the 0.
void append_positions(std::string& out, std::span<const std::uint32_t> positions);

}  // namespace dateline::store::glass
