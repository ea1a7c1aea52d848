#include "store/segment/column_builder.h"

#include <algorithm>
#include <utility>

#include "store/segment/checked.h"

namespace dateline::store {
namespace {

using segment_format::Kind;

template <class Item>
std::string bytes_of(const std::vector<Item>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item)};
}

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

ColumnBuilder::ColumnBuilder(const std::filesystem::path& folder)
    : records_(folder), facets_(base::facet_fields().size()) {}

void ColumnBuilder::add(const ArticleColumns& article) {
  const std::uint32_t at = size();
  DocidRuns::append(docids_, at, article.docid);
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
  constexpr std::size_t an_article = 44;
  std::size_t out =
      size() * an_article + docids_.size() * sizeof(DocidRun) + records_.memory_bytes();
  for (const FacetColumnBuilder& each : facets_) out += each.memory_bytes();
  return out;
}

std::vector<NewSection> ColumnBuilder::sections() const {
  std::vector<NewSection> out{
      {Kind::docids, 0, bytes_of(docids_)},
      {Kind::lengths, 0, bytes_of(lengths_)},
      {Kind::days, 0, bytes_of(days_)},
      {Kind::day_zones, 0, bytes_of(zones_of(days_))},
      {Kind::instants, 0, bytes_of(instants_)},
      {Kind::has_instant, 0, bytes_of(has_instant_)},
      {Kind::contents, 0, bytes_of(contents_)},
      {Kind::has_content, 0, bytes_of(has_content_)},
      {Kind::record_offsets, 0, bytes_of(record_offsets_)},
  };
  std::span<const FacetColumnBuilder> columns(facets_);
  for (std::uint32_t group = 0; group < base::facet_groups; ++group) {
    const auto fields = base::facet_group(group);
    for (NewSection& each : facet_sections(fields, columns.first(fields.size()))) {
      out.push_back(std::move(each));
    }
    columns = columns.subspan(fields.size());
  }
  return out;
}

}  // namespace dateline::store
