#include <string>

#include <fmt/format.h>

#include "query-tool/answer_output.h"
#include "query-tool/commands.h"
#include "query-tool/open_index.h"

namespace dateline::query_tool {

cli::ExitCode run_similar(cli::Context& context) {
  std::filesystem::path path;
  std::string id;
  SearchOptions options;
  cli::CommandLine& line = context.line();
  line.describe("Finds articles about the same thing as one, best first.",
                "  {0} similar news.index 20070222-014\n"
                "  {0} similar @ 20070222-014 --country russia --limit 3 --format ids\n");
  line.add_index(path);
  line.add_positional("ID", id, "Id of the article");
  add_result_options(line, options);
  add_format_option(line, options);
  line.parse();
  finish(options);

  const Index index = open_index(path);
  try {
    write_answer(context, answer_similar(index, options, id), options);
  } catch (const NotFoundError&) {
    context.say(fmt::format("{}: there is no article '{}'", path.string(), id));
    return cli::ExitCode::rejected;
  }
  return cli::ExitCode::done;
}

}  // namespace dateline::query_tool
