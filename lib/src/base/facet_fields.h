#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"

namespace dateline::base {

/// A field whose values can be counted and filtered by. The table in facet_fields.cpp is the only
/// list of them: the query language, the index, the counts and the programs follow it.
struct FacetField {
  std::string_view name;  ///< in queries, options and JSON: "person"
  /// Slot of the packed values in the index. On disk: never renumber, never reuse.
  std::uint32_t slot;
  /// Values are paths with '/': an article with "politics/diplomacy" also counts for "politics".
  bool hierarchical;
  /// Number of the group (see facet_group).
  std::uint32_t group;
  /// The article's values without duplicates, ancestors left out.
  std::vector<std::string> (*values)(const Article&);
};

std::span<const FacetField> facet_fields();

/// Fields that are usually counted together: a segment has one row of keys for all of a group.
/// Neighbours in the table. On disk.
std::span<const FacetField> facet_group(std::uint32_t group);

inline constexpr std::uint32_t facet_groups = 6;

/// Null if there is no such field.
const FacetField* find_facet_field(std::string_view name);

/// "a/b/c" gives "a", "a/b".
std::vector<std::string> ancestors(std::string_view path);

}  // namespace dateline::base
