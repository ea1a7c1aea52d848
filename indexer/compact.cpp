#include <string>

#include <fmt/format.h>

#include "cli/counted.h"
#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "indexer/commands.h"

namespace dateline::indexer {

cli::ExitCode run_compact(cli::Context& context) {
  std::filesystem::path index;
  std::string destination;
  cli::CommandLine& line = context.line();
  line.describe("Makes an index as small as it goes, in place or as a new index in DEST.",
                "  {0} compact news.index\n"
                "  {0} compact news.index archive/news-2007.index\n");
  line.add_index(index);
  line.add_optional_positional("DEST", destination, "Folder of the new index; must not exist");
  line.parse();

  const std::uint64_t before = Index::open(index).stats().bytes_on_disk;
  compact_index(index, destination);
  const std::filesystem::path result =
      destination.empty() ? index : std::filesystem::path(destination);
  const std::uint64_t after = Index::open(result).stats().bytes_on_disk;
  context.say(
      fmt::format("{}: {}, {} before", result.string(), cli::counted(after, "byte"), before));
  return cli::ExitCode::done;
}

}  // namespace dateline::indexer
