#pragma once

#include <string>
#include <string_view>

#include "query-tool/answer.h"

namespace dateline::query_tool {

/// A line for each hit, `QID Q0 DOCID RANK SCORE dateline`, as programs that judge rankings read
/// it: the id of the batch's query or 1, ranks from 1 over all pages, scores with 17 digits.
std::string answer_trec(const Answer& answer, const SearchOptions& options);

/// The id of each hit on a line of its own, made fit by `as_line`; in a batch behind the query's id
/// and a tab.
std::string answer_ids(const Answer& answer);

/// `text` as one line and as one column: what would break it is percent-encoded, and so is the
/// percent sign, so that decoding gives the text back. Of a line that is control characters and
/// line ends, of a column all white space too, of any script.
std::string as_line(std::string_view text);
std::string as_column(std::string_view text);

}  // namespace dateline::query_tool
