#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "search/corpus.h"
#include "search/engine.h"
#include "search/match_kernels.h"
#include "search/top_matches.h"

namespace dateline::search {

/// Matches in groups, of which each has one text. Of a group the one that comes first in the order
/// asked for is to be shown. A match of which no text is known is a group of its own.
class DistinctMatches {
 public:
  struct Match {
    std::uint32_t segment = 0;
    std::uint32_t ordinal = 0;
    float score = 0;
  };

  /// `corpus` must outlive it. `margin`: as BestMatches has it.
  DistinctMatches(const Corpus& corpus, Sort sort, float margin)
      : corpus_(&corpus), sort_(sort), margin_(margin) {}

  /// Matches in the order of documents; scores as BestMatches has them.
  void add(std::uint32_t segment, Ordinals ordinals, std::span<const float> scores, float factor);

  std::size_t size() const { return groups_.size(); }
  /// The candidate of a group: by scores the first of it.
  const Match& candidate(std::size_t group) const { return groups_[group].first; }

  /// Of the group of a candidate the first by exact weights, which `exact` gives.
  RankedMatch first(std::uint32_t segment, std::uint32_t ordinal, const Resolve& exact) const;
  /// How many other matches have its text.
  std::uint64_t others(std::uint32_t segment, std::uint32_t ordinal) const;

 private:
  struct Hash {
    std::size_t operator()(const store::Segment::Content& content) const { return content[0]; }
  };
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Group {
    Match first;
    std::uint32_t others = 0;
    std::uint32_t last_other = none;
  };
  /// Those of a group are a list, the last in front.
  struct Other {
    Match match;
    std::uint32_t before = none;
  };

  void add(const Match& match);
  const Group* group_of(std::uint32_t segment, std::uint32_t ordinal) const;
  bool is_ahead(const Match& a, const Match& b) const;

  const Corpus* corpus_;
  Sort sort_;
  float margin_;
  std::vector<Group> groups_;
  std::vector<Other> others_;
  std::unordered_map<store::Segment::Content, std::uint32_t, Hash> group_of_content_;
};

}  // namespace dateline::search
