#include <string>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/terminal.h"
#include "dateline/index.h"
#include "query-tool/commands.h"
#include "query-tool/open_index.h"
#include "query-tool/search_options.h"
#include "query-tool/simple_format.h"

namespace dateline::query_tool {
namespace {

constexpr std::size_t most_values = std::size_t{1} << 32;

std::string counts_text(const std::vector<FacetCount>& counts) {
  std::string text;
  for (const FacetCount& each : counts) {
    text += fmt::format("{}\t{}", cli::printable(each.value), each.count);
    const bool has_label = !each.label.empty() && each.label != each.value;
    text += has_label ? fmt::format("\t{}\n", cli::printable(each.label)) : "\n";
  }
  return text;
}

std::string counts_json(const std::vector<FacetCount>& counts) {
  cli::Json list = cli::Json::array();
  for (const FacetCount& each : counts) {
    list.push_back({{"value", each.value},
                    {"label", each.label.empty() ? each.value : each.label},
                    {"count", each.count}});
  }
  return cli::to_line(list);
}

}  // namespace

cli::ExitCode run_facets(cli::Context& context) {
  std::filesystem::path path;
  std::string field;
  std::string prefix;
  std::size_t limit = 0;
  SimpleFormat format = SimpleFormat::text;
  cli::CommandLine& line = context.line();
  line.describe(
      "Lists the values of a facet over the whole index, the most frequent first, a line "
      "each: value, tab, number of articles, and where it has another name tab and name.",
      "  {0} facets news.index topic\n"
      "  {0} facets @ person vladimir --limit 5\n");
  line.add_index(path);
  line.add_positional("FIELD", field, "One of " + facet_names());
  line.add_optional_positional("PREFIX", prefix, "Only values whose key or name begins so");
  line.add_number("--limit", limit, 0, most_values, "N", "Values (0: all)");
  add_simple_format(line, format);
  line.parse();
  require_facet(field);

  const auto counts = open_index(path).facet_values(field, prefix, limit);
  context.out().write(format == SimpleFormat::json ? counts_json(counts) : counts_text(counts));
  return cli::ExitCode::done;
}

}  // namespace dateline::query_tool
