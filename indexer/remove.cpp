#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/interrupt.h"
#include "dateline/index.h"
#include "dateline/index_writer.h"
#include "indexer/commands.h"

namespace dateline::indexer {
namespace {

// A writer would make an index that is not there, which nobody wants who removes something from it.
IndexWriter open_existing(const std::filesystem::path& path) {
  const Index must_be_there = Index::open(path);
  return IndexWriter::open(path);
}

}  // namespace

cli::ExitCode run_remove(cli::Context& context) {
  std::filesystem::path index;
  std::vector<std::string> ids;
  cli::CommandLine& line = context.line();
  line.describe("Takes articles out of an index.",
                "  {0} remove news.index 20070222-014\n"
                "  {0} remove @ first-id second-id\n"
                "  {0} remove news.index -- -an-id-that-looks-like-an-option\n");
  line.add_index(index);
  line.add_positionals("ID", ids, "Ids of articles");
  line.parse();

  IndexWriter writer = open_existing(index);
  cli::catch_interrupts();
  std::uint64_t removed = 0;
  std::uint64_t unknown = 0;
  for (const std::string& id : ids) {
    if (cli::interrupted()) break;
    if (writer.remove(id)) {
      ++removed;
    } else {
      ++unknown;
      context.say(fmt::format("{}: there is no article '{}'", index.string(), id));
    }
  }
  writer.commit();
  context.say(fmt::format("{} removed, {} unknown", removed, unknown));
  if (cli::interrupted()) return cli::ExitCode::interrupted;
  return unknown > 0 ? cli::ExitCode::rejected : cli::ExitCode::done;
}

}  // namespace dateline::indexer
