#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "store/segment/ranked_bits.h"

namespace dateline::store {

/// Numbers for the keys of all fields of a group (base::facet_group), which rows have.
///
/// Codes below `common` stand for the keys that most articles have; the codes `common` + p fill
/// places p of rows that are not needed, one for each place, so that counting one need not wait for
/// another; then comes more_marker(); codes behind it stand for the other keys. Which code is which
/// key, FacetColumn knows.
struct FacetCodes {
  std::uint32_t width = 0;   ///< places in a row
  std::uint32_t common = 0;  ///< at most `most_common_keys`
  std::uint32_t codes = 0;   ///< all are below it

  std::uint16_t more_marker() const { return static_cast<std::uint16_t>(common + width); }
};

/// The keys of a group of facet fields, article by article, as codes: those of all the fields in
/// one row, so that all are counted in one pass, without a branch that depends on the article. A
/// view.
struct FacetRows : FacetCodes {
  /// `width` codes for each article. Of an article with more keys than places, or one whose code is
  /// too large for a place, the last place holds more_marker() and what is not in its row is in the
  /// lists `more_*`.
  std::span<const std::uint16_t> rows;

  /// Articles with a list, in order.
  RankedBits more_bits;
  std::span<const std::uint32_t> more_offsets;
  std::span<const std::uint32_t> more_values;

  /// The list of an article that has more_marker().
  std::span<const std::uint32_t> more(std::uint32_t ordinal) const {
    const std::size_t list = more_bits.rank(ordinal);
    if (list + 1 >= more_offsets.size()) return {};
    const std::uint32_t from = more_offsets[list];
    const std::uint32_t to = more_offsets[list + 1];
    if (from > to || to > more_values.size()) return {};
    return more_values.subspan(from, to - from);
  }

  /// Puts the codes of an article that stand for keys in the place of what is in `out`. For all
  /// uses but counting, which has loops of its own.
  void read(std::uint32_t ordinal, std::vector<std::uint32_t>& out) const;
};

inline constexpr std::uint32_t most_places = 16;
/// Leaves room for fillers and marker in 16 bits.
inline constexpr std::uint32_t most_common_keys = 65000;

}  // namespace dateline::store
