#include "search/range_ranker.h"

#include <algorithm>
#include <numeric>

namespace dateline::search {
namespace {

using Op = Plan::Op;

// Looked into first, so that the others meet a high threshold.
constexpr std::size_t first_ranges = 16;
// What rounding may take from a bound, as a share of it.
constexpr float rounding = 1e-6F;
constexpr float done = -1;

// From this share of open ranges on a window is scored as a whole: one in so many.
constexpr std::uint32_t worth_a_window = 3;
// Up to so many matches of a conjunction in a range no list is gone through for them.
constexpr std::uint64_t scored_one_by_one = 12;
// Fewer matches of a conjunction for each range are not worth finding bounds for.
constexpr std::uint64_t worth_bounds = 4;
// A list with fewer postings for each range is gone through from end to end.
constexpr std::size_t worth_ranges = 32;
// With more lists it is seldom one alone that matters.
constexpr std::size_t most_scanned = 3;
// Scores of so many matches are looked up together.
constexpr std::size_t scattered_at_once = 1024;
constexpr std::uint32_t ranges_put_aside = 8;
static_assert(scattered_at_once + ranges_put_aside * score_range <= ScoreWindow::size);

using store::posting_block;

constexpr std::uint32_t words_of_range = score_range / 64;

template <class Place>
void add_scores(std::span<const Place> places, std::uint32_t base, const float* impacts,
                float weight, bool best, float* scores) {
  const std::size_t count = places.size();
  if (best) {
    for (std::size_t i = 0; i < count; ++i) {
      float& score = scores[places[i] - base];
      score = std::max(score, weight * impacts[i]);
    }
  } else {
    for (std::size_t i = 0; i < count; ++i) scores[places[i] - base] += weight * impacts[i];
  }
}

}  // namespace

bool RangeRanker::can_rank(const MatchNode& node, std::size_t segment) {
  const auto is_term = [](const MatchNode& each) { return each.op == Op::term; };
  const auto is_dense = [&](const MatchNode& each) {
    return is_term(each) && each.term->segments[segment].is_dense();
  };
  if (!node.weighs) return false;
  switch (node.op) {
    case Op::term: {
      const InSegment& list = node.term->segments[segment];
      return list.has_impacts() && (list.is_dense() || !list.is_whole());
    }
    case Op::all_of:
      return std::ranges::all_of(node.parts, is_dense);
    case Op::any_of:
    case Op::best_of:
      return std::ranges::all_of(node.parts, is_term);
    default:
      return false;
  }
}

RangeRanker::RangeRanker(const MatchNode& node, std::size_t segment, std::uint32_t from,
                         std::uint32_t to, RangeBuffers& buffers)
    : op_(node.op), segment_(segment), from_(from), to_(to), buffers_(&buffers) {
  const std::span<const MatchNode> terms =
      op_ == Op::term ? std::span(&node, 1) : std::span<const MatchNode>(node.parts);
  for (const MatchNode& each : terms) {
    List list;
    list.postings = &each.term->segments[segment];
    list.term = each.term;
    if (list.postings->has_impacts()) {
      list.weight = static_cast<float>(each.weight);
      list.step = list.weight * list.postings->bound_step;
      list.greatest = list.weight * list.postings->greatest;
      if (list.postings->postings.bounds_ranges()) {
        list.bounds = list.postings->postings.bounds().from(from / score_range);
      }
    }
    if (!list.postings->is_dense()) {
      const auto [begin, end] = list.postings->run(from, to);
      list.begin = begin;
      list.ordinals = Ordinals(list.postings->unpacked.ordinals).subspan(begin, end - begin);
    }
    lists_.push_back(list);
  }
  if (op_ != Op::term) know_impacts();
}

// Lists without bits are short.
void RangeRanker::know_impacts() {
  std::size_t packed = 0;
  for (const List& each : lists_) packed += each.ordinals.size();
  buffers_->impacts.resize(packed);
  float* next = buffers_->impacts.data();
  for (List& each : lists_) {
    if (each.ordinals.empty() || each.weight == 0) continue;
    if (each.postings->is_whole()) {
      each.impacts = each.postings->unpacked.impacts.data() + each.begin;
      continue;
    }
    const std::size_t count = each.ordinals.size();
    buffers_->reader.read(*each.postings, {each.begin, each.begin + count}, each.ordinals, next);
    each.term->note_read(count);
    each.impacts = next;
    next += count;
  }
}

std::span<std::uint64_t> RangeRanker::range_words(std::uint64_t* matches,
                                                  std::uint32_t range) const {
  const std::uint32_t first = range * words_of_range;
  return {matches + first, std::min(words_of_range, words() - first)};
}

void RangeRanker::find_matches(SliceBits& out) const {
  std::uint64_t* const bits = out.words();
  const bool all = op_ == Op::all_of;
  std::fill_n(bits, words(), all ? ~std::uint64_t{0} : 0);
  for (const List& list : lists_) {
    const InSegment& postings = *list.postings;
    if (postings.is_dense()) {
      const std::uint64_t* more = postings.bits.words + from_ / 64;
      if (all) {
        for (std::uint32_t i = 0; i < words(); ++i) bits[i] &= more[i];
      } else {
        for (std::uint32_t i = 0; i < words(); ++i) bits[i] |= more[i];
      }
    } else {
      for (const std::uint32_t each : list.ordinals) out.set(each - from_);
    }
  }
}

void RangeRanker::add_bound(std::uint32_t range, float bound) {
  float& sum = buffers_->bounds[range];
  sum = op_ == Op::best_of ? std::max(sum, bound) : sum + bound;
}

void RangeRanker::bound_ranges(const List& list) {
  if (list.weight == 0) return;
  if (list.postings->is_dense()) {
    for (std::uint32_t i = 0; i < ranges(); ++i) add_bound(i, list.bound(i));
    return;
  }
  for (std::size_t i = 0; i < list.ordinals.size();) {
    const std::uint32_t range = (list.ordinals[i] - from_) / score_range;
    float most = 0;
    for (; i < list.ordinals.size() && (list.ordinals[i] - from_) / score_range == range; ++i) {
      most = std::max(most, list.impacts[i]);
    }
    add_bound(range, list.weight * most);
  }
}

void RangeRanker::bound_ranges(std::uint64_t* matches) {
  std::fill_n(buffers_->bounds.begin(), ranges(), 0.0F);
  for (const List& each : lists_) bound_ranges(each);
  if (op_ != Op::all_of) return;
  for (std::uint32_t i = 0; i < ranges(); ++i) {
    if (count_ones(range_words(matches, i)) == 0) buffers_->bounds[i] = done;
  }
}

// What weighs nothing is a hit too, while there are too few others.
bool RangeRanker::may_have_best(std::uint32_t range, std::uint64_t* matches,
                                const BestMatches& best) const {
  const float bound = buffers_->bounds[range];
  if (bound == 0) return best.threshold() == 0 && count_ones(range_words(matches, range)) > 0;
  return bound > 0 && bound * (1 + rounding) >= best.threshold();
}

// The ranges with the highest bounds.
std::span<const std::uint32_t> RangeRanker::most_promising() {
  auto& order = buffers_->order;
  order.resize(ranges());
  std::iota(order.begin(), order.end(), 0U);
  if (ranges() <= first_ranges) return order;
  std::ranges::nth_element(order, order.begin() + first_ranges, std::greater(),
                           [&](std::uint32_t each) { return buffers_->bounds[each]; });
  return std::span(order).first(first_ranges);
}

void RangeRanker::rank(std::uint64_t* matches, std::uint64_t count, BestMatches& best) {
  buffers_->scattered.clear();  // of a ranking that ended with an exception
  if (op_ == Op::all_of && count < worth_bounds * ranges()) {
    for (std::uint32_t i = 0; i < ranges(); i += ranges_put_aside) {
      put_aside(i, std::min(i + ranges_put_aside, ranges()), matches);
      if (buffers_->scattered.size() >= scattered_at_once) rank_scattered(best);
    }
    rank_scattered(best);
    return;
  }
  bound_ranges(matches);
  if (best.threshold() == 0) {
    for (const std::uint32_t each : most_promising()) {
      if (buffers_->bounds[each] > 0) look_into(each, each + 1, matches, best);
    }
    best.raise_threshold();
  }
  constexpr std::uint32_t of_window = ScoreWindow::size / score_range;
  for (std::uint32_t first = 0; first < ranges(); first += of_window) {
    rank_window(first, std::min(first + of_window, ranges()), matches, best);
  }
  rank_scattered(best);
}

RangeRanker::InSegment::Run RangeRanker::run_in(const List& list, std::uint32_t begin,
                                                std::uint32_t end) const {
  if (list.postings->is_dense()) return list.postings->run(begin, end);
  const auto first = std::ranges::lower_bound(list.ordinals, begin);
  const auto last = std::lower_bound(first, list.ordinals.end(), end);
  return {list.begin + static_cast<std::size_t>(first - list.ordinals.begin()),
          list.begin + static_cast<std::size_t>(last - list.ordinals.begin())};
}

RangeRanker::Some RangeRanker::postings_in(const List& list, std::uint32_t begin,
                                           std::uint32_t end) {
  if (list.postings->is_dense() && !list.postings->is_whole()) {
    const auto stretch = buffers_->reader.stretch(*list.postings, begin, end);
    list.term->note_read(stretch.ordinals.size());
    return {&list, 0, stretch.impacts, stretch.ordinals};
  }
  const auto [first, last] = run_in(list, begin, end);
  if (list.postings->is_dense()) {
    const std::span<const float> impacts = list.postings->unpacked.impacts;
    return {&list, first, impacts.subspan(first, last - first), {}};
  }
  const std::size_t at = first - list.begin;
  return {&list, first, {list.impacts + at, last - first}, list.ordinals.subspan(at, last - first)};
}

std::uint32_t RangeRanker::ordinal_of(const Some& some, std::size_t at) const {
  if (!some.ordinals.empty()) return some.ordinals[at];
  return from_ / slice_size * slice_size + some.list->postings->unpacked.places[some.begin + at];
}

void RangeRanker::rank_list(const Corpus::Part& part, BestMatches& best) {
  const InSegment& list = *lists_.front().postings;
  const bool worth = postings() >= worth_ranges * ranges();
  if (list.postings.bounds_ranges() && (worth || !list.is_whole())) {
    rank_ranges(part, best);
  } else if (list.is_whole()) {
    scan_whole(part, best);
  } else {
    rank_blocks(part, best);
  }
}

void RangeRanker::rank_ranges(const Corpus::Part& part, BestMatches& best) {
  const List& list = lists_.front();
  const auto look_into = [&](std::uint32_t range) {
    buffers_->bounds[range] = done;
    const std::uint32_t begin = from_ + range * score_range;
    scan(postings_in(list, begin, std::min(begin + score_range, to_)), part, best);
  };
  std::fill_n(buffers_->bounds.begin(), ranges(), 0.0F);
  bound_ranges(list);
  if (best.threshold() == 0) {
    for (const std::uint32_t each : most_promising()) look_into(each);
    best.raise_threshold();
  }
  for (std::uint32_t i = 0; i < ranges(); ++i) {
    const float bound = buffers_->bounds[i];
    if (bound != done && bound * (1 + rounding) >= best.threshold()) look_into(i);
  }
}

// Of a list without bits that is packed. The blocks with the greatest bounds come first.
void RangeRanker::rank_blocks(const Corpus::Part& part, BestMatches& best) {
  const List& list = lists_.front();
  const auto bounds = list.postings->postings.bounds();
  const std::size_t end = list.begin + list.ordinals.size();
  auto& order = buffers_->order;
  order.clear();
  for (std::size_t i = list.begin / posting_block; i * posting_block < end; ++i) {
    order.push_back(static_cast<std::uint32_t>(i));
  }
  std::ranges::stable_sort(order, std::greater(), [&](std::uint32_t each) { return bounds[each]; });
  auto& impacts = buffers_->impacts;
  impacts.resize(posting_block);
  for (const std::uint32_t each : order) {
    const float bound = list.step * static_cast<float>(bounds[each]);
    if (bound * (1 + rounding) < best.threshold()) break;
    const std::size_t first = std::max<std::size_t>(each * posting_block, list.begin);
    const std::size_t last = std::min<std::size_t>((each + 1) * posting_block, end);
    const Ordinals ordinals = list.ordinals.subspan(first - list.begin, last - first);
    buffers_->reader.read(*list.postings, {first, last}, ordinals, impacts.data());
    list.term->note_read(ordinals.size());
    scan({&list, first, {impacts.data(), ordinals.size()}, ordinals}, part, best);
    best.raise_threshold();
  }
}

// Of a whole list with bits. The first pieces are small, so that the threshold rises before most
// are looked at.
void RangeRanker::scan_whole(const Corpus::Part& part, BestMatches& best) {
  constexpr std::size_t first_piece = 128;
  constexpr std::size_t last_piece = 4096;
  const List& list = lists_.front();
  const std::span<const float> impacts = list.postings->unpacked.impacts;
  const auto run = list.postings->run(from_, to_);
  std::size_t piece = best.threshold() == 0 ? first_piece : last_piece;
  for (std::size_t at = run.begin; at < run.end; piece = std::min(4 * piece, last_piece)) {
    const std::size_t count = std::min(piece, run.end - at);
    scan({&list, at, impacts.subspan(at, count), {}}, part, best);
    at += count;
  }
}

void RangeRanker::scan(const Some& some, const Corpus::Part& part, BestMatches& best) {
  const float weight = lists_.front().weight;
  auto& places = buffers_->places;
  if (places.size() < some.impacts.size()) places.resize(some.impacts.size());
  const std::size_t found = places_above(some.impacts, best.threshold() / weight, places.data());
  for (std::size_t i = 0; i < found; ++i) {
    const std::uint32_t ordinal = ordinal_of(some, places[i]);
    if (part.is_deleted(ordinal)) continue;
    best.add(static_cast<std::uint32_t>(segment_), ordinal, weight * some.impacts[places[i]]);
  }
}

void RangeRanker::rank_window(std::uint32_t first, std::uint32_t last, std::uint64_t* matches,
                              BestMatches& best) {
  auto& open = buffers_->open;
  open.clear();
  for (std::uint32_t i = first; i < last; ++i) {
    if (!may_have_best(i, matches, best)) continue;
    if (op_ == Op::all_of && count_ones(range_words(matches, i)) <= scored_one_by_one) {
      put_aside(i, i + 1, matches);
    } else if (!scan_one_list(i, matches, best.threshold())) {
      open.push_back(i);
    }
    if (buffers_->scattered.size() >= scattered_at_once) rank_scattered(best);
  }
  if (open.size() * worth_a_window >= last - first) {
    look_into(first, last, matches, best);
  } else {
    for (const std::uint32_t each : open) look_into(each, each + 1, matches, best);
  }
}

// Where the others together cannot reach the threshold, whatever reaches it has a certain impact in
// this list at least. A row of impacts is gone through several times as fast as scores are added
// up.
bool RangeRanker::scan_one_list(std::uint32_t range, std::uint64_t* matches, float threshold) {
  if (op_ == Op::best_of || lists_.size() > most_scanned || threshold == 0) return false;
  float sum = 0;
  for (const List& each : lists_) sum += each.bound(range);
  const std::uint32_t begin = from_ + range * score_range;
  const std::uint32_t end = std::min(begin + score_range, to_);
  const List* scanned = nullptr;
  std::size_t fewest = 0;
  float least = 0;
  for (const List& each : lists_) {
    const float missing = threshold * (1 - rounding) - (sum - each.bound(range)) * (1 + rounding);
    if (each.weight == 0 || missing <= sum * rounding) continue;
    const InSegment::Run here = run_in(each, begin, end);
    if (scanned != nullptr && here.end - here.begin >= fewest) continue;
    scanned = &each;
    fewest = here.end - here.begin;
    least = missing * (1 - rounding) / each.weight;
  }
  if (scanned == nullptr) return false;
  buffers_->bounds[range] = done;
  const Some some = postings_in(*scanned, begin, end);
  auto& places = buffers_->places;
  if (places.size() < score_range) places.resize(score_range);
  const std::size_t found = places_above(some.impacts, least, places.data());
  for (std::size_t i = 0; i < found; ++i) {
    const std::uint32_t ordinal = ordinal_of(some, places[i]);
    const std::uint32_t place = ordinal - from_;
    if ((matches[place / 64] >> (place % 64) & 1U) != 0) buffers_->scattered.push_back(ordinal);
  }
  std::ranges::fill(range_words(matches, range), 0U);
  return true;
}

void RangeRanker::score_all(std::uint32_t begin, std::uint32_t end) {
  float* const scores = buffers_->scores.data();
  std::fill_n(scores, end - begin, 0.0F);
  const bool best = op_ == Op::best_of;
  for (const List& list : lists_) {
    if (list.weight == 0) continue;
    const Some some = postings_in(list, begin, end);
    const float* const impacts = some.impacts.data();
    if (list.postings->is_dense() && list.postings->is_whole()) {
      const std::span<const std::uint16_t> places =
          list.postings->unpacked.places.subspan(some.begin, some.impacts.size());
      add_scores(places, begin % slice_size, impacts, list.weight, best, scores);
    } else {
      add_scores(some.ordinals, begin, impacts, list.weight, best, scores);
    }
  }
}

void RangeRanker::look_into(std::uint32_t first, std::uint32_t last, std::uint64_t* matches,
                            BestMatches& best) {
  std::fill(buffers_->bounds.begin() + first, buffers_->bounds.begin() + last, done);
  const std::uint32_t begin = from_ + first * score_range;
  const std::uint32_t end = std::min(from_ + last * score_range, to_);
  score_all(begin, end);
  const std::span<std::uint64_t> bits{matches + std::size_t{first} * words_of_range,
                                      (end - begin + 63) / 64};
  best.add_window(static_cast<std::uint32_t>(segment_), begin,
                  {buffers_->scores.data(), end - begin}, bits, buffers_->places);
  std::ranges::fill(bits, 0U);
}

void RangeRanker::put_aside(std::uint32_t first, std::uint32_t last, std::uint64_t* matches) {
  std::fill(buffers_->bounds.begin() + first, buffers_->bounds.begin() + last, done);
  auto& out = buffers_->scattered;
  const std::size_t before = out.size();
  out.resize(before + (last - first) * std::size_t{score_range});
  const std::uint32_t begin = first * words_of_range;
  const std::span<std::uint64_t> bits{matches + begin,
                                      std::min(last * words_of_range, words()) - begin};
  out.resize(before +
             list_bits(bits.data(), bits.size(), from_ + first * score_range, out.data() + before));
  std::ranges::fill(bits, 0U);
}

// List by list: what can no longer reach the threshold with all that is left is dropped before the
// next one is asked.
void RangeRanker::rank_scattered(BestMatches& best) {
  auto& ordinals = buffers_->scattered;
  float* const scores = buffers_->scores.data();
  std::fill_n(scores, ordinals.size(), 0.0F);
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    const List& list = lists_[i];
    if (list.weight == 0) continue;
    const UnpackedList& unpacked = list.postings->unpacked;
    if (!list.postings->is_dense()) {
      add_by_list(ordinals, scores, list.ordinals, list.impacts, list.weight);
    } else if (list.postings->is_whole()) {
      add_by_bits(ordinals, scores, list.postings->bits, unpacked.impacts.data(), list.weight);
    } else {
      buffers_->reader.add(*list.postings, ordinals, scores, list.weight);
      list.term->note_read(scattered_cost * ordinals.size());
    }
    // Added up anew: what subtraction leaves could be rounded to less than the rest can give.
    float left = 0;
    for (const List& each : std::span(lists_).subspan(i + 1)) {
      left += each.greatest;
    }
    const float least = best.threshold() * (1 - rounding) - (left + rounding) * (1 + rounding);
    if (least > 0) drop_scattered_below(least);
  }
  best.add(static_cast<std::uint32_t>(segment_), ordinals, {scores, ordinals.size()}, 1,
           buffers_->places);
  ordinals.clear();
}

void RangeRanker::drop_scattered_below(float least) {
  auto& ordinals = buffers_->scattered;
  float* const scores = buffers_->scores.data();
  auto& places = buffers_->places;
  if (places.size() < ordinals.size()) places.resize(ordinals.size());
  const std::size_t found = places_above({scores, ordinals.size()}, least, places.data());
  for (std::size_t i = 0; i < found; ++i) {
    ordinals[i] = ordinals[places[i]];
    scores[i] = scores[places[i]];
  }
  ordinals.resize(found);
}

}  // namespace dateline::search
