#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "search/buffers.h"
#include "search/impact_reader.h"
#include "search/match_kernels.h"
#include "search/match_plan.h"

namespace dateline::search {

/// Memory of one searching thread, used again from search to search.
struct MatchBuffers {
  Buffers<Scratch<std::uint32_t>> ordinals;
  Buffers<Scratch<float>> scores;
  Buffers<std::vector<std::uint16_t>> counts;
  Buffers<SliceBits> bits;
  Buffers<ScoreWindow> windows;
};

/// What matches in one slice: ordinals, ascending, and a score for each, in lists of the corpus or
/// in buffers of its own.
class MatchList {
 public:
  Ordinals ordinals() const { return ordinals_; }
  std::size_t size() const { return ordinals_.size(); }
  bool has_scores() const { return scores_ != nullptr; }
  /// Without scores every match weighs nothing. The score is that which stands here times `factor`.
  std::span<const float> scores() const { return {scores_, has_scores() ? size() : 0}; }
  float factor() const { return factor_; }

 private:
  friend class Evaluator;
  Ordinals ordinals_;
  const float* scores_ = nullptr;
  float factor_ = 1;
  Buffers<Scratch<std::uint32_t>>::Loan own_ordinals_;
  Buffers<Scratch<float>>::Loan own_scores_;
};

/// Evaluates a MatchPlan slice by slice. Scores are floats, good to rank all but near ties by; the
/// weight of one article is exact. For one thread.
///
/// Three ways to use a node: to make the list of its matches, to keep of a list what matches it,
/// and to add its weight to the scores of a list. A conjunction makes the list of its rarest part,
/// has the others keep of it, and adds weights for what is left. Deleted articles are not left out.
class Evaluator {
 public:
  using BitsBuffer = Buffers<SliceBits>::Loan;

  Evaluator(const Corpus& corpus, MatchBuffers& buffers) : corpus_(&corpus), buffers_(&buffers) {}

  /// Ordinals [from, to) of a segment are looked at from now on; `from` a multiple of `slice_size`,
  /// and no more than that many. Lists made before are void.
  void enter(std::size_t segment, std::uint32_t from, std::uint32_t to);

  std::uint32_t from() const { return from_; }
  std::uint32_t to() const { return to_; }

  MatchList matches(const MatchNode& node);
  /// Those of a term, without scores.
  MatchList listed(const MatchNode& term);
  /// Bits of the matches in the slice, the first that of its first article, where these are at hand
  /// without a list: for terms of many articles, and all of several such. Null else.
  BitsBuffer dense_matches(const MatchNode& node);
  /// As keep_by_bits, with the scores.
  void keep(MatchList& list, const std::uint64_t* words, std::uint32_t base, bool invert);

  /// The exact weight of an article of the segment, whatever the slice; nothing if it does not
  /// match. Weights agree with Xapian's but for the order of additions.
  std::optional<double> weight(const MatchNode& node, std::uint32_t ordinal);

 private:
  using OrdinalBuffer = Buffers<Scratch<std::uint32_t>>::Loan;
  using ScoreBuffer = Buffers<Scratch<float>>::Loan;
  using InSegment = CorpusTerm::InSegment;

  const InSegment& list_of(const CorpusTerm& term) const { return term.segments[segment_]; }
  /// The postings of a list in the slice.
  InSegment::Run in_slice(const InSegment& list) const { return list.run(from_, to_); }
  /// Ordinals of a list without bits in the slice.
  Ordinals ordinals_in_slice(const InSegment& list) const;

  MatchList all();
  MatchList term_matches(const MatchNode& node);
  MatchList conjunction(const MatchNode& node);
  MatchList disjunction(const MatchNode& node);
  /// Takes part 0 and what is to be done with it.
  MatchList modified(const MatchNode& node);
  /// `list` with its ordinals in a buffer of its own, and with zero scores where the node weighs.
  void own(MatchList& list);
  void own_scores(MatchList& list);
  bool is_dense(const MatchNode& node) const {
    return node.op == Plan::Op::term && list_of(*node.term).is_dense();
  }
  BitsBuffer intersection(std::span<const MatchNode* const> dense);
  /// The list of those parts that are dense, where the rarest is; `rest`: what is to be looked for
  /// in it still.
  bool intersect_bits(const MatchNode& node, std::vector<const MatchNode*>& rest,
                      Scratch<std::uint32_t>& out);

  // Windows of a disjunction.
  void unite(const std::vector<MatchList>& lists, MatchList& out);
  void add_up(const MatchNode& node, const std::vector<MatchList>& lists, MatchList& out);
  template <class Use>
  void in_windows(const MatchNode& node, const std::vector<MatchList>& lists, const Use& use);

  void keep_matching(const MatchNode& node, Scratch<std::uint32_t>& list);
  void keep_any(const MatchNode& node, Scratch<std::uint32_t>& list);
  void keep_enough(const MatchNode& node, Scratch<std::uint32_t>& list);
  void keep_phrase(const MatchNode& node, Scratch<std::uint32_t>& list);
  void keep_near(const MatchNode& node, Scratch<std::uint32_t>& list);
  /// Sets the bits of what matches; looks only at `candidates` where that is less work.
  BitsBuffer bits_of(const MatchNode& node, Ordinals candidates);

  /// Adds weights; `known`: every one of `ordinals` matches.
  void add(const MatchNode& node, Ordinals ordinals, float* scores, bool known);
  void add_best(const MatchNode& node, Ordinals ordinals, float* scores);

  std::optional<std::size_t> place(const InSegment& list, std::uint32_t ordinal) const;
  double posting_weight(const MatchNode& node, std::size_t place, std::uint32_t ordinal) const;
  bool stands_as_phrase(std::span<const CorpusTerm* const> terms, std::uint32_t ordinal,
                        std::vector<std::uint32_t>& starts);
  bool stands_near(const MatchNode& node, std::uint32_t ordinal);

  const Corpus* corpus_;
  MatchBuffers* buffers_;
  std::size_t segment_ = 0;
  std::uint32_t from_ = 0;
  std::uint32_t to_ = 0;
  ImpactReader reader_;
  std::vector<std::uint32_t> positions_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace dateline::search
