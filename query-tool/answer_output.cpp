#include "query-tool/answer_output.h"

#include <fmt/format.h>

#include "cli/terminal.h"
#include "query-tool/answer_json.h"
#include "query-tool/answer_lines.h"
#include "query-tool/answer_text.h"

namespace dateline::query_tool {
namespace {

std::string formatted(const Answer& answer, const SearchOptions& options) {
  switch (options.format) {
    case Format::json:
      return answer_json(answer, options);
    case Format::trec:
      return answer_trec(answer, options);
    case Format::ids:
      return answer_ids(answer);
    case Format::text:
      break;
  }
  return answer_text(answer, options, cli::output_style());
}

}  // namespace

void write_answer(cli::Context& context, const Answer& answer, const SearchOptions& options) {
  if (options.format != Format::json) {
    const std::string query_id = answer.query_id ? *answer.query_id + ": " : std::string{};
    for (const std::string& each : answer.results.warnings) context.say(query_id + each);
  }
  context.out().write(formatted(answer, options));
}

}  // namespace dateline::query_tool
