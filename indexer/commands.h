#pragma once

#include "cli/program.h"

namespace dateline::indexer {

cli::ExitCode run_add(cli::Context& context);
cli::ExitCode run_annotate(cli::Context& context);
cli::ExitCode run_train_topics(cli::Context& context);
cli::ExitCode run_remove(cli::Context& context);
cli::ExitCode run_check(cli::Context& context);
cli::ExitCode run_rebuild(cli::Context& context);
cli::ExitCode run_compact(cli::Context& context);
cli::ExitCode run_stats(cli::Context& context);
cli::ExitCode run_train_people(cli::Context& context);

}  // namespace dateline::indexer
