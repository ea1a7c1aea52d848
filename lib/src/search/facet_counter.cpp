#include "search/facet_counter.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace dateline::search {
namespace {

using store::FacetRows;

// Without a branch: each place of a row is counted, whether it has a key or not (see FacetRows),
// and the ordinals of the few articles with more keys are put aside. Neighbours often have the same
// key: they count in different places, as an addition would wait for the one before. Rows of
// matches lie far apart, so they are asked for in advance.
template <std::uint32_t width>
std::size_t count_width(const std::uint16_t* rows, std::uint16_t marker, Ordinals ordinals,
                        std::uint32_t* even, std::uint32_t* odd, std::uint32_t* more) {
  constexpr std::size_t ahead = 32;
  std::size_t found = 0;
  const auto count = [&](std::uint32_t ordinal, std::uint32_t* counts) {
    const std::uint16_t* row = rows + std::size_t{ordinal} * width;
    for (std::uint32_t place = 0; place < width; ++place) ++counts[row[place]];
    more[found] = ordinal;
    found += row[width - 1] == marker ? 1 : 0;
  };
  std::size_t i = 0;
  for (; i + ahead + 1 < ordinals.size(); i += 2) {
    __builtin_prefetch(rows + std::size_t{ordinals[i + ahead]} * width);
    __builtin_prefetch(rows + std::size_t{ordinals[i + ahead + 1]} * width);
    count(ordinals[i], even);
    count(ordinals[i + 1], odd);
  }
  for (; i < ordinals.size(); ++i) count(ordinals[i], even);
  return found;
}

using CountWidth = decltype(&count_width<1>);

template <std::uint32_t... widths>
CountWidth kernel_for(std::uint32_t width, std::integer_sequence<std::uint32_t, widths...>) {
  constexpr CountWidth kernels[] = {&count_width<widths + 1>...};
  return kernels[width - 1];
}

CountWidth kernel_for(std::uint32_t width) {
  return kernel_for(width, std::make_integer_sequence<std::uint32_t, store::most_places>());
}

/// The keys with the greatest counts, by count, then key.
class TopKeys {
 public:
  /// Any limit: there are no more than all.
  TopKeys(const FacetNumbers& numbers, std::size_t limit)
      : numbers_(&numbers), limit_(std::min<std::size_t>(limit, numbers.size())) {}

  /// What has less is not among them.
  std::uint32_t least() const { return static_cast<std::uint32_t>(least_rank_ >> 32U); }

  void offer(std::uint32_t number, std::uint32_t count) {
    // Of as many articles the key that comes first is the greater.
    const std::uint64_t rank = std::uint64_t{count} << 32U | (UINT32_MAX - numbers_->order(number));
    if (rank < least_rank_) return;
    best_.push_back({rank, number});
    if (best_.size() > 2 * (limit_ + few)) shrink();
  }

  KeyCounts take() {
    if (best_.size() > limit_) shrink();
    std::ranges::sort(best_, std::greater{}, &Counted::rank);
    for (const Counted& each : best_) numbers_->expect_key_place(each.number);
    for (const Counted& each : best_) numbers_->expect_key(each.number);
    KeyCounts out;
    out.reserve(best_.size());
    for (const Counted& each : best_) {
      out.push_back({std::string(numbers_->key(each.number)), each.rank >> 32U});
    }
    return out;
  }

 private:
  static constexpr std::size_t few = 32;  ///< to sort out more often is not worth it

  struct Counted {
    std::uint64_t rank = 0;
    std::uint32_t number = 0;
  };

  void shrink() {
    const auto end = best_.begin() + static_cast<std::ptrdiff_t>(limit_);
    std::ranges::nth_element(best_, end, std::greater{}, &Counted::rank);
    least_rank_ = end->rank;
    best_.resize(limit_);
  }

  const FacetNumbers* numbers_;
  std::size_t limit_;
  std::vector<Counted> best_;
  std::uint64_t least_rank_ = std::uint64_t{1} << 32U;
};

// Keys come in the order of how many articles have them at most: the rest need not be seen when
// there are enough with more.
void offer_all(const FacetNumbers& numbers, FacetNumbers::Range range,
               std::span<const std::uint32_t> counts, TopKeys& best) {
  const auto most = numbers.most_articles();
  for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
    if (most[i] < best.least()) return;
    if (counts[i] >= best.least()) best.offer(i, counts[i]);
  }
}

}  // namespace

FacetCounter::FacetCounter(const Corpus& corpus, std::uint32_t group, FacetBuffers& buffers)
    : corpus_(&corpus),
      group_(group),
      fields_(base::facet_group(group)),
      numbers_(&corpus.facet_numbers(group)),
      buffers_(&buffers) {
  const std::size_t needed = std::size_t{numbers_->size()} + FacetNumbers::spare;
  if (buffers.totals.size() < needed) buffers.totals.resize(needed);
  if (buffers.rows.empty()) buffers.rows.resize(1 + fields_.size());
}

FacetCounter::~FacetCounter() {
  if (any_may_count_) {
    std::ranges::fill(buffers_->totals, 0U);
  } else {
    for (const std::uint32_t each : buffers_->touched) buffers_->totals[each] = 0;
  }
  buffers_->touched.clear();
  for (FacetBuffers::RowCounts& each : buffers_->rows) {
    if (!std::exchange(each.used, false)) continue;  // else the search ended in an exception
    std::ranges::fill(each.even, 0U);
    std::ranges::fill(each.odd, 0U);
  }
}

const store::Segment& FacetCounter::segment_at(std::size_t number) const {
  return *corpus_->parts()[number].segment;
}

void FacetCounter::count(std::size_t segment, Slice slice, Ordinals ordinals) {
  // To make bits of the matches takes a fourth of counting them.
  const bool most_match = ordinals.size() * 8 > (slice.to - slice.from) * std::size_t{5};
  if (most_match && others_to_ == slice.from) {
    buffers_->words.resize((slice.to - slice.from + 63) / 64);
    bits_of(ordinals, slice.from, buffers_->words, buffers_->present);
    count_others(segment, slice);
    return;
  }
  if (others_to_ > 0) count_instead_of_others(segment);
  count_into({}, segment, ordinals);
}

void FacetCounter::count_bits(std::size_t segment, Slice slice,
                              std::span<const std::uint64_t> words) {
  const bool most_match = count_ones(words) * 2 > slice.to - slice.from;
  if (most_match && others_to_ == slice.from) {
    buffers_->words.assign(words.begin(), words.end());
    count_others(segment, slice);
    return;
  }
  if (others_to_ > 0) count_instead_of_others(segment);
  count_into({}, segment, list_bits(words, slice.from, buffers_->listed));
}

void FacetCounter::count_for(const base::FacetField& field, std::size_t segment,
                             Ordinals ordinals) {
  count_into({.field = &field}, segment, ordinals);
}

// Subtracts those that are not among the bits of buffers_->words; leave() adds all.
void FacetCounter::count_others(std::size_t segment, Slice slice) {
  others_to_ = slice.to;
  any_may_count_ = true;
  for (std::uint64_t& each : buffers_->words) each = ~each;
  count_live(segment, slice, minus);
}

// Those of buffers_->words that are articles of the slice and not deleted.
void FacetCounter::count_live(std::size_t segment, Slice slice, std::uint32_t sign) {
  std::vector<std::uint64_t>& words = buffers_->words;
  const unsigned in_last = (slice.to - slice.from) % 64;
  if (in_last > 0) words.back() &= (std::uint64_t{1} << in_last) - 1;
  if (const store::DeletedBits* deleted = corpus_->parts()[segment].deleted) {
    for (std::size_t i = 0; i < words.size(); ++i) words[i] &= ~(*deleted)[slice.from / 64 + i];
  }
  count_into({.field = nullptr, .sign = sign}, segment,
             list_bits(words, slice.from, buffers_->listed));
}

// Of only a part of the segment the others have been counted: then they do not tell how many
// articles have a key, and all of that part are counted, too.
void FacetCounter::count_instead_of_others(std::size_t segment) {
  add_up({.field = nullptr, .sign = minus}, segment);
  for (std::uint32_t from = 0; from < others_to_; from += slice_size) {
    const Slice slice{from, std::min(others_to_, from + slice_size)};
    buffers_->words.assign((slice.to - slice.from + 63) / 64, UINT64_MAX);
    count_live(segment, slice, plus);
  }
  others_to_ = 0;
}

void FacetCounter::leave(std::size_t segment) {
  if (others_to_ > 0 && others_to_ < corpus_->parts()[segment].segment->size()) {
    count_instead_of_others(segment);
  }
  const bool by_others = std::exchange(others_to_, 0) > 0;
  add_up({.field = nullptr, .sign = by_others ? minus : plus}, segment);
  if (by_others) add_all(segment);
  for (const base::FacetField& each : fields_) {
    add_up({.field = &each}, segment);
  }
}

FacetBuffers::RowCounts& FacetCounter::row_counts(const Target& target) {
  if (target.field == nullptr) return buffers_->rows[0];
  return buffers_->rows[1 + static_cast<std::size_t>(target.field - fields_.data())];
}

FacetNumbers::Range FacetCounter::numbers(const Target& target) const {
  if (target.field != nullptr) return numbers_->of(*target.field);
  return {0, numbers_->size()};
}

void FacetCounter::count_into(const Target& target, std::size_t segment, Ordinals ordinals) {
  // To go through the counters of all codes in the end would take longer than the few articles. The
  // other slices will have as many.
  constexpr std::size_t codes_worth_an_article = 16;
  const std::size_t slices = segment_at(segment).size() / slice_size + 1;
  buffers_->more.resize(ordinals.size() + 1);
  const bool few = ordinals.size() * slices * codes_worth_an_article <
                   segment_at(segment).facet_codes(group_).common;
  if (few && !row_counts(target).used) {
    count_few(target, segment, ordinals);
  } else {
    count_rows(target, segment, ordinals);
  }
  count_more(target, segment);
}

void FacetCounter::count_few(const Target& target, std::size_t segment, Ordinals ordinals) {
  constexpr std::size_t ahead = 8;
  const FacetRows& from = segment_at(segment).facet_rows(group_, ordinals);
  const std::uint32_t width = from.width;
  const std::uint32_t marker = from.more_marker();
  const FacetNumbers::Range wanted = numbers(target);
  const std::uint32_t not_wanted = numbers_->size() + store::most_places;
  const auto& of_codes = numbers_->of(segment).of_codes;
  const std::uint32_t* number_of = of_codes.empty() ? nullptr : of_codes.data();
  auto& touched = buffers_->touched;
  std::size_t touched_end = touched.size();
  touched.resize(touched_end + ordinals.size() * width + 1);
  std::uint32_t* totals = buffers_->totals.data();
  std::uint32_t* more = buffers_->more.data();
  std::size_t found = 0;
  for (std::size_t i = 0; i < ordinals.size(); ++i) {
    const std::size_t later = std::min(i + ahead, ordinals.size() - 1);
    __builtin_prefetch(&from.rows[std::size_t{ordinals[later]} * width]);
    const std::uint16_t* row = &from.rows[std::size_t{ordinals[i]} * width];
    for (std::uint32_t place = 0; place < width; ++place) {
      const std::uint32_t code = std::min<std::uint32_t>(row[place], marker);
      const std::uint32_t number = number_of == nullptr ? code : number_of[code];
      const std::uint32_t counted = wanted.has(number) ? number : not_wanted;
      touched[touched_end] = counted;
      touched_end += totals[counted] == 0 ? 1 : 0;
      totals[counted] += target.sign;
    }
    more[found] = ordinals[i];
    found += row[width - 1] == marker ? 1 : 0;
  }
  touched.resize(touched_end);
  buffers_->more.resize(found);
}

void FacetCounter::count_rows(const Target& target, std::size_t segment, Ordinals ordinals) {
  const FacetRows& from = segment_at(segment).facet_rows(group_, ordinals);
  FacetBuffers::RowCounts& counts = row_counts(target);
  counts.used = true;
  counts.even.resize(std::size_t{1} << 16U);
  counts.odd.resize(std::size_t{1} << 16U);
  buffers_->more.resize(kernel_for(from.width)(from.rows.data(), from.more_marker(), ordinals,
                                               counts.even.data(), counts.odd.data(),
                                               buffers_->more.data()));
}

// The lists of those articles that the loops have put aside.
void FacetCounter::count_more(const Target& target, std::size_t segment) {
  const FacetRows& from = segment_at(segment).facet_rows(group_, {});
  FacetBuffers::RowCounts& counts = row_counts(target);
  // Nothing is less than 0 codes.
  const std::uint32_t in_rows = counts.used ? from.common : 0;
  for (const std::uint32_t ordinal : buffers_->more) {
    for (const std::uint32_t code : from.more(ordinal)) {
      if (code < in_rows) {
        ++counts.even[code];
      } else if (code < from.codes) {
        add(target, segment, code);
      }
    }
  }
}

void FacetCounter::add(const Target& target, std::size_t segment, std::uint32_t code) {
  const auto& of_codes = numbers_->of(segment).of_codes;
  const std::uint32_t number = of_codes.empty() ? code : of_codes[code];
  if (!numbers(target).has(number)) return;
  std::uint32_t& total = buffers_->totals[number];
  if (total == 0) buffers_->touched.push_back(number);
  total += target.sign;
}

void FacetCounter::add_up(const Target& target, std::size_t segment) {
  FacetBuffers::RowCounts& counts = row_counts(target);
  if (!std::exchange(counts.used, false)) return;
  any_may_count_ = true;
  std::uint32_t first = 0;
  const store::FacetCodes& codes = segment_at(segment).facet_codes(group_);
  std::uint32_t last = codes.common;
  if (target.field != nullptr) {
    const store::FacetKeys& column = segment_at(segment).facet_keys(*target.field);
    first = column.first_common;
    last = first + column.common;
  }
  std::uint32_t* even = counts.even.data();
  std::uint32_t* odd = counts.odd.data();
  std::uint32_t* totals = buffers_->totals.data();
  const auto& of_codes = numbers_->of(segment).of_codes;
  const std::uint32_t sign = target.sign;
  if (of_codes.empty()) {
    for (std::uint32_t i = first; i < last; ++i) totals[i] += sign * (even[i] + odd[i]);
  } else {
    for (std::uint32_t i = first; i < last; ++i) totals[of_codes[i]] += sign * (even[i] + odd[i]);
  }
  std::fill_n(even, codes.common + codes.width + 1, 0U);
  std::fill_n(odd, codes.common + codes.width + 1, 0U);
}

void FacetCounter::add_all(std::size_t segment) {
  const FacetNumbers::Segment& all = numbers_->of(segment);
  for (std::uint32_t i = 0; i < all.articles.size(); ++i) {
    buffers_->totals[all.of_codes.empty() ? i : all.of_codes[i]] += all.articles[i];
  }
}

KeyCounts FacetCounter::top(const base::FacetField& field, std::size_t limit) const {
  const FacetNumbers::Range range = numbers_->of(field);
  TopKeys best(*numbers_, limit);
  // Of a few keys all are looked at sooner than those of the other fields are passed over.
  if (any_may_count_ || range.count < buffers_->touched.size()) {
    offer_all(*numbers_, range, buffers_->totals, best);
  } else {
    // What a few articles have is found all over the numbers, which are asked for in advance.
    constexpr std::size_t ahead = 8;
    const auto& touched = buffers_->touched;
    for (std::size_t i = 0; i < touched.size(); ++i) {
      numbers_->expect_order(touched[std::min(i + ahead, touched.size() - 1)]);
      const std::uint32_t count = buffers_->totals[touched[i]];
      if (range.has(touched[i]) && count >= best.least()) best.offer(touched[i], count);
    }
  }
  return best.take();
}

KeyCounts FacetCounter::top_of_all(const base::FacetField& field, std::size_t limit) const {
  TopKeys best(*numbers_, limit);
  offer_all(*numbers_, numbers_->of(field), numbers_->articles(), best);
  return best.take();
}

// An archive of a few decades has an array of its days; for one of centuries that would be waste.
DayCounter::DayCounter(store::DayZone all) : all_(all) {
  constexpr std::int64_t most_days = 1 << 16;
  const std::int64_t range = std::int64_t{all.last} - all.first + 1;
  if (range > 0 && range <= most_days) counts_.resize(static_cast<std::size_t>(range) + 1);
}

void DayCounter::count(const store::Segment& segment, Ordinals ordinals) {
  const std::int32_t* days = segment.days().data();
  if (counts_.empty()) {
    for (const std::uint32_t ordinal : ordinals) {
      if (days[ordinal] != store::unknown_day) ++sparse_[days[ordinal]];
    }
    return;
  }
  const std::size_t no_day = counts_.size() - 1;
  std::uint32_t* const counts = counts_.data();
  for (const std::uint32_t ordinal : ordinals) {
    // Unknown days are before all others, and so far behind as a number without sign.
    const auto place = static_cast<std::size_t>(std::int64_t{days[ordinal]} - all_.first);
    ++counts[std::min(place, no_day)];
  }
}

DayCounts DayCounter::days() const {
  DayCounts out(sparse_.begin(), sparse_.end());
  for (std::size_t i = 0; i + 1 < counts_.size(); ++i) {
    if (counts_[i] > 0) out.emplace_back(all_.first + static_cast<std::int32_t>(i), counts_[i]);
  }
  return out;
}

}  // namespace dateline::search
