#include <string>

#include "cli/large_pages.h"
#include "query-tool/answer_output.h"
#include "query-tool/commands.h"
#include "query-tool/open_index.h"

namespace dateline::query_tool {

cli::ExitCode run_search(cli::Context& context) {
  std::filesystem::path path;
  std::string query;
  SearchOptions options;
  cli::CommandLine& line = context.line();
  line.describe(
      "Finds articles.",
      "  {0} search news.index 'missile defense'\n"
      "  {0} search @ '\"missile defense\" -iraq' --person rice --from 2007-02 --to 2007-03\n"
      "  {0} search news.index 'topic:politics headline:summit' --sort newest --limit 20\n"
      "  {0} search news.index oil --format json --facets person,source --timeline month\n"
      "  {0} search news.index -- '-iraq missile'\n");
  line.add_index(path);
  line.add_positional("QUERY", query, "What to look for, quoted for the shell; * is every article");
  add_query_options(line, options);
  add_result_options(line, options);
  add_format_option(line, options);
  line.parse();
  finish(options);

  cli::use_large_pages();
  const Index index = open_index(path);
  write_answer(context, answer_query(index, options, query), options);
  context.leave(cli::ExitCode::done);
}

}  // namespace dateline::query_tool
