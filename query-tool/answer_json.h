#pragma once

#include <string>

#include "query-tool/answer.h"

namespace dateline::query_tool {

/// One line, one object: every key of the contract, in its order. `id` comes first in a batch; hits
/// have `collapsed` and `explanation` at their end where these were asked for.
std::string answer_json(const Answer& answer, const SearchOptions& options);

}  // namespace dateline::query_tool
