#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"
#include "store/segment/facet_rows.h"

namespace dateline::store {

/// The keys of one facet field by their numbers: the places of those of the segment, sorted by
/// bytes. A view.
struct FacetKeys {
  /// Different keys.
  std::uint32_t keys = 0;
  /// Throws CorruptError where the bytes cannot be keys.
  std::string_view key(std::uint32_t number) const;
  std::optional<std::uint32_t> find(std::string_view key) const;
  /// Asks memory for what `key` will read, and does not wait: first for where it is, of all keys
  /// that are wanted, then for the keys.
  void expect_key_place(std::uint32_t number) const {
    __builtin_prefetch(key_offsets.data() + number);
  }
  void expect_key(std::uint32_t number) const {
    if (number < keys) __builtin_prefetch(key_bytes.data() + key_offsets[number]);
  }

  /// How many articles have each key, by number, deleted ones included.
  std::span<const std::uint32_t> articles;
  /// The numbers in another order: those of the most articles first; of as many, by bytes.
  std::span<const std::uint32_t> by_articles;

  /// by_articles[rank]; throws CorruptError where there is no such key.
  std::uint32_t ranked(std::uint32_t rank) const {
    const std::uint32_t out = by_articles[rank];
    if (out >= keys) fail();
    return out;
  }

  /// The code (see FacetCodes) of the key that is at `rank` in by_articles.
  std::uint32_t code(std::uint32_t rank) const {
    return rank < common ? first_common + rank : first_other + (rank - common);
  }
  /// The number of the key that a code stands for; nothing for a code of another field or of none.
  /// Throws CorruptError where there is no such key.
  std::optional<std::uint32_t> number(std::uint32_t code) const;

  std::uint32_t common = 0;        ///< keys whose codes fit into rows: the first of by_articles
  std::uint32_t first_common = 0;  ///< code of the first of them
  std::uint32_t first_other = 0;   ///< code of the first of the others
  std::span<const std::uint32_t> key_offsets;
  std::string_view key_bytes;

 private:
  [[noreturn]] static void fail();
};

/// The keys of one facet field, article by article. Each article has a key at most once. A view.
struct FacetColumn : FacetKeys {
  /// Puts the numbers of an article, ascending, in the place of what is in `out`. For all uses but
  /// counting.
  void read(std::uint32_t ordinal, std::vector<std::uint32_t>& out) const;

  const FacetRows* rows = nullptr;
};

}  // namespace dateline::store
