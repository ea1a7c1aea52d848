#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"

namespace dateline::store {

/// The keys of one facet field, article by article, as numbers: the place of the key among those of
/// the segment, sorted by bytes. Each article has a key at most once. A view.
///
/// A field with few different keys has `narrow` rows, any other `wide` lists.
struct FacetColumn {
  /// Different keys.
  std::uint32_t keys = 0;
  std::string_view key(std::uint32_t number) const;
  std::optional<std::uint32_t> find(std::string_view key) const;

  /// `width` numbers for each article. A place p (counted from 0) that is not needed holds the
  /// number `keys` + p. Of an article with more keys than places the last place holds
  /// `more_marker()`, the others its first keys; what is not in its row is in the lists `more_*`.
  struct Narrow {
    std::uint32_t width = 0;  ///< 1, 2, 4 or 8; 0: the column is wide
    std::span<const std::uint16_t> rows;
    std::span<const std::uint32_t> more_articles;  ///< ordinals, ascending
    std::span<const std::uint32_t> more_offsets;   ///< one more than `more_articles`
    std::span<const std::uint16_t> more_values;
  } narrow;
  /// The numbers of article a are `values[offsets[a]]` to before `values[offsets[a + 1]]`.
  struct Wide {
    std::span<const std::uint32_t> offsets;
    std::span<const std::uint32_t> values;
  } wide;

  /// Puts the numbers of an article, ascending, in the place of what is in `out`. For all uses but
  /// counting, which has loops of its own.
  void read(std::uint32_t ordinal, std::vector<std::uint32_t>& out) const;

  bool is_narrow() const { return narrow.width != 0; }
  std::uint16_t more_marker() const { return static_cast<std::uint16_t>(keys + narrow.width); }

  std::span<const std::uint32_t> key_offsets;
  std::string_view key_bytes;
};

/// A field with more keys has wide lists.
inline constexpr std::uint32_t most_narrow_keys = 65000;

}  // namespace dateline::store
