#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "search/buffers.h"
#include "search/impact_reader.h"
#include "search/match_kernels.h"
#include "search/match_plan.h"
#include "search/top_matches.h"

namespace dateline::search {

/// Memory of a RangeRanker, used again from slice to slice.
struct RangeBuffers {
  static constexpr std::uint32_t ranges = slice_size / score_range;
  std::array<float, ranges> bounds{};
  std::array<float, ScoreWindow::size> scores{};
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> open;
  Scratch<std::uint32_t> scattered;
  std::vector<std::uint32_t> places;
  Scratch<float> impacts;
  ImpactReader reader;
};

/// Finds the best matches of terms, of a conjunction or of a disjunction of them, in one slice,
/// without scoring most: the greatest impacts of each list in ranges of `score_range` articles
/// bound what an article there can score, and only ranges that can still come into the best are
/// looked at (the aligned block maxima of Mallia, Siedlaczek and Suel 2019, with exact totals by
/// counting bits). For one thread.
class RangeRanker {
 public:
  /// Whether it can: a term has impacts, and bits or bounds; a part of a conjunction is a term with
  /// bits, of a disjunction any term.
  static bool can_rank(const MatchNode& node, std::size_t segment);

  /// Ordinals [from, to) of a segment, as Evaluator::enter has them. `node` outlives it.
  RangeRanker(const MatchNode& node, std::size_t segment, std::uint32_t from, std::uint32_t to,
              RangeBuffers& buffers);

  /// How many postings a term has here, those of deleted articles included.
  std::size_t postings() const {
    const auto all = lists_.front().postings->run(from_, to_);
    return all.end - all.begin;
  }
  /// Sets the bits of what matches, the first that of `from`.
  void find_matches(SliceBits& out) const;
  /// Adds the best of `matches`, which may be fewer than were found, to `best`. `count`: how many
  /// bits there are; those of what has been looked at are cleared.
  void rank(std::uint64_t* matches, std::uint64_t count, BestMatches& best);
  /// The same of a term, of whose matches those are left out that `part` has lost.
  void rank_list(const Corpus::Part& part, BestMatches& best);

 private:
  using InSegment = CorpusTerm::InSegment;
  struct List {
    const InSegment* postings = nullptr;
    const CorpusTerm* term = nullptr;
    float weight = 0;
    /// Of a list without bits: those of the slice, and where in the list they begin.
    Ordinals ordinals;
    std::size_t begin = 0;
    const float* impacts = nullptr;  ///< of these, where they are known
    /// Where it has bounds for ranges: those of the slice, and what a step of them weighs.
    store::BoundsView bounds;
    float step = 0;
    float greatest = 0;  ///< at least what any posting weighs

    float bound(std::uint32_t range) const {
      return bounds.empty() ? greatest : step * static_cast<float>(bounds[range]);
    }
  };
  /// The postings of a list in some articles. Those of a whole list with bits are only told by
  /// their places: see ordinal_of.
  struct Some {
    const List* list = nullptr;
    std::size_t begin = 0;  ///< in the list
    std::span<const float> impacts;
    Ordinals ordinals;
  };
  std::uint32_t ordinal_of(const Some& some, std::size_t at) const;
  /// Until the next call.
  Some postings_in(const List& list, std::uint32_t begin, std::uint32_t end);
  InSegment::Run run_in(const List& list, std::uint32_t begin, std::uint32_t end) const;
  void know_impacts();
  std::uint32_t words() const { return (to_ - from_ + 63) / 64; }
  std::uint32_t ranges() const { return (to_ - from_ + score_range - 1) / score_range; }
  std::span<std::uint64_t> range_words(std::uint64_t* matches, std::uint32_t range) const;
  void bound_ranges(std::uint64_t* matches);
  void bound_ranges(const List& list);
  void add_bound(std::uint32_t range, float bound);
  bool may_have_best(std::uint32_t range, std::uint64_t* matches, const BestMatches& best) const;
  void rank_window(std::uint32_t first, std::uint32_t last, std::uint64_t* matches,
                   BestMatches& best);
  /// Puts aside what may be among the best; false where several lists can each bring it there.
  bool scan_one_list(std::uint32_t range, std::uint64_t* matches, float threshold);
  /// One range, or all of a window.
  void look_into(std::uint32_t first, std::uint32_t last, std::uint64_t* matches,
                 BestMatches& best);
  void score_all(std::uint32_t begin, std::uint32_t end);
  /// For rank_scattered: matches that are scored one by one, the fewer among many postings.
  void put_aside(std::uint32_t first, std::uint32_t last, std::uint64_t* matches);
  void rank_scattered(BestMatches& best);
  void drop_scattered_below(float least);
  void rank_ranges(const Corpus::Part& part, BestMatches& best);
  void rank_blocks(const Corpus::Part& part, BestMatches& best);
  void scan_whole(const Corpus::Part& part, BestMatches& best);
  void scan(const Some& some, const Corpus::Part& part, BestMatches& best);
  std::span<const std::uint32_t> most_promising();

  Plan::Op op_;
  std::size_t segment_;
  std::uint32_t from_;
  std::uint32_t to_;
  RangeBuffers* buffers_;
  std::vector<List> lists_;
};

}  // namespace dateline::search
