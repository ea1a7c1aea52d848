#include "search/top_matches.h"

#include <algorithm>
#include <tuple>

namespace dateline::search {
namespace {

constexpr std::size_t most_ties = 256;
constexpr std::size_t first_piece = 64;
constexpr std::size_t last_piece = 2048;

bool is_heavier(const RankedMatch& a, const RankedMatch& b) {
  return std::tie(b.weight, a.segment, a.ordinal) < std::tie(a.weight, b.segment, b.ordinal);
}

template <class Candidate>
bool is_better(const Candidate& a, const Candidate& b) {
  return a.ahead(b) || (!b.ahead(a) && a.score > b.score);
}

template <class Candidate>
bool comes_first(const Candidate& a, const Candidate& b) {
  if (is_better(a, b) || is_better(b, a)) return is_better(a, b);
  return std::tie(a.segment, a.ordinal) < std::tie(b.segment, b.ordinal);
}

template <class Candidate>
float threshold_below(const Candidate& last, float margin) {
  return last.score * (1 - margin);
}

// Of more candidates than are wanted drops those that cannot be among them; gives the last that is.
template <class Candidate>
Candidate drop_hopeless(std::vector<Candidate>& candidates, std::size_t wanted, float margin) {
  const auto place = static_cast<std::ptrdiff_t>(wanted);
  std::ranges::nth_element(candidates, candidates.begin() + place - 1, is_better<Candidate>);
  const Candidate last = candidates[wanted - 1];
  const float threshold = threshold_below(last, margin);
  std::erase_if(candidates, [&](const Candidate& each) {
    return last.ahead(each) || (!each.ahead(last) && each.score < threshold);
  });
  if (candidates.size() <= wanted + most_ties && last.score != 0) return last;
  std::ranges::sort(candidates, comes_first<Candidate>);
  const auto ties = std::remove_if(
      candidates.begin() + place, candidates.end(),
      [&](const Candidate& each) { return !is_better(each, last) && !is_better(last, each); });
  candidates.erase(ties, candidates.end());
  return last;
}

}  // namespace

void BestMatches::add(std::uint32_t segment, Ordinals ordinals, std::span<const float> scores,
                      float factor, std::vector<std::uint32_t>& places) {
  if (wanted_ == 0) return;
  if (scores.empty()) {
    const std::size_t needed = wanted_ - std::min(wanted_, candidates_.size());
    candidates_.reserve(candidates_.size() + std::min(needed, ordinals.size()));
    for (const std::uint32_t each : ordinals) {
      if (candidates_.size() >= wanted_ && threshold_ == 0) return;
      candidates_.push_back({0, segment, each});
    }
    return;
  }
  // In pieces, the first small ones, so that the threshold rises before most are looked at.
  std::size_t piece = first_piece;
  for (std::size_t from = 0; from < ordinals.size();) {
    const std::size_t count = std::min(piece, ordinals.size() - from);
    if (places.size() < count) places.resize(count);
    const auto some = scores.subspan(from, count);
    const std::size_t found = places_above(some, threshold_ / factor, places.data());
    for (std::size_t i = 0; i < found; ++i) {
      candidates_.push_back({factor * some[places[i]], segment, ordinals[from + places[i]]});
    }
    if (candidates_.size() > wanted_ + std::max(room_, least_room)) drop_worse();
    from += count;
    piece = std::min(2 * piece, last_piece);
  }
}

void BestMatches::add_window(std::uint32_t segment, std::uint32_t base,
                             std::span<const float> scores, std::span<const std::uint64_t> present,
                             std::vector<std::uint32_t>& places) {
  if (wanted_ == 0) return;
  std::size_t piece = threshold_ > 0 ? last_piece : first_piece;
  if (places.size() < last_piece) places.resize(last_piece);
  for (std::size_t from = 0; from < scores.size();) {
    const auto some = scores.subspan(from, std::min(piece, scores.size() - from));
    const std::size_t found = places_above(some, threshold_, places.data());
    for (std::size_t i = 0; i < found; ++i) {
      const std::size_t place = from + places[i];
      if ((present[place / 64] >> (place % 64) & 1U) == 0) continue;
      candidates_.push_back({scores[place], segment, base + static_cast<std::uint32_t>(place)});
    }
    if (candidates_.size() > wanted_ + std::max(room_, least_room)) drop_worse();
    from += some.size();
    piece = std::min(2 * piece, last_piece);
  }
}

void BestMatches::drop_worse() {
  if (candidates_.size() <= wanted_) return;
  threshold_ = threshold_below(drop_hopeless(candidates_, wanted_, margin_), margin_);
  room_ = 2 * (candidates_.size() - wanted_);
}

std::vector<RankedMatch> BestMatches::take(const Resolve& resolve) {
  drop_worse();
  std::vector<RankedMatch> out;
  out.reserve(candidates_.size());
  for (const Candidate& each : candidates_) {
    out.push_back(each.score == 0 ? RankedMatch{each.segment, each.ordinal, 0}
                                  : resolve(each.segment, each.ordinal));
  }
  std::ranges::sort(out, is_heavier);
  if (out.size() > wanted_) out.resize(wanted_);
  return out;
}

void MatchesByTime::drop_later() {
  if (wanted_ == 0) candidates_.clear();
  if (candidates_.size() <= wanted_) return;
  drop_hopeless(candidates_, wanted_, margin_);
  room_ = std::max<std::size_t>(64, 2 * (candidates_.size() - wanted_));
}

std::vector<RankedMatch> MatchesByTime::take(const Resolve& resolve) {
  drop_later();
  std::vector<std::pair<Candidate, RankedMatch>> sorted;
  sorted.reserve(candidates_.size());
  for (const Candidate& each : candidates_) {
    sorted.emplace_back(each, each.score == 0 ? RankedMatch{each.segment, each.ordinal, 0}
                                              : resolve(each.segment, each.ordinal));
  }
  std::ranges::sort(sorted, [](const auto& a, const auto& b) {
    if (a.first.ahead(b.first) != b.first.ahead(a.first)) return a.first.ahead(b.first);
    return is_heavier(a.second, b.second);
  });
  std::vector<RankedMatch> out;
  out.reserve(std::min(wanted_, sorted.size()));
  for (const auto& [candidate, match] : sorted) {
    if (out.size() == wanted_) break;
    out.push_back(match);
  }
  return out;
}

}  // namespace dateline::search
