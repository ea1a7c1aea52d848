#include "store/segment/facet_column.h"

#include <algorithm>
#include <ranges>

#include "store/segment/damaged_segment.h"

namespace dateline::store {

void FacetRows::read(std::uint32_t ordinal, std::vector<std::uint32_t>& out) const {
  out.clear();
  const auto row = rows.subspan(std::size_t{ordinal} * width, width);
  for (const std::uint16_t each : row) {
    if (each < common) out.push_back(each);
  }
  if (row.back() != more_marker()) return;
  const auto others = more(ordinal);
  out.insert(out.end(), others.begin(), others.end());
}

std::string_view FacetKeys::key(std::uint32_t number) const {
  const std::uint32_t from = number < keys ? key_offsets[number] : 1;
  const std::uint32_t to = number < keys ? key_offsets[number + 1] : 0;
  if (from > to || to > key_bytes.size()) {
    fail();
  }
  return key_bytes.substr(from, to - from);
}

std::optional<std::uint32_t> FacetKeys::find(std::string_view wanted) const {
  const auto numbers = std::views::iota(std::uint32_t{0}, keys);
  const auto found =
      std::ranges::lower_bound(numbers, wanted, {}, [&](std::uint32_t each) { return key(each); });
  if (found == numbers.end() || key(*found) != wanted) return std::nullopt;
  return *found;
}

void FacetKeys::fail() {
  throw DamagedSegmentError("the facet keys of a segment are damaged");
}

std::optional<std::uint32_t> FacetKeys::number(std::uint32_t code) const {
  // What is below the first wraps around to a large number.
  const std::uint32_t in_common = code - first_common;
  if (in_common < common) return ranked(in_common);
  const std::uint32_t in_others = code - first_other;
  if (in_others < keys - common) return ranked(common + in_others);
  return std::nullopt;
}

void FacetColumn::read(std::uint32_t ordinal, std::vector<std::uint32_t>& out) const {
  rows->read(ordinal, out);
  std::size_t kept = 0;
  for (const std::uint32_t each : out) {
    if (const auto key = number(each)) out[kept++] = *key;
  }
  out.resize(kept);
  std::ranges::sort(out);
}

}  // namespace dateline::store
