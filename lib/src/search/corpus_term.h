#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/list_memory.h"
#include "store/segment/position_list.h"
#include "store/segment/posting_list.h"

namespace dateline::search {

/// The postings of one term in one segment, unpacked: what the matcher's loops run over.
struct UnpackedList {
  /// How many items its arrays have.
  struct Sizes {
    std::size_t ordinals = 0;
    std::size_t places = 0;
    std::size_t impacts = 0;
    std::size_t maxima = 0;
    std::size_t words = 0;  ///< and ranks
  };
  UnpackedList() = default;
  /// Arrays of any content.
  UnpackedList(const Sizes& sizes, ListMemory& memory);

  /// Of a short list.
  std::span<std::uint32_t> ordinals;
  /// Of a list with bits, where it has impacts: ordinals modulo `slice_size`.
  std::span<std::uint16_t> places;
  /// wdf / (damping + wdf): what BM25 makes of a posting, but for the weight of the term. Empty
  /// where all are 0. One more than there are postings: reading behind the last is allowed.
  std::span<float> impacts;
  float greatest = 0;  ///< impact
  /// The greatest impact among the articles of each `score_range`; for lists with impacts of so
  /// many articles that most ranges have one.
  std::span<float> maxima;
  /// Bits of a list of many articles (see `dense_share`), where the segment has none.
  std::span<std::uint64_t> words;
  std::span<std::uint32_t> ranks;

  std::size_t bytes = 0;
  ListMemory::Block block;  ///< all of the above
};

/// Articles are matched in slices of so many ordinals: what a slice needs fits a core's cache, and
/// a deadline ends a search between two.
inline constexpr std::uint32_t slice_size = std::uint32_t{1} << 16U;

/// Scores are bounded for so many articles at a time.
inline constexpr std::uint32_t score_range = 128;

/// A list of at least this share of a segment's articles is tested and counted by bits.
inline constexpr std::uint32_t dense_share = 32;

/// A term in all segments of a commit.
struct CorpusTerm {
  struct InSegment {
    store::PostingList postings;  ///< empty where the segment does not have the term
    store::PositionList positions;
    bool has_positions = false;
    UnpackedList unpacked;
    store::RankedBits bits;      ///< of the segment or of `unpacked`; null for a short list
    std::uint32_t articles = 0;  ///< of the segment

    std::uint32_t size() const { return postings.size(); }
    bool is_dense() const { return bits.words != nullptr; }
    /// Which of the postings have ordinals of [begin, end): both multiples of 64, or the number of
    /// articles.
    struct Run {
      std::size_t begin = 0;
      std::size_t end = 0;
    };
    Run run(std::uint32_t begin, std::uint32_t end) const;
  };
  std::vector<InSegment> segments;
  /// To be called before positions are read. Throws CorruptError; see PositionList::is_sound.
  void need_positions() const;

  std::uint64_t articles = 0;  ///< that have it and are not deleted
  /// Weight of a posting whose impact is 1; 0 for a term without wdf.
  double weight = 0;

  std::size_t bytes() const;
};

}  // namespace dateline::search
