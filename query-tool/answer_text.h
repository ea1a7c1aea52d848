#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "query-tool/answer.h"

namespace dateline::query_tool {

/// An answer for a person: hits, then facets and the timeline.
std::string answer_text(const Answer& answer, const SearchOptions& options,
                        const cli::Style& style);

/// Facets alone, a block each.
std::string facets_text(const std::vector<FacetResult>& facets, const cli::Style& style);

}  // namespace dateline::query_tool
