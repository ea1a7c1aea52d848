#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "store/segment/posting_list.h"

namespace dateline::store {

/// What a decision about merging rests on.
struct SegmentSize {
  std::uint64_t bytes = 0;     ///< of the file
  std::uint32_t articles = 0;  ///< deleted ones included
  std::uint32_t deleted = 0;   ///< fewer than `articles`
};

/// Segments `first` to before `end` become one; a run of one is written anew without its deletions.
struct MergeRun {
  std::size_t first = 0;
  std::size_t end = 0;
  bool operator==(const MergeRun&) const = default;
};

/// As many neighbours of one level become one segment of a higher level.
inline constexpr std::size_t merge_factor = 4;
/// What is smaller is of the lowest level; each further level is `merge_factor` times as large.
inline constexpr std::uint64_t lowest_level_bytes = std::uint64_t{1} << 20U;
/// A segment with more than one deleted article in so many is written anew: searches go round those
/// in every list, and writing sixteen articles takes less than removing one from the database.
inline constexpr std::uint32_t most_deleted_divisor = 16;

/// The level of a segment: of its bytes, less those of deleted articles.
unsigned merge_level(const SegmentSize& segment);

/// A little below what a segment can hold.
inline constexpr std::uint32_t most_articles_to_merge = most_articles_of_segment - 1024;

/// Lists and tables of a segment have at most 4 GiB (offset32); none is a quarter of its segment.
inline constexpr std::uint64_t most_bytes_to_merge = std::uint64_t{16} << 30U;

/// Which of an index's segments, in order of document numbers, are to be merged. Only neighbours
/// are: numbers stay in order. Afterwards no segment is of a higher level than the one before it,
/// and fewer than `merge_factor` are of one level, so there are at most
/// (merge_factor - 1) * levels; each article is written about once for each level that its segment
/// rises. Runs come in order and do not overlap; none makes a segment of more than
/// `most_articles` or `most_bytes_to_merge`, which may leave more segments than said. (Logarithmic
/// merging: Büttcher and Clarke, "Indexing time vs. query time trade-offs in dynamic information
/// retrieval systems", 2005.)
std::vector<MergeRun> plan_merges(std::span<const SegmentSize> segments,
                                  std::uint32_t most_articles = most_articles_to_merge);

}  // namespace dateline::store
