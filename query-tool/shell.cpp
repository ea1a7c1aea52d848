#include <cstdio>
#include <iostream>
#include <string>

#include <unistd.h>

#include <fmt/format.h>

#include "query-tool/commands.h"
#include "query-tool/open_index.h"
#include "query-tool/session.h"

namespace dateline::query_tool {
namespace {

// The prompt goes where it does not mix with results.
void prompt(bool is_wanted) {
  if (!is_wanted) return;
  fmt::print(stderr, "dateline> ");
  std::fflush(stderr);
}

}  // namespace

cli::ExitCode run_shell(cli::Context& context) {
  std::filesystem::path path;
  SearchOptions options;
  cli::CommandLine& line = context.line();
  line.describe(
      "Searches again and again: reads queries and commands, a line each, until :quit or "
      "the end of input. :help lists the commands.",
      "  {0} shell news.index\n"
      "  {0} shell @ --limit 5 --from 2007\n");
  line.add_index(path);
  add_query_options(line, options);
  add_result_options(line, options);
  line.parse();
  finish(options);

  Index index = open_index(path);
  Session session(index, options, context);
  const bool is_prompted = isatty(STDIN_FILENO) != 0;
  if (is_prompted) context.say(":help lists the commands");
  std::string text;
  prompt(is_prompted);
  while (std::getline(std::cin, text) && session.handle(text)) {
    context.out().write("\n");
    context.out().flush();
    prompt(is_prompted);
  }
  return cli::ExitCode::done;
}

}  // namespace dateline::query_tool
