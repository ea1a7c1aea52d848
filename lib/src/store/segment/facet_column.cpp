#include "store/segment/facet_column.h"

#include <algorithm>
#include <ranges>

#include "dateline/error.h"

namespace dateline::store {

std::string_view FacetColumn::key(std::uint32_t number) const {
  const std::uint32_t from = key_offsets[number];
  const std::uint32_t to = key_offsets[number + 1];
  if (from > to || to > key_bytes.size()) {
    throw CorruptError("the facet keys of a segment are damaged");
  }
  return key_bytes.substr(from, to - from);
}

std::optional<std::uint32_t> FacetColumn::find(std::string_view wanted) const {
  const auto numbers = std::views::iota(std::uint32_t{0}, keys);
  const auto found =
      std::ranges::lower_bound(numbers, wanted, {}, [&](std::uint32_t each) { return key(each); });
  if (found == numbers.end() || key(*found) != wanted) return std::nullopt;
  return *found;
}

void FacetColumn::read(std::uint32_t ordinal, std::vector<std::uint32_t>& out) const {
  out.clear();
  if (!is_narrow()) {
    for (std::uint32_t i = wide.offsets[ordinal]; i < wide.offsets[ordinal + 1]; ++i) {
      out.push_back(wide.values[i]);
    }
    return;
  }
  const auto row = narrow.rows.subspan(std::size_t{ordinal} * narrow.width, narrow.width);
  for (const std::uint16_t each : row) {
    if (each < keys) out.push_back(each);
  }
  if (row.back() != more_marker()) return;
  const auto more = std::ranges::lower_bound(narrow.more_articles, ordinal);
  if (more == narrow.more_articles.end() || *more != ordinal) return;
  const auto place = static_cast<std::size_t>(more - narrow.more_articles.begin());
  for (std::uint32_t i = narrow.more_offsets[place]; i < narrow.more_offsets[place + 1]; ++i) {
    out.push_back(narrow.more_values[i]);
  }
}

}  // namespace dateline::store
