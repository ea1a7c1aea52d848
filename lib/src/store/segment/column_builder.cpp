#include "store/segment/column_builder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "store/segment/checked.h"

namespace dateline::store {
namespace {

using segment_format::Kind;
using Numbers = std::span<const std::uint32_t>;

template <class Item>
std::string bytes_of(const std::vector<Item>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item)};
}

constexpr std::array<std::uint32_t, 4> widths{1, 2, 4, 8};
// Of a hundred articles so many may have keys beyond their row.
constexpr std::size_t most_with_more = 5;

// The narrowest rows that hold all keys of most articles.
std::uint32_t width_for(const std::vector<std::uint32_t>& offsets) {
  const std::size_t articles = offsets.size() - 1;
  for (const std::uint32_t width : widths) {
    std::size_t wider = 0;
    for (std::size_t i = 0; i < articles; ++i) wider += offsets[i + 1] - offsets[i] > width ? 1 : 0;
    if (wider * 100 <= articles * most_with_more) return width;
  }
  return widths.back();
}

/// Rows of a narrow column; see FacetColumn.
class RowWriter {
 public:
  RowWriter(std::uint32_t keys, std::uint32_t width) : keys_(keys), width_(width) {}

  void add(Numbers keys) {
    const bool more = keys.size() > width_;
    const std::size_t in_row = more ? width_ - 1 : keys.size();
    for (std::size_t place = 0; place < width_; ++place) {
      rows_.push_back(place < in_row ? narrow(keys[place]) : narrow(keys_ + place));
    }
    if (more) {
      rows_.back() = narrow(keys_ + width_);
      more_articles_.push_back(article_);
      for (const std::uint32_t each : keys.subspan(in_row)) more_values_.push_back(narrow(each));
      more_offsets_.push_back(static_cast<std::uint32_t>(more_values_.size()));
    }
    ++article_;
  }

  void write(std::vector<std::pair<Kind, std::string>>& out) const {
    out.emplace_back(Kind::rows, bytes_of(rows_));
    out.emplace_back(Kind::more_articles, bytes_of(more_articles_));
    out.emplace_back(Kind::more_offsets, bytes_of(more_offsets_));
    out.emplace_back(Kind::more_values, bytes_of(more_values_));
  }

 private:
  static std::uint16_t narrow(std::size_t number) { return static_cast<std::uint16_t>(number); }

  std::uint32_t keys_;
  std::uint32_t width_;
  std::uint32_t article_ = 0;
  std::vector<std::uint16_t> rows_;
  std::vector<std::uint32_t> more_articles_;
  std::vector<std::uint32_t> more_offsets_{0};
  std::vector<std::uint16_t> more_values_;
};

void append_bit(std::vector<std::uint64_t>& bits, std::size_t at, bool value) {
  if (at % 64 == 0) bits.push_back(0);
  bits.back() |= std::uint64_t{value} << (at % 64);
}

std::vector<DayZone> zones_of(const std::vector<std::int32_t>& days) {
  std::vector<DayZone> out;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (i % day_zone_size == 0) out.push_back({INT32_MAX, INT32_MIN});
    if (days[i] == unknown_day) continue;
    out.back().first = std::min(out.back().first, days[i]);
    out.back().last = std::max(out.back().last, days[i]);
  }
  return out;
}

}  // namespace

std::uint32_t FacetColumnBuilder::intern(std::string_view key) {
  const auto found = numbers_.find(key);
  if (found != numbers_.end()) return found->second;
  key_bytes_ += key.size();
  const auto number = static_cast<std::uint32_t>(numbers_.size());
  numbers_.emplace(key, number);
  return number;
}

void FacetColumnBuilder::add(Numbers keys) {
  values_.insert(values_.end(), keys.begin(), keys.end());
  offsets_.push_back(static_cast<std::uint32_t>(values_.size()));
}

std::vector<std::pair<Kind, std::string>> FacetColumnBuilder::sections() const {
  std::vector<bool> used(numbers_.size());
  for (const std::uint32_t each : values_) used[each] = true;
  std::vector<std::pair<std::string_view, std::uint32_t>> sorted;
  for (const auto& [key, number] : numbers_) {
    if (used[number]) sorted.emplace_back(key, number);
  }
  std::ranges::sort(sorted);
  std::vector<std::uint32_t> places(numbers_.size());
  std::vector<std::uint32_t> key_offsets{0};
  std::string key_bytes;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    places[sorted[i].second] = static_cast<std::uint32_t>(i);
    key_bytes += sorted[i].first;
    key_offsets.push_back(static_cast<std::uint32_t>(key_bytes.size()));
  }
  std::vector<std::uint32_t> values;
  values.reserve(values_.size());
  for (const std::uint32_t each : values_) values.push_back(places[each]);

  std::vector<std::pair<Kind, std::string>> out;
  out.emplace_back(Kind::key_offsets, bytes_of(key_offsets));
  out.emplace_back(Kind::key_bytes, std::move(key_bytes));
  if (sorted.size() > most_narrow_keys) {
    out.emplace_back(Kind::list_offsets, bytes_of(offsets_));
    out.emplace_back(Kind::list_values, bytes_of(values));
    return out;
  }
  RowWriter rows(static_cast<std::uint32_t>(sorted.size()), width_for(offsets_));
  for (std::size_t i = 0; i + 1 < offsets_.size(); ++i) {
    rows.add(Numbers(values).subspan(offsets_[i], offsets_[i + 1] - offsets_[i]));
  }
  rows.write(out);
  return out;
}

std::size_t FacetColumnBuilder::memory_bytes() const {
  constexpr std::size_t node = 64;
  return (offsets_.size() + values_.size()) * sizeof(std::uint32_t) + key_bytes_ +
         numbers_.size() * node;
}

ColumnBuilder::ColumnBuilder() : facets_(base::facet_fields().size()) {}

void ColumnBuilder::add(const ArticleColumns& article) {
  const std::size_t at = docids_.size();
  docids_.push_back(article.docid);
  lengths_.push_back(article.length);
  total_length_ += article.length;
  days_.push_back(article.day);
  instants_.push_back(article.instant.value_or(0));
  append_bit(has_instant_, at, article.instant.has_value());
  contents_.push_back(article.content.value_or(Segment::Content{}));
  append_bit(has_content_, at, article.content.has_value());
  append_checked(records_, article.record, at);
  record_offsets_.push_back(records_.size());
}

std::size_t ColumnBuilder::memory_bytes() const {
  constexpr std::size_t an_article = 48;
  std::size_t out = docids_.size() * an_article + records_.size();
  for (const FacetColumnBuilder& each : facets_) out += each.memory_bytes();
  return out;
}

std::vector<ColumnBuilder::Section> ColumnBuilder::sections() const {
  std::vector<Section> out{
      {Kind::docids, 0, bytes_of(docids_)},
      {Kind::lengths, 0, bytes_of(lengths_)},
      {Kind::days, 0, bytes_of(days_)},
      {Kind::day_zones, 0, bytes_of(zones_of(days_))},
      {Kind::instants, 0, bytes_of(instants_)},
      {Kind::has_instant, 0, bytes_of(has_instant_)},
      {Kind::contents, 0, bytes_of(contents_)},
      {Kind::has_content, 0, bytes_of(has_content_)},
      {Kind::record_offsets, 0, bytes_of(record_offsets_)},
      {Kind::records, 0, records_},
  };
  for (std::size_t i = 0; i < facets_.size(); ++i) {
    for (auto& [kind, bytes] : facets_[i].sections()) {
      out.push_back({kind, base::facet_fields()[i].slot, std::move(bytes)});
    }
  }
  return out;
}

}  // namespace dateline::store
