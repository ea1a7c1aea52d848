#pragma once

#include <string>
#include <string_view>

#include "query-tool/answer.h"

namespace dateline::query_tool {

/// A line for each hit, `QID Q0 DOCID RANK SCORE dateline`, as programs that judge rankings read
/// it: the id of the batch's query or 1, ranks from 1 over all pages, scores with 17 digits.
std::string answer_trec(const Answer& answer, const SearchOptions& options);

/// The id of each hit on a line of its own; in a batch behind the query's id and a tab.
std::string answer_ids(const Answer& answer);

/// `text` with white space of any script percent-encoded, so that it is one column.
std::string without_white_space(std::string_view text);

}  // namespace dateline::query_tool
