#include <fmt/format.h>

#include "cli/counted.h"
#include "dateline/index_writer.h"
#include "indexer/commands.h"

namespace dateline::indexer {

cli::ExitCode run_check(cli::Context& context) {
  std::filesystem::path index;
  cli::CommandLine& line = context.line();
  line.describe("Verifies an index: reads all of it and prints what is wrong, a line each.",
                "  {0} check news.index\n");
  line.add_index(index);
  line.parse();

  const CheckReport report = check_index(index);
  if (!report.locked) {
    context.say(
        fmt::format("{}: you may not write it, so it was checked without the lock, and article by "
                    "article only; "
                    "what a writer did meanwhile looks like damage",
                    index.string()));
  }
  for (const std::string& problem : report.problems) context.out().write(problem + '\n');
  context.out().flush();
  if (report.problems.empty()) {
    context.say(
        fmt::format("{}: sound, {}", index.string(), cli::counted(report.articles, "article")));
    return cli::ExitCode::done;
  }
  context.say(fmt::format("{}: {} in {}; {}", index.string(),
                          cli::counted(report.problems.size(), "problem"),
                          cli::counted(report.articles, "article"),
                          report.rebuild_mends ? "'indexer rebuild' mends the index"
                                               : "make the index again from its articles"));
  return cli::ExitCode::index;
}

}  // namespace dateline::indexer
