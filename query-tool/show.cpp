#include <string>

#include <fmt/format.h>

#include "cli/terminal.h"
#include "dateline/index.h"
#include "query-tool/article_text.h"
#include "query-tool/commands.h"
#include "query-tool/open_index.h"
#include "query-tool/simple_format.h"

namespace dateline::query_tool {

cli::ExitCode run_show(cli::Context& context) {
  std::filesystem::path path;
  std::string id;
  SimpleFormat format = SimpleFormat::text;
  cli::CommandLine& line = context.line();
  line.describe(
      "Prints one article, whole: every field, what was taken out of its text, and whether "
      "its people, countries and topics were given or found.",
      "  {0} show news.index 20070222-014\n"
      "  {0} show @ 20070222-014 --format json\n");
  line.add_index(path);
  line.add_positional("ID", id, "Id of the article");
  add_simple_format(line, format);
  line.parse();

  const std::optional<Article> article = open_index(path).get(id);
  if (!article) {
    context.say(fmt::format("{}: there is no article '{}'", path.string(), id));
    return cli::ExitCode::rejected;
  }
  context.out().write(format == SimpleFormat::json ? full_article_json(*article)
                                                   : article_text(*article, cli::output_style()));
  return cli::ExitCode::done;
}

}  // namespace dateline::query_tool
