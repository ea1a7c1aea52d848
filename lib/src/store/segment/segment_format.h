#pragma once

#include <array>
#include <cstdint>

#include "store/segment/ranked_bits.h"

/// The frame of a segment file (docs/segment-format.md): a head, a table of sections, the sections.
namespace dateline::store::segment_format {

inline constexpr std::array<char, 8> magic{'D', 'L', 'S', 'E', 'G', 'M', 'N', 'T'};
/// Raised when what is in the sections changes.
inline constexpr std::uint32_t version = 5;

/// Sections begin at multiples of it: a cache line.
inline constexpr std::uint64_t alignment = 64;

struct Head {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t sections = 0;
  std::uint64_t file_bytes = 0;
  std::uint64_t table_hash = 0;  ///< of the head, with 0 here, and of the table
  std::uint32_t articles = 0;
  std::uint32_t reserved = 0;
  std::uint64_t terms = 0;
  std::uint64_t total_length = 0;
};

/// On disk: never renumber.
enum class Kind : std::uint32_t {
  docids = 1,
  lengths = 2,
  term_blocks = 3,
  term_bytes = 4,
  postings = 5,
  bitmaps = 6,
  positions = 7,
  days = 8,
  day_zones = 9,
  instants = 10,
  has_instant = 11,
  contents = 12,
  has_content = 13,
  record_offsets = 14,
  records = 15,
  // One of each for a facet field, whose slot stands beside it.
  key_offsets = 16,
  key_bytes = 17,
  key_articles = 18,
  keys_by_articles = 19,
  // One of each for a group of facet fields; beside it stands the slot of the first.
  common_keys = 20,
  rows = 21,
  more_bits = 22,
  more_ranks = 23,
  more_offsets = 24,
  more_values = 25,
  // Of the sections that has_pieces, in the order of the table.
  piece_checksums = 26,
};

struct Section {
  Kind kind{};
  std::uint32_t slot = 0;
  std::uint64_t at = 0;
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;
};

/// Searches that match few articles read little of these columns, and compare only the pieces that
/// they read: a page of memory each.
constexpr bool has_pieces(Kind kind) {
  return kind == Kind::lengths || kind == Kind::rows;
}
inline constexpr std::uint64_t piece_bytes = 4096;
constexpr std::uint64_t pieces_of(std::uint64_t bytes) {
  return bytes / piece_bytes + (bytes % piece_bytes != 0 ? 1 : 0);
}

/// Bytes of one bitmap with its ranks, aligned.
constexpr std::uint64_t bitmap_stride(std::uint32_t articles) {
  const std::uint64_t bytes = words_of_bits(articles) * sizeof(std::uint64_t) +
                              ranks_of_bits(articles) * sizeof(std::uint32_t);
  return (bytes + alignment - 1) / alignment * alignment;
}

}  // namespace dateline::store::segment_format
