#include <string>

#include <fmt/format.h>

#include "query-tool/answer_output.h"
#include "query-tool/commands.h"
#include "query-tool/open_index.h"
#include "query-tool/query_file.h"

namespace dateline::query_tool {
namespace {

struct BatchOptions {
  std::filesystem::path index;
  std::string queries;
  SearchOptions search;
};

void declare(cli::CommandLine& line, BatchOptions& options) {
  line.describe(
      "Answers many queries, in the order of the file.",
      "  {0} batch news.index --queries topics.tsv --format trec --limit 1000 > run.txt\n"
      "  printf '1\\tmissile defense\\n' | {0} batch news.index --queries - --format json\n");
  line.add_index(options.index);
  line.add_required_text("--queries", options.queries, "FILE",
                         "A query a line, ID<TAB>QUERY; - is standard input");
  add_query_options(line, options.search);
  add_result_options(line, options.search);
  add_format_option(line, options.search);
}

// One bad query does not end the batch; the others are answered.
cli::ExitCode answer_line(cli::Context& context, const Index& index, const SearchOptions& options,
                          const std::string& file, const QueryFile::Line& line) {
  if (!line.is_query) {
    context.say(fmt::format("{}:{}: passed over, it is not ID<TAB>QUERY", file, line.number));
    return cli::ExitCode::rejected;
  }
  try {
    Answer answer = answer_query(index, options, line.query);
    answer.query_id = line.id;
    write_answer(context, answer, options);
    return cli::ExitCode::done;
  } catch (const ParseError& error) {
    context.say(fmt::format("{}:{}: query {}: {}", file, line.number, line.id, error.what()));
    return cli::ExitCode::syntax;
  }
}

}  // namespace

cli::ExitCode run_batch(cli::Context& context) {
  BatchOptions options;
  declare(context.line(), options);
  context.line().parse();
  finish(options.search);

  QueryFile file(options.queries);
  const Index index = open_index(options.index);
  cli::ExitCode code = cli::ExitCode::done;
  QueryFile::Line line;
  while (file.next(line)) {
    code = worse(code, answer_line(context, index, options.search, file.name(), line));
  }
  return code;
}

}  // namespace dateline::query_tool
