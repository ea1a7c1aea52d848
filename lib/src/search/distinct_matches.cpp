#include "search/distinct_matches.h"

#include <utility>

namespace dateline::search {

void DistinctMatches::add(std::uint32_t segment, Ordinals ordinals, std::span<const float> scores,
                          float factor) {
  for (std::size_t i = 0; i < ordinals.size(); ++i) {
    add({segment, ordinals[i], scores.empty() ? 0 : factor * scores[i]});
  }
}

void DistinctMatches::add(const Match& match) {
  const store::Segment& segment = *corpus_->parts()[match.segment].segment;
  if (!segment.has_content(match.ordinal)) {
    groups_.push_back({.first = match});
    return;
  }
  const auto number = static_cast<std::uint32_t>(groups_.size());
  const auto [found, is_new] =
      group_of_content_.try_emplace(segment.contents()[match.ordinal], number);
  if (is_new) {
    groups_.push_back({.first = match});
    return;
  }
  Group& group = groups_[found->second];
  others_.push_back({match, group.last_other});
  if (is_ahead(match, group.first)) std::swap(group.first, others_.back().match);
  group.last_other = static_cast<std::uint32_t>(others_.size() - 1);
  ++group.others;
}

bool DistinctMatches::is_ahead(const Match& a, const Match& b) const {
  if (sort_ == Sort::relevance) return a.score > b.score;
  const store::Segment& segment_a = *corpus_->parts()[a.segment].segment;
  const store::Segment& segment_b = *corpus_->parts()[b.segment].segment;
  const bool timed = segment_a.has_instant(a.ordinal);
  if (timed != segment_b.has_instant(b.ordinal)) return timed;
  const std::uint64_t time_a = segment_a.instants()[a.ordinal];
  const std::uint64_t time_b = segment_b.instants()[b.ordinal];
  if (!timed || time_a == time_b) return a.score > b.score;
  return (time_a < time_b) == (sort_ == Sort::oldest);
}

const DistinctMatches::Group* DistinctMatches::group_of(std::uint32_t segment,
                                                        std::uint32_t ordinal) const {
  const store::Segment& from = *corpus_->parts()[segment].segment;
  if (!from.has_content(ordinal)) return nullptr;
  return &groups_[group_of_content_.at(from.contents()[ordinal])];
}

RankedMatch DistinctMatches::first(std::uint32_t segment, std::uint32_t ordinal,
                                   const Resolve& exact) const {
  const Group* const group = group_of(segment, ordinal);
  if (group == nullptr || group->others == 0) return exact(segment, ordinal);
  MatchesByTime first(1, sort_ == Sort::newest, margin_);
  const auto add = [&](const Match& each) {
    const store::Segment& from = *corpus_->parts()[each.segment].segment;
    const bool timed = sort_ != Sort::relevance && from.has_instant(each.ordinal);
    first.add(each.segment, each.ordinal, timed, from.instants()[each.ordinal], each.score);
  };
  add(group->first);
  for (std::uint32_t i = group->last_other; i != none; i = others_[i].before) {
    add(others_[i].match);
  }
  return first.take(exact).front();
}

std::uint64_t DistinctMatches::others(std::uint32_t segment, std::uint32_t ordinal) const {
  const Group* const group = group_of(segment, ordinal);
  return group == nullptr ? 0 : group->others;
}

}  // namespace dateline::search
