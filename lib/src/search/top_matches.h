#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "search/match_kernels.h"

namespace dateline::search {

/// One article among the matches.
struct RankedMatch {
  std::uint32_t segment = 0;
  std::uint32_t ordinal = 0;
  double weight = 0;
};

/// The match that a candidate stands for, with its exact weight.
using Resolve = std::function<RankedMatch(std::uint32_t segment, std::uint32_t ordinal)>;

/// The best matches by weight, ties by document number. Goes by float scores, keeps all that are so
/// near to the last place that their order is open, and asks for exact weights in the end. Of more
/// than some hundreds of them those with equal scores, which are nearly always equal weights, go by
/// document number.
class BestMatches {
 public:
  /// `margin`: how far a score may be off, as a share of it.
  BestMatches(std::size_t wanted, float margin) : wanted_(wanted), margin_(margin) {}

  /// Matches of a segment, those that weigh nothing in their order. `scores` times `factor` are
  /// their scores; empty: they weigh nothing. `places` is memory to work in.
  void add(std::uint32_t segment, Ordinals ordinals, std::span<const float> scores, float factor,
           std::vector<std::uint32_t>& places);

  void add(std::uint32_t segment, std::uint32_t ordinal, float score) {
    if (wanted_ == 0) return;
    candidates_.push_back({score, segment, ordinal});
    if (candidates_.size() > wanted_ + std::max(room_, least_room)) drop_worse();
  }

  /// The same of the scores of a window; `present` has bits for those of its places that match.
  void add_window(std::uint32_t segment, std::uint32_t base, std::span<const float> scores,
                  std::span<const std::uint64_t> present, std::vector<std::uint32_t>& places);

  /// Matches with a lower score need not be added.
  float threshold() const { return threshold_; }
  /// Has it follow what was added so far; else it does now and then.
  void raise_threshold() { drop_worse(); }

  /// At most `wanted`, best first. Those that weigh nothing stand for themselves.
  std::vector<RankedMatch> take(const Resolve& resolve);

 private:
  struct Candidate {
    float score = 0;
    std::uint32_t segment = 0;
    std::uint32_t ordinal = 0;
    bool ahead(const Candidate& /*other*/) const { return false; }
  };
  static constexpr std::size_t least_room = 64;

  void drop_worse();

  std::size_t wanted_;
  float margin_;
  float threshold_ = 0;
  std::size_t room_ = 0;
  std::vector<Candidate> candidates_;
};

/// The newest or oldest matches; those of unknown time last, ties as BestMatches has them.
class MatchesByTime {
 public:
  MatchesByTime(std::size_t wanted, bool newest_first, float margin)
      : wanted_(wanted), newest_first_(newest_first), margin_(margin) {}

  void add(std::uint32_t segment, std::uint32_t ordinal, bool has_time, std::uint64_t time,
           float score) {
    candidates_.push_back({key(has_time, time), segment, ordinal, score, !has_time});
    if (candidates_.size() >= 2 * wanted_ + room_) drop_later();
  }

  /// At most `wanted`, the first in front. What a candidate stands for is of its time.
  std::vector<RankedMatch> take(const Resolve& resolve);

 private:
  struct Candidate {
    std::uint64_t key = 0;  ///< lower comes first
    std::uint32_t segment = 0;
    std::uint32_t ordinal = 0;
    float score = 0;
    bool unknown = false;
    bool ahead(const Candidate& other) const {
      return unknown != other.unknown ? other.unknown : key < other.key;
    }
  };
  std::uint64_t key(bool has_time, std::uint64_t time) const {
    if (!has_time) return 0;
    return newest_first_ ? ~time : time;
  }
  void drop_later();

  std::size_t wanted_;
  bool newest_first_;
  float margin_;
  std::size_t room_ = 64;
  std::vector<Candidate> candidates_;
};

}  // namespace dateline::search
