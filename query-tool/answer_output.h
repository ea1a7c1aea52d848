#pragma once

#include "cli/program.h"
#include "query-tool/answer.h"

namespace dateline::query_tool {

/// Writes an answer in the format asked for. Warnings go to standard error where the format has no
/// place for them.
void write_answer(cli::Context& context, const Answer& answer, const SearchOptions& options);

}  // namespace dateline::query_tool
