#pragma once

#include "cli/program.h"

namespace dateline::query_tool {

cli::ExitCode run_search(cli::Context& context);
cli::ExitCode run_batch(cli::Context& context);
cli::ExitCode run_show(cli::Context& context);
cli::ExitCode run_similar(cli::Context& context);
cli::ExitCode run_suggest(cli::Context& context);
cli::ExitCode run_facets(cli::Context& context);
cli::ExitCode run_shell(cli::Context& context);

}  // namespace dateline::query_tool
