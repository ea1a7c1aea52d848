#include "search/evaluator.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <utility>

namespace dateline::search {
namespace {

using Op = Plan::Op;

// The places of a list that lie in a window; found first, so that the loops have one exit.
Ordinals in_window(Ordinals rest, std::uint32_t end) {
  return rest.first(gallop(rest, 0, end));
}

}  // namespace

void Evaluator::enter(std::size_t segment, std::uint32_t from, std::uint32_t to) {
  segment_ = segment;
  from_ = from;
  to_ = to;
}

Ordinals Evaluator::ordinals_in_slice(const InSegment& list) const {
  const auto [begin, end] = in_slice(list);
  return Ordinals(list.unpacked.ordinals).subspan(begin, end - begin);
}

MatchList Evaluator::matches(const MatchNode& node) {
  switch (node.op) {
    case Op::nothing:
    case Op::scaled:
      return {};
    case Op::everything:
      return all();
    case Op::term:
      return term_matches(node);
    case Op::phrase:
    case Op::near:
    case Op::all_of:
      return conjunction(node);
    case Op::any_of:
    case Op::best_of:
    case Op::at_least:
      return disjunction(node);
    case Op::without:
    case Op::with_weight:
    case Op::bonus:
      return modified(node);
  }
  return {};
}

MatchList Evaluator::all() {
  MatchList out;
  out.own_ordinals_ = buffers_->ordinals.borrow();
  out.own_ordinals_->resize(to_ - from_);
  std::iota(out.own_ordinals_->begin(), out.own_ordinals_->end(), from_);
  out.ordinals_ = *out.own_ordinals_;
  return out;
}

MatchList Evaluator::listed(const MatchNode& term) {
  const InSegment& list = list_of(*term.term);
  MatchList out;
  if (list.size() == 0) return out;
  if (!list.is_dense()) {
    out.ordinals_ = ordinals_in_slice(list);
    return out;
  }
  out.own_ordinals_ = buffers_->ordinals.borrow();
  auto& ordinals = *out.own_ordinals_;
  if (list.unpacked.places.empty()) {
    list_bits({list.bits.words + from_ / 64, (to_ - from_ + 63) / 64}, from_, ordinals);
  } else {
    const auto [begin, end] = in_slice(list);
    ordinals.resize(end - begin);
    widen(std::span(list.unpacked.places).subspan(begin, end - begin),
          from_ / slice_size * slice_size, ordinals.data());
  }
  out.ordinals_ = ordinals;
  return out;
}

MatchList Evaluator::term_matches(const MatchNode& node) {
  MatchList out = listed(node);
  const InSegment& list = list_of(*node.term);
  if (!node.weighs || !list.has_impacts()) return out;
  const auto run = in_slice(list);
  if (list.is_whole()) {
    out.scores_ = list.unpacked.impacts.data() + run.begin;
  } else {
    out.own_scores_ = buffers_->scores.borrow();
    out.own_scores_->resize(out.size());
    reader_.read(list, run, out.ordinals_, out.own_scores_->data());
    node.term->note_read(out.size());
    out.scores_ = out.own_scores_->data();
  }
  out.factor_ = static_cast<float>(node.weight);
  return out;
}

void Evaluator::own(MatchList& list) {
  if (list.own_ordinals_) return;
  list.own_ordinals_ = buffers_->ordinals.borrow();
  list.own_ordinals_->assign(list.ordinals_.begin(), list.ordinals_.end());
  list.ordinals_ = *list.own_ordinals_;
}

void Evaluator::own_scores(MatchList& list) {
  if (list.own_scores_ && list.factor_ == 1) return;
  if (!list.own_scores_) list.own_scores_ = buffers_->scores.borrow();
  auto& scores = *list.own_scores_;
  scores.resize(list.size());
  if (list.scores_ == nullptr) {
    std::ranges::fill(scores, 0.0F);
  } else {
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = list.scores_[i] * list.factor_;
  }
  list.scores_ = scores.data();
  list.factor_ = 1;
}

void Evaluator::keep(MatchList& list, const std::uint64_t* words, std::uint32_t base, bool invert) {
  own(list);
  if (list.has_scores()) own_scores(list);
  const std::size_t kept = keep_by_bits(list.own_ordinals_->data(),
                                        list.has_scores() ? list.own_scores_->data() : nullptr,
                                        list.size(), words, base, invert);
  list.own_ordinals_->resize(kept);
  list.ordinals_ = *list.own_ordinals_;
}

Evaluator::BitsBuffer Evaluator::intersection(std::span<const MatchNode* const> dense) {
  BitsBuffer out = buffers_->bits.borrow();
  const std::size_t words = (to_ - from_ + 63) / 64;
  std::uint64_t* both = out->words();
  std::copy_n(list_of(*dense.front()->term).bits.words + from_ / 64, words, both);
  for (const MatchNode* each : dense.subspan(1)) {
    const std::uint64_t* more = list_of(*each->term).bits.words + from_ / 64;
    for (std::size_t word = 0; word < words; ++word) both[word] &= more[word];
  }
  return out;
}

Evaluator::BitsBuffer Evaluator::dense_matches(const MatchNode& node) {
  std::vector<const MatchNode*> dense;
  if (node.op == Op::term) dense.push_back(&node);
  if (node.op == Op::all_of) {
    for (const MatchNode& each : node.parts) dense.push_back(&each);
  }
  const bool all = std::ranges::all_of(dense, [&](const auto* each) { return is_dense(*each); });
  return all && !dense.empty() ? intersection(dense) : BitsBuffer{};
}

bool Evaluator::intersect_bits(const MatchNode& node, std::vector<const MatchNode*>& rest,
                               Scratch<std::uint32_t>& out) {
  std::vector<const MatchNode*> dense;
  for (const MatchNode& each : node.parts) (is_dense(each) ? dense : rest).push_back(&each);
  const MatchNode& rarest = *std::ranges::min_element(node.parts, {}, &MatchNode::estimate);
  if (dense.size() < 2 || !is_dense(rarest)) return false;
  const BitsBuffer both = intersection(dense);
  list_bits({both->words(), (to_ - from_ + 63) / 64}, from_, out);
  return true;
}

MatchList Evaluator::conjunction(const MatchNode& node) {
  MatchList out;
  if (node.parts.empty()) return node.op == Op::all_of ? all() : std::move(out);
  out.own_ordinals_ = buffers_->ordinals.borrow();
  auto& list = *out.own_ordinals_;
  std::vector<const MatchNode*> rest;
  if (!intersect_bits(node, rest, list)) {
    const auto rarest = std::ranges::min_element(node.parts, {}, &MatchNode::estimate);
    const MatchList first = matches(*rarest);
    list.assign(first.ordinals().begin(), first.ordinals().end());
    rest.clear();
    for (const MatchNode& each : node.parts) {
      if (&each != &*rarest) rest.push_back(&each);
    }
  }
  for (const MatchNode* each : rest) {
    if (list.empty()) break;
    keep_matching(*each, list);
  }
  if (node.op == Op::phrase) keep_phrase(node, list);
  if (node.op == Op::near) keep_near(node, list);
  out.ordinals_ = list;
  if (!node.weighs) return out;
  own_scores(out);
  add(node, out.ordinals_, out.own_scores_->data(), true);
  return out;
}

MatchList Evaluator::modified(const MatchNode& node) {
  MatchList out = matches(node.parts[0]);
  if (node.op == Op::bonus) {
    out.scores_ = nullptr;
    out.own_scores_ = {};
    if (node.weight == 0) return out;
    own_scores(out);
    std::ranges::fill(*out.own_scores_, static_cast<float>(node.weight));
  } else if (node.op == Op::without) {
    const BitsBuffer excluded = bits_of(node.parts[1], out.ordinals_);
    keep(out, excluded->words(), from_, true);
  } else if (node.parts[1].weighs) {
    own_scores(out);
    add(node.parts[1], out.ordinals_, out.own_scores_->data(), false);
  }
  return out;
}

MatchList Evaluator::disjunction(const MatchNode& node) {
  std::vector<MatchList> lists;
  for (const MatchNode& each : node.parts) lists.push_back(matches(each));
  MatchList out;
  out.own_ordinals_ = buffers_->ordinals.borrow();
  if (node.weighs || node.op == Op::at_least) {
    add_up(node, lists, out);
  } else {
    unite(lists, out);
  }
  return out;
}

void Evaluator::unite(const std::vector<MatchList>& lists, MatchList& out) {
  const BitsBuffer bits = buffers_->bits.borrow();
  bits->clear();
  for (const MatchList& list : lists) {
    for (const std::uint32_t each : list.ordinals()) bits->set(each - from_);
  }
  out.ordinals_ = list_bits({bits->words(), (to_ - from_ + 63) / 64}, from_, *out.own_ordinals_);
}

// Scores are added up window by window, list by list: no heap of lists, no branch for an article.
template <class Use>
void Evaluator::in_windows(const MatchNode& node, const std::vector<MatchList>& lists,
                           const Use& use) {
  const auto borrowed = buffers_->windows.borrow();
  ScoreWindow& window = *borrowed;
  window.scores.fill(0);
  if (node.op == Op::at_least) window.counts.fill(0);
  std::vector<std::size_t> at(lists.size());
  for (std::uint32_t base = from_; base < to_; base += ScoreWindow::size) {
    window.present.fill(0);
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const MatchList& list = lists[i];
      const Ordinals some = in_window(list.ordinals().subspan(at[i]), base + ScoreWindow::size);
      const float* scores = list.has_scores() ? list.scores().data() + at[i] : nullptr;
      window.add(some, scores, list.factor(), base, node.op == Op::best_of);
      if (node.op == Op::at_least) {
        for (const std::uint32_t each : some) ++window.counts[each - base];
      }
      at[i] += some.size();
    }
    use(base, window);
  }
}

void Evaluator::add_up(const MatchNode& node, const std::vector<MatchList>& lists, MatchList& out) {
  std::size_t most = 0;
  for (const MatchList& each : lists) most += each.size();
  most = std::min<std::size_t>(most, to_ - from_) + 1;
  auto& ordinals = *out.own_ordinals_;
  ordinals.resize(most);
  float* scores = nullptr;
  if (node.weighs) {
    out.own_scores_ = buffers_->scores.borrow();
    out.own_scores_->resize(most);
    scores = out.own_scores_->data();
  }
  const bool counted = node.op == Op::at_least;
  std::size_t found = 0;
  in_windows(node, lists, [&](std::uint32_t base, ScoreWindow& window) {
    for (std::size_t word = 0; word < window.present.size(); ++word) {
      const auto first = static_cast<std::uint32_t>(word * 64);
      for (std::uint64_t bits = window.present[word]; bits != 0; bits &= bits - 1) {
        const std::uint32_t place = first + static_cast<std::uint32_t>(std::countr_zero(bits));
        ordinals[found] = base + place;
        if (scores != nullptr) scores[found] = std::exchange(window.scores[place], 0.0F);
        const bool enough =
            !counted || std::exchange(window.counts[place], std::uint16_t{0}) >= node.count;
        found += enough ? 1 : 0;
      }
    }
  });
  ordinals.resize(found);
  out.ordinals_ = ordinals;
  if (scores == nullptr) return;
  out.own_scores_->resize(found);
  out.scores_ = scores;
}

void Evaluator::keep_matching(const MatchNode& node, Scratch<std::uint32_t>& list) {
  switch (node.op) {
    case Op::nothing:
    case Op::scaled:
      list.clear();
      return;
    case Op::everything:
      return;
    case Op::term: {
      const InSegment& of = list_of(*node.term);
      if (of.is_dense()) {
        list.resize(keep_by_bits(list.data(), nullptr, list.size(), of.bits.words, 0, false));
      } else {
        list.resize(keep_in_list(list.data(), list.size(), ordinals_in_slice(of)));
      }
      return;
    }
    case Op::phrase:
    case Op::near:
    case Op::all_of:
      for (const MatchNode& each : node.parts) keep_matching(each, list);
      if (node.op == Op::phrase) keep_phrase(node, list);
      if (node.op == Op::near) keep_near(node, list);
      return;
    case Op::any_of:
    case Op::best_of:
      keep_any(node, list);
      return;
    case Op::at_least:
      keep_enough(node, list);
      return;
    case Op::without: {
      keep_matching(node.parts[0], list);
      const BitsBuffer excluded = bits_of(node.parts[1], list);
      list.resize(keep_by_bits(list.data(), nullptr, list.size(), excluded->words(), from_, true));
      return;
    }
    case Op::with_weight:
    case Op::bonus:
      keep_matching(node.parts[0], list);
      return;
  }
}

Evaluator::BitsBuffer Evaluator::bits_of(const MatchNode& node, Ordinals candidates) {
  BitsBuffer out = buffers_->bits.borrow();
  const std::size_t words = (to_ - from_ + 63) / 64;
  if (node.op == Op::term && list_of(*node.term).is_dense()) {
    std::copy_n(list_of(*node.term).bits.words + from_ / 64, words, out->words());
    return out;
  }
  out->clear();
  const auto set_all = [&](Ordinals ordinals) {
    for (const std::uint32_t each : ordinals) out->set(each - from_);
  };
  // How many of the matches are in this slice nobody knows: as if all were.
  if (candidates.size() >= node.estimate) {
    set_all(matches(node).ordinals());
    return out;
  }
  const OrdinalBuffer some = buffers_->ordinals.borrow();
  some->assign(candidates.begin(), candidates.end());
  keep_matching(node, *some);
  set_all(*some);
  return out;
}

void Evaluator::keep_any(const MatchNode& node, Scratch<std::uint32_t>& list) {
  const BitsBuffer any = buffers_->bits.borrow();
  any->clear();
  const std::size_t words = (to_ - from_ + 63) / 64;
  for (const MatchNode& each : node.parts) {
    const BitsBuffer some = bits_of(each, list);
    for (std::size_t i = 0; i < words; ++i) any->words()[i] |= some->words()[i];
  }
  list.resize(keep_by_bits(list.data(), nullptr, list.size(), any->words(), from_, false));
}

void Evaluator::keep_enough(const MatchNode& node, Scratch<std::uint32_t>& list) {
  const auto counts = buffers_->counts.borrow();
  counts->assign(list.size(), 0);
  for (const MatchNode& each : node.parts) {
    const BitsBuffer some = bits_of(each, list);
    const std::uint64_t* words = some->words();
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::uint32_t place = list[i] - from_;
      (*counts)[i] += static_cast<std::uint16_t>(words[place / 64] >> (place % 64) & 1U);
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[kept] = list[i];
    kept += (*counts)[i] >= node.count ? 1 : 0;
  }
  list.resize(kept);
}

void Evaluator::add(const MatchNode& node, Ordinals ordinals, float* scores, bool known) {
  if (!node.weighs || ordinals.empty()) return;
  if (node.op == Op::term) {
    const InSegment& list = list_of(*node.term);
    const UnpackedList& unpacked = list.unpacked;
    if (!list.has_impacts()) return;
    const auto weight = static_cast<float>(node.weight);
    if (!list.is_whole()) {
      reader_.add(list, ordinals, scores, weight);
      node.term->note_read(scattered_cost * ordinals.size());
    } else if (list.is_dense()) {
      add_by_bits(ordinals, scores, list.bits, unpacked.impacts.data(), weight);
    } else {
      add_by_list(ordinals, scores, ordinals_in_slice(list),
                  unpacked.impacts.data() + in_slice(list).begin, weight);
    }
    return;
  }
  if (node.op == Op::best_of) return add_best(node, ordinals, scores);
  if (node.op == Op::any_of) {
    for (const MatchNode& each : node.parts) add(each, ordinals, scores, false);
    return;
  }
  if (!known) {
    // Of those that match the scores are found apart.
    const OrdinalBuffer some = buffers_->ordinals.borrow();
    some->assign(ordinals.begin(), ordinals.end());
    keep_matching(node, *some);
    const ScoreBuffer sums = buffers_->scores.borrow();
    sums->assign(some->size(), 0.0F);
    add(node, *some, sums->data(), true);
    std::size_t at = 0;
    for (std::size_t i = 0; i < some->size(); ++i) {
      while (ordinals[at] != (*some)[i]) ++at;
      scores[at] += (*sums)[i];
    }
    return;
  }
  if (node.op == Op::bonus) {
    const auto weight = static_cast<float>(node.weight);
    for (std::size_t i = 0; i < ordinals.size(); ++i) scores[i] += weight;
  } else if (node.op == Op::all_of) {
    for (const MatchNode& each : node.parts) add(each, ordinals, scores, true);
  } else if (node.op == Op::at_least) {
    for (const MatchNode& each : node.parts) add(each, ordinals, scores, false);
  } else {  // without, with_weight
    add(node.parts[0], ordinals, scores, true);
    if (node.op == Op::with_weight) add(node.parts[1], ordinals, scores, false);
  }
}

void Evaluator::add_best(const MatchNode& node, Ordinals ordinals, float* scores) {
  const ScoreBuffer best = buffers_->scores.borrow();
  const ScoreBuffer own = buffers_->scores.borrow();
  best->assign(ordinals.size(), 0.0F);
  for (const MatchNode& each : node.parts) {
    if (!each.weighs) continue;
    own->assign(ordinals.size(), 0.0F);
    add(each, ordinals, own->data(), false);
    for (std::size_t i = 0; i < ordinals.size(); ++i) (*best)[i] = std::max((*best)[i], (*own)[i]);
  }
  for (std::size_t i = 0; i < ordinals.size(); ++i) scores[i] += (*best)[i];
}

}  // namespace dateline::search
