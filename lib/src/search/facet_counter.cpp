#include "search/facet_counter.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dateline::search {
namespace {

using store::FacetColumn;

// Without a branch: each place of a row is counted, whether it has a key or not (see FacetColumn),
// and the ordinals of the few articles with more keys are put aside.
template <std::uint32_t width>
std::size_t count_width(const std::uint16_t* rows, std::uint16_t marker, Ordinals ordinals,
                        std::uint32_t* even, std::uint32_t* odd, std::uint32_t* more) {
  std::size_t found = 0;
  for (const std::uint32_t ordinal : ordinals) {
    const std::uint16_t* row = rows + std::size_t{ordinal} * width;
    for (std::uint32_t i = 0; i < width; ++i) ++(i % 2 == 0 ? even : odd)[row[i]];
    more[found] = ordinal;
    found += row[width - 1] == marker ? 1 : 0;
  }
  return found;
}

}  // namespace

FacetCounter::FacetCounter(const Corpus& corpus, const base::FacetField& field,
                           FacetBuffers& buffers)
    : corpus_(&corpus), field_(&field), keys_(&corpus.facet_keys(field)), buffers_(&buffers) {
  if (buffers.totals.size() < keys_->keys.size()) buffers.totals.resize(keys_->keys.size());
}

FacetCounter::~FacetCounter() {
  for (const std::uint32_t each : buffers_->touched) buffers_->totals[each] = 0;
  buffers_->touched.clear();
  if (!has_rows_) return;  // else the search ended in an exception
  std::ranges::fill(buffers_->even, 0U);
  std::ranges::fill(buffers_->odd, 0U);
}

void FacetCounter::add(std::uint32_t number, std::uint32_t count) {
  std::uint32_t& total = buffers_->totals[number];
  if (total == 0) buffers_->touched.push_back(number);
  total += count;
}

void FacetCounter::count(std::size_t segment, Ordinals ordinals) {
  const FacetColumn& column = corpus_->parts()[segment].segment->facet(*field_);
  // To go through all counters in the end would take longer than the few articles.
  constexpr std::size_t keys_worth_an_article = 64;
  if (!column.is_narrow()) {
    count_lists(column, ordinals, segment);
  } else if (ordinals.size() * keys_worth_an_article < column.keys) {
    count_few(column, ordinals, segment);
  } else {
    count_rows(column, ordinals);
    has_rows_ = true;
  }
}

void FacetCounter::count_few(const FacetColumn& column, Ordinals ordinals, std::size_t segment) {
  const auto& map = keys_->numbers[segment];
  for (const std::uint32_t ordinal : ordinals) {
    column.read(ordinal, buffers_->more);
    for (const std::uint32_t each : buffers_->more) add(map.empty() ? each : map[each], 1);
  }
}

void FacetCounter::count_rows(const FacetColumn& column, Ordinals ordinals) {
  std::vector<std::uint32_t>& more = buffers_->more;
  more.resize(ordinals.size() + 1);
  const auto run = [&](auto counter) {
    more.resize(counter(column.narrow.rows.data(), column.more_marker(), ordinals,
                        buffers_->even.data(), buffers_->odd.data(), more.data()));
  };
  switch (column.narrow.width) {
    case 1:
      run(count_width<1>);
      break;
    case 2:
      run(count_width<2>);
      break;
    case 4:
      run(count_width<4>);
      break;
    default:
      run(count_width<8>);
  }
  count_more(column);
}

void FacetCounter::count_more(const FacetColumn& column) {
  const auto& rows = column.narrow;
  std::size_t at = 0;
  for (const std::uint32_t ordinal : buffers_->more) {
    at = gallop(rows.more_articles, at, ordinal);
    if (at + 1 >= rows.more_offsets.size()) return;
    if (rows.more_articles[at] != ordinal) continue;
    for (std::uint32_t i = rows.more_offsets[at]; i < rows.more_offsets[at + 1]; ++i) {
      ++buffers_->even[rows.more_values[i]];
    }
  }
}

void FacetCounter::count_lists(const FacetColumn& column, Ordinals ordinals, std::size_t segment) {
  const auto& map = keys_->numbers[segment];
  for (const std::uint32_t ordinal : ordinals) {
    const std::uint32_t end = column.wide.offsets[ordinal + 1];
    for (std::uint32_t i = column.wide.offsets[ordinal]; i < end; ++i) {
      const std::uint32_t value = column.wide.values[i];
      if (value < column.keys) add(map.empty() ? value : map[value], 1);
    }
  }
}

void FacetCounter::leave(std::size_t segment) {
  const FacetColumn& column = corpus_->parts()[segment].segment->facet(*field_);
  if (!std::exchange(has_rows_, false)) return;
  const auto& map = keys_->numbers[segment];
  for (std::uint32_t i = 0; i < column.keys; ++i) {
    const std::uint32_t count = buffers_->even[i] + buffers_->odd[i];
    if (count > 0) add(map.empty() ? i : map[i], count);
  }
  const std::uint32_t used = std::min(column.keys + column.narrow.width + 1, 1U << 16U);
  std::fill_n(buffers_->even.begin(), used, 0U);
  std::fill_n(buffers_->odd.begin(), used, 0U);
}

void FacetCounter::count_all() {
  for (std::uint32_t i = 0; i < keys_->articles.size(); ++i) {
    if (keys_->articles[i] > 0) add(i, keys_->articles[i]);
  }
}

KeyCounts FacetCounter::top(std::size_t limit) const {
  std::vector<std::uint32_t> best = buffers_->touched;
  const std::vector<std::uint32_t>& totals = buffers_->totals;
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(totals[b], a) < std::tie(totals[a], b);
  };
  const auto end = best.begin() + static_cast<std::ptrdiff_t>(std::min(limit, best.size()));
  std::ranges::partial_sort(best, end, before);
  KeyCounts out;
  for (auto each = best.begin(); each != end; ++each) {
    out.push_back({std::string(keys_->keys[*each]), totals[*each]});
  }
  return out;
}

// A segment of a few decades has an array of its days; for what has centuries that would be waste.
void DayCounter::count(const store::Segment& segment, Ordinals ordinals) {
  constexpr std::int64_t most_days = 1 << 16;
  std::int32_t first = INT32_MAX;
  std::int32_t last = INT32_MIN;
  for (const store::DayZone& each : segment.day_zones()) {
    first = std::min(first, each.first);
    last = std::max(last, each.last);
  }
  if (first > last) return;
  const std::int32_t* days = segment.days().data();
  const std::int64_t range = std::int64_t{last} - first + 1;
  if (range > most_days) {
    for (const std::uint32_t ordinal : ordinals) {
      if (days[ordinal] != store::unknown_day) ++days_[days[ordinal]];
    }
    return;
  }
  // Unknown days are counted behind the last one.
  counts_.assign(static_cast<std::size_t>(range) + 1, 0);
  for (const std::uint32_t ordinal : ordinals) {
    const auto place = static_cast<std::size_t>(std::int64_t{days[ordinal]} - first);
    ++counts_[std::min(place, static_cast<std::size_t>(range))];
  }
  for (std::int64_t i = 0; i < range; ++i) {
    const std::uint32_t count = counts_[static_cast<std::size_t>(i)];
    if (count > 0) days_[static_cast<std::int32_t>(first + i)] += count;
  }
}

}  // namespace dateline::search
