#include "search/top_matches.h"

#include <algorithm>
#include <tuple>

namespace dateline::search {
namespace {

// So many near ties are told apart by exact weights. Of more those with equal scores, which are
// nearly always equal weights, go by document number.
constexpr std::size_t most_ties = 256;
constexpr std::size_t first_piece = 64;
constexpr std::size_t last_piece = 2048;

void sort_by_weight(std::vector<RankedMatch>& matches) {
  std::ranges::sort(matches, [](const RankedMatch& a, const RankedMatch& b) {
    return std::tie(b.weight, a.segment, a.ordinal) < std::tie(a.weight, b.segment, b.ordinal);
  });
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
  const auto end = candidates_.begin() + static_cast<std::ptrdiff_t>(wanted_);
  std::ranges::nth_element(candidates_, end - 1, std::greater(), &Candidate::score);
  const float last = candidates_[wanted_ - 1].score;
  threshold_ = last * (1 - margin_);
  std::erase_if(candidates_, [&](const Candidate& each) { return each.score < threshold_; });
  if (candidates_.size() > wanted_ + most_ties || last == 0) drop_ties(last);
  room_ = 2 * (candidates_.size() - wanted_);
}

void BestMatches::drop_ties(float last) {
  std::ranges::sort(candidates_, [](const Candidate& a, const Candidate& b) {
    return std::tie(b.score, a.segment, a.ordinal) < std::tie(a.score, b.segment, b.ordinal);
  });
  const auto tied = candidates_.begin() + static_cast<std::ptrdiff_t>(wanted_);
  candidates_.erase(std::remove_if(tied, candidates_.end(),
                                   [&](const Candidate& each) { return each.score == last; }),
                    candidates_.end());
}

std::vector<RankedMatch> BestMatches::take(const WeightOf& weight) {
  drop_worse();
  std::vector<RankedMatch> out;
  out.reserve(candidates_.size());
  for (const Candidate& each : candidates_) {
    const double exact = each.score == 0 ? 0 : weight(each.segment, each.ordinal);
    out.push_back({each.segment, each.ordinal, exact});
  }
  sort_by_weight(out);
  if (out.size() > wanted_) out.resize(wanted_);
  return out;
}

// All that are of the time of the last place stay: weights decide among them.
void MatchesByTime::drop_later() {
  if (candidates_.size() <= wanted_) return;
  if (wanted_ == 0) return candidates_.clear();
  const auto last = candidates_.begin() + static_cast<std::ptrdiff_t>(wanted_) - 1;
  const auto before = [](const Candidate& a, const Candidate& b) { return a.before(b); };
  std::ranges::nth_element(candidates_, last, before);
  const Candidate end = *last;
  std::erase_if(candidates_, [&](const Candidate& each) { return end.before(each); });
  room_ = std::max<std::size_t>(64, 2 * candidates_.size());
}

std::vector<RankedMatch> MatchesByTime::take(const WeightOf& weight) {
  drop_later();
  std::vector<std::pair<Candidate, double>> sorted;
  for (const Candidate& each : candidates_) {
    sorted.emplace_back(each, weight(each.segment, each.ordinal));
  }
  std::ranges::sort(sorted, [](const auto& a, const auto& b) {
    if (a.first.before(b.first) != b.first.before(a.first)) return a.first.before(b.first);
    return std::tie(b.second, a.first.segment, a.first.ordinal) <
           std::tie(a.second, b.first.segment, b.first.ordinal);
  });
  std::vector<RankedMatch> out;
  for (const auto& [each, exact] : sorted) {
    if (out.size() == wanted_) break;
    out.push_back({each.segment, each.ordinal, exact});
  }
  return out;
}

}  // namespace dateline::search
