#include <string>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/terminal.h"
#include "dateline/index.h"
#include "query-tool/commands.h"
#include "query-tool/open_index.h"
#include "query-tool/simple_format.h"

namespace dateline::query_tool {
namespace {

constexpr std::size_t most_suggestions = 10000;

std::string suggestions_text(const std::vector<Suggestion>& suggestions) {
  std::string text;
  for (const Suggestion& each : suggestions) {
    text += fmt::format("{}\t{}", cli::printable(each.text), each.count);
    text += each.field.empty() ? "\n" : fmt::format("\t{}\n", each.field);
  }
  return text;
}

std::string suggestions_json(const std::vector<Suggestion>& suggestions) {
  cli::Json list = cli::Json::array();
  for (const Suggestion& each : suggestions) {
    list.push_back(
        {{"text", each.text}, {"field", cli::text_or_null(each.field)}, {"count", each.count}});
  }
  return cli::to_line(list);
}

}  // namespace

cli::ExitCode run_suggest(cli::Context& context) {
  std::filesystem::path path;
  std::string prefix;
  std::size_t limit = 10;
  SimpleFormat format = SimpleFormat::text;
  cli::CommandLine& line = context.line();
  line.describe(
      "Completes a word or a name: what goes on so in the index, the most frequent first, "
      "a line each: text, tab, number of articles, and for a facet value tab and facet.",
      "  {0} suggest news.index miss\n"
      "  {0} suggest @ 'condoleezza r' --limit 3 --format json\n");
  line.add_index(path);
  line.add_positional("PREFIX", prefix, "How it begins");
  line.add_number("--limit", limit, 1, most_suggestions, "N", "Suggestions (10)");
  add_simple_format(line, format);
  line.parse();

  const auto suggestions = open_index(path).suggest(prefix, limit);
  context.out().write(format == SimpleFormat::json ? suggestions_json(suggestions)
                                                   : suggestions_text(suggestions));
  return cli::ExitCode::done;
}

}  // namespace dateline::query_tool
