#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "search/buffers.h"
#include "search/corpus.h"
#include "search/engine.h"
#include "search/match_kernels.h"

namespace dateline::search {

/// Memory of a FacetCounter, used again from search to search; all counters are 0 in between.
struct FacetBuffers {
  /// Counters of the codes of one segment: two, so that the next article need not wait until the
  /// one before is counted. Empty until they are used, then with room for every number of 16 bits.
  struct RowCounts {
    std::vector<std::uint32_t> even;
    std::vector<std::uint32_t> odd;
    bool used = false;
  };
  std::vector<RowCounts> rows;        ///< of all fields together, then of each alone
  std::vector<std::uint32_t> totals;  ///< by FacetNumbers; spare numbers behind
  Scratch<std::uint32_t> touched;     ///< those that are not 0, unless all may be
  Scratch<std::uint32_t> more;
  Scratch<std::uint32_t> listed;
  std::vector<std::uint64_t> words;
  std::vector<std::uint8_t> present;
};

/// Ordinals from `from` to before `to`.
struct Slice {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

/// Counts the keys of a group of facet fields (base::facet_group) among matches: of all its fields
/// in one pass, as they stand in one row.
class FacetCounter {
 public:
  FacetCounter(const Corpus& corpus, std::uint32_t group, FacetBuffers& buffers);
  ~FacetCounter();
  FacetCounter(const FacetCounter&) = delete;
  FacetCounter& operator=(const FacetCounter&) = delete;

  /// The matches in a slice of a segment; slices come in order. Where most articles match, the
  /// others are counted and subtracted.
  void count(std::size_t segment, Slice slice, Ordinals ordinals);
  /// The same of bits, the first of which is that of slice.from.
  void count_bits(std::size_t segment, Slice slice, std::span<const std::uint64_t> words);
  /// Articles that are not among those matches but count for one field.
  void count_for(const base::FacetField& field, std::size_t segment, Ordinals ordinals);
  /// After the last slice of a segment.
  void leave(std::size_t segment);

  /// The most frequent keys of a field, by count, then key.
  KeyCounts top(const base::FacetField& field, std::size_t limit) const;
  /// The same over all articles, whatever was counted.
  KeyCounts top_of_all(const base::FacetField& field, std::size_t limit) const;

 private:
  /// Where matches are counted.
  static constexpr std::uint32_t plus = 1;
  static constexpr std::uint32_t minus = UINT32_MAX;  // counters wrap around
  struct Target {
    const base::FacetField* field = nullptr;  ///< null: all of the group
    std::uint32_t sign = plus;
  };
  const store::Segment& segment_at(std::size_t number) const;
  FacetBuffers::RowCounts& row_counts(const Target& target);
  FacetNumbers::Range numbers(const Target& target) const;
  void count_others(std::size_t segment, Slice slice);
  void count_live(std::size_t segment, Slice slice, std::uint32_t sign);
  void count_instead_of_others(std::size_t segment);
  void count_into(const Target& target, std::size_t segment, Ordinals ordinals);
  void count_few(const Target& target, std::size_t segment, Ordinals ordinals);
  void count_rows(const Target& target, std::size_t segment, Ordinals ordinals);
  void count_more(const Target& target, std::size_t segment);
  void add(const Target& target, std::size_t segment, std::uint32_t code);
  void add_up(const Target& target, std::size_t segment);
  void add_all(std::size_t segment);

  const Corpus* corpus_;
  std::uint32_t group_;
  std::span<const base::FacetField> fields_;
  const FacetNumbers* numbers_;
  FacetBuffers* buffers_;
  bool any_may_count_ = false;  ///< `touched` does not have all that is not 0
  /// Of the segment that is being counted: up to here the articles that do not match are.
  std::uint32_t others_to_ = 0;
};

/// Counts matches by day.
class DayCounter {
 public:
  /// `all`: days between which all dated articles lie, as Corpus::days has them.
  explicit DayCounter(store::DayZone all);

  void count(const store::Segment& segment, Ordinals ordinals);
  DayCounts days() const;

 private:
  store::DayZone all_;
  std::vector<std::uint32_t> counts_;             ///< from the first day on, then of no day
  std::map<std::int32_t, std::uint64_t> sparse_;  ///< where all days would be too many
};

}  // namespace dateline::search
