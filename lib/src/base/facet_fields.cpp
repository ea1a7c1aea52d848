#include "base/facet_fields.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace dateline::base {
namespace {

using Values = std::vector<std::string>;

Values keys(const std::optional<FacetValues>& facet) {
  Values out;
  if (!facet) return out;
  for (const FacetValue& each : *facet) {
    if (std::find(out.begin(), out.end(), each.value) == out.end()) out.push_back(each.value);
  }
  return out;
}

Values single(const std::string& value) {
  return value.empty() ? Values{} : Values{value};
}

// Slots 0 to 7 hold what is not a facet (store/schema.h).
constexpr std::array table{
    FacetField{"person", 8, false, 0, [](const Article& a) { return keys(a.people); }},
    FacetField{"country", 9, false, 0, [](const Article& a) { return keys(a.countries); }},
    FacetField{"topic", 10, true, 0, [](const Article& a) { return keys(a.topics); }},
    FacetField{"source", 11, false, 1, [](const Article& a) { return single(a.source); }},
    FacetField{"section", 12, false, 2, [](const Article& a) { return single(a.section); }},
    FacetField{"byline", 13, false, 3, [](const Article& a) { return single(a.byline); }},
    FacetField{
        "language", 14, false, 4,
        [](const Article& a) { return single(parse_language(a.language).value_or(a.language)); }},
    FacetField{"year", 15, false, 5,
               [](const Article& a) {
                 return a.date ? Values{fmt::format("{:04}", static_cast<int>(a.date->year()))}
                               : Values{};
               }},
};

static_assert(std::ranges::is_sorted(table, {}, &FacetField::group) &&
              table.back().group + 1 == facet_groups);

}  // namespace

std::span<const FacetField> facet_fields() {
  return table;
}

std::span<const FacetField> facet_group(std::uint32_t group) {
  const auto found = std::ranges::equal_range(table, group, {}, &FacetField::group);
  return {found.begin(), found.end()};
}

const FacetField* find_facet_field(std::string_view name) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [&](const FacetField& each) { return each.name == name; });
  return found == table.end() ? nullptr : found;
}

std::vector<std::string> ancestors(std::string_view path) {
  std::vector<std::string> out;
  for (auto at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1)) {
    out.emplace_back(path.substr(0, at));
  }
  return out;
}

}  // namespace dateline::base
