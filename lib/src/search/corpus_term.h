#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/list_memory.h"
#include "store/segment/impact_bounds.h"
#include "store/segment/position_list.h"
#include "store/segment/posting_list.h"

namespace dateline::search {

/// What is unpacked of the postings of one term in one segment: what the matcher's loops run over.
struct UnpackedList {
  /// How many items its arrays have.
  struct Sizes {
    std::size_t ordinals = 0;
    std::size_t places = 0;
    std::size_t impacts = 0;
    std::size_t words = 0;
    std::size_t ranks = 0;
    std::size_t bytes() const;
  };
  UnpackedList() = default;
  /// Arrays of any content.
  UnpackedList(const Sizes& sizes, ListMemory& memory);

  /// Of a short list.
  std::span<std::uint32_t> ordinals;
  /// Bits of a frequent list (store::is_frequent), where the segment has none.
  std::span<std::uint64_t> words;
  std::span<std::uint32_t> ranks;

  /// Only of a whole list that has wdf: wdf / (damping + wdf), what BM25 makes of a posting but for
  /// the weight of the term. One more than there are postings: reading behind the last is allowed.
  std::span<float> impacts;
  /// Beside impacts, of a list with bits: ordinals modulo `slice_size`.
  std::span<std::uint16_t> places;

  std::size_t bytes = 0;
  ListMemory::Block block;  ///< all of the above
};

/// Articles are matched in slices of so many ordinals: what a slice needs fits a core's cache, and
/// a deadline ends a search between two.
inline constexpr std::uint32_t slice_size = std::uint32_t{1} << 16U;

using store::score_range;

class Damping;

/// A term in all segments of a commit. A list is first unpacked as far as it takes to know which
/// articles have it; impacts are worked out where a search asks for them, and dropped (see
/// ImpactReader). Once that has cost as much as working out all of them, a whole list takes its
/// place. So a list that is asked for little is never unpacked, and one that is asked for much
/// costs twice as much as if that had been known before.
struct CorpusTerm {
  struct InSegment {
    store::PostingList postings;  ///< empty where the segment does not have the term
    store::PositionList positions;
    bool has_positions = false;
    UnpackedList unpacked;
    store::RankedBits bits;      ///< of the segment or of `unpacked`; null for a short list
    std::uint32_t articles = 0;  ///< of the segment
    const Damping* damping = nullptr;
    /// Times one of postings.bounds(): at least each impact there.
    float bound_step = 0;
    /// At least each impact.
    float greatest = 0;
    bool stays_packed = false;  ///< too long to be made whole

    std::uint32_t size() const { return postings.size(); }
    bool is_dense() const { return bits.words != nullptr; }
    bool has_impacts() const { return postings.has_wdf(); }
    /// Whether its impacts are in `unpacked`.
    bool is_whole() const { return !unpacked.impacts.empty(); }
    /// Which of the postings have ordinals of [begin, end): both multiples of 64, or the number of
    /// articles.
    struct Run {
      std::size_t begin = 0;
      std::size_t end = 0;
    };
    Run run(std::uint32_t begin, std::uint32_t end) const {
      return is_dense() ? Run{rank(begin), rank(end)} : short_run(begin, end);
    }

   private:
    /// Postings before an article, of a list with bits.
    std::size_t rank(std::uint32_t at) const {
      if (at == articles) return size();
      return at % store::ranked_bits == 0 ? bits.ranks[at / store::ranked_bits] : bits.rank(at);
    }
    Run short_run(std::uint32_t begin, std::uint32_t end) const;
  };
  std::vector<InSegment> segments;
  /// To be called before positions are read. Throws CorruptError; see PositionList::is_sound.
  void need_positions() const;

  std::uint64_t articles = 0;  ///< that have it and are not deleted
  /// Weight of a posting whose impact is 1; 0 for a term without wdf.
  double weight = 0;

  /// Takes note that the impacts of so many postings had to be worked out.
  void note_read(std::size_t postings) const {
    read_.fetch_add(postings, std::memory_order_relaxed);
  }
  /// Whether as many were as are in lists that could be whole and are not.
  bool is_often_read() const { return read_.load(std::memory_order_relaxed) >= missing_postings(); }
  /// About the bytes that it would take to make these whole; 0: there are none.
  std::size_t missing_bytes() const {
    return missing_postings() * (sizeof(float) + sizeof(std::uint16_t));
  }
  /// Gives how many times it was called.
  std::uint64_t note_use() const { return uses_.fetch_add(1, std::memory_order_relaxed) + 1; }

  std::size_t bytes() const;

 private:
  std::uint64_t missing_postings() const;

  mutable std::atomic<std::uint64_t> read_ = 0;
  mutable std::atomic<std::uint64_t> uses_ = 0;
};

}  // namespace dateline::search
