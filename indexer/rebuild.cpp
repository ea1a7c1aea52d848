#include <optional>

#include <fmt/format.h>

#include "cli/counted.h"
#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "indexer/commands.h"
#include "indexer/profile_option.h"
#include "indexer/progress_bar.h"

namespace dateline::indexer {

cli::ExitCode run_rebuild(cli::Context& context) {
  std::filesystem::path index;
  cli::CommandLine& line = context.line();
  line.describe(
      "Makes the segments of an index again from the articles that it stores: after damage, or\n"
      "after another program has changed its database. An index whose terms are of another\n"
      "analyser, or that is to have another profile, is made anew altogether.",
      "  {0} rebuild news.index\n"
      "  {0} rebuild news.index --profile full\n");
  line.add_index(index);
  std::optional<Profile> profile;
  add_profile_option(line, profile,
                     "What the index is to hold from now on: lean, or full, with words and "
                     "positions in the Xapian database (as it is)");
  line.parse();

  {
    ProgressBar bar;
    rebuild_index(index, profile, [&bar](std::uint64_t done, std::uint64_t all) {
      bar.update({.articles = done, .share = share_of(done, all)});
    });
  }
  const IndexStats stats = Index::open(index).stats();
  context.say(fmt::format("{}: {}, segments of {}", index.string(),
                          cli::counted(stats.articles, "article"),
                          cli::counted(stats.segments.bytes, "byte")));
  return cli::ExitCode::done;
}

}  // namespace dateline::indexer
