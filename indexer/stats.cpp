#include <string>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/counted.h"
#include "dateline/dates.h"
#include "dateline/index.h"
#include "indexer/commands.h"

namespace dateline::indexer {
namespace {

// Nothing where there are no articles.
std::string each_article(const IndexStats& stats, std::uint64_t bytes) {
  if (stats.articles == 0) return {};
  return fmt::format(" ({:.0f} an article)",
                     static_cast<double>(bytes) / static_cast<double>(stats.articles));
}

std::string stats_text(const IndexStats& stats) {
  std::string text;
  const auto row = [&](std::string_view name, const std::string& value) {
    text += fmt::format("{:<16}{}\n", name, value);
  };
  row("articles", fmt::format("{}", stats.articles));
  row("terms", fmt::format("{}", stats.terms));
  row("average length", fmt::format("{:.1f} stems", stats.average_length));
  if (stats.first_date && stats.last_date) {
    row("dates",
        fmt::format("{} to {}", to_string(*stats.first_date), to_string(*stats.last_date)));
  }
  row("languages", fmt::format("{}", fmt::join(stats.languages, ", ")));
  row("schema", fmt::format("{}, profile {}", stats.schema_version, stats.profile));
  row("text", cli::counted(stats.text_bytes, "byte") + each_article(stats, stats.text_bytes));
  for (const IndexStats::File& each : stats.parts) {
    row(each.name, cli::counted(each.bytes, "byte") + each_article(stats, each.bytes));
  }
  row("segments", fmt::format("{}, {}{}, {} deleted", stats.segments.count,
                              cli::counted(stats.segments.bytes, "byte"),
                              each_article(stats, stats.segments.bytes),
                              cli::counted(stats.segments.deleted, "article")));
  if (!stats.segments.problem.empty()) {
    row("",
        fmt::format("not in use: {}; 'indexer rebuild' makes them anew", stats.segments.problem));
  }
  row("on disk", cli::counted(stats.bytes_on_disk, "byte"));
  for (const IndexStats::File& each : stats.files) {
    text += fmt::format("  {:>14}  {}\n", each.bytes, each.name);
  }
  text += fmt::format("\n{:<12}{:>14}{:>14}{:>14}\n", "facet", "articles", "values", "unmapped");
  for (const IndexStats::Field& each : stats.facets) {
    text += fmt::format("{:<12}{:>14}{:>14}{:>14}\n", each.name, each.articles, each.values,
                        each.unmapped);
  }
  return text;
}

std::string people_text(const PeopleStats& people) {
  std::string text = "\n";
  const auto row = [&](std::string_view name, std::uint64_t number) {
    text += fmt::format("{:<24}{:>14}\n", name, number);
  };
  row("people", people.values);
  row("  by surname alone", people.one_word);
  row("  in authority files", people.in_authority);
  row("aliases of one person", people.aliases);
  row("ambiguous names", people.ambiguous.size());
  if (people.ambiguous.empty()) return text;
  text += fmt::format("\n{:<24}{:>14}  {}\n", "ambiguous name", "articles", "may be");
  for (const AmbiguousName& each : people.ambiguous) {
    text += fmt::format("{:<24}{:>14}  {}\n", each.key, each.articles,
                        fmt::join(each.candidates, ", "));
  }
  return text;
}

cli::Json people_json(const PeopleStats& people) {
  cli::Json ambiguous = cli::Json::array();
  for (const AmbiguousName& each : people.ambiguous) {
    ambiguous.push_back(
        {{"alias", each.key}, {"candidates", each.candidates}, {"articles", each.articles}});
  }
  return {{"values", people.values},
          {"one_word", people.one_word},
          {"in_authority", people.in_authority},
          {"aliases", people.aliases},
          {"ambiguous", ambiguous}};
}

cli::Json stats_json(const IndexStats& stats) {
  cli::Json facets = cli::Json::object();
  for (const IndexStats::Field& each : stats.facets) {
    facets[each.name] = {
        {"articles", each.articles}, {"values", each.values}, {"unmapped", each.unmapped}};
  }
  cli::Json files = cli::Json::array();
  for (const IndexStats::File& each : stats.files) {
    files.push_back({{"name", each.name}, {"bytes", each.bytes}});
  }
  cli::Json parts = cli::Json::object();
  for (const IndexStats::File& each : stats.parts) parts[each.name] = each.bytes;
  return {{"articles", stats.articles},
          {"terms", stats.terms},
          {"average_length", stats.average_length},
          {"bytes_on_disk", stats.bytes_on_disk},
          {"first_date", cli::date_or_null(stats.first_date)},
          {"last_date", cli::date_or_null(stats.last_date)},
          {"languages", stats.languages},
          {"text_bytes", stats.text_bytes},
          {"segments",
           {{"count", stats.segments.count},
            {"bytes", stats.segments.bytes},
            {"deleted", stats.segments.deleted},
            {"problem", stats.segments.problem.empty() ? cli::Json(nullptr)
                                                       : cli::Json(stats.segments.problem)}}},
          {"schema_version", stats.schema_version},
          {"profile", stats.profile},
          {"facets", facets},
          {"files", files},
          {"parts", parts}};
}

}  // namespace

cli::ExitCode run_stats(cli::Context& context) {
  std::filesystem::path index;
  bool json = false;
  bool people = false;
  cli::CommandLine& line = context.line();
  line.describe("Tells what an index holds.",
                "  {0} stats news.index\n"
                "  {0} stats @ --json\n"
                "  {0} stats @ --people\n");
  line.add_index(index);
  line.add_flag("--json", json, "One JSON object in place of a table");
  line.add_flag("--people", people, "Add how many people there are, and which names are ambiguous");
  line.parse();

  const Index opened = Index::open(index);
  const IndexStats stats = opened.stats();
  const PeopleStats of_people = people ? opened.people_stats() : PeopleStats{};
  if (json) {
    cli::Json object = stats_json(stats);
    if (people) object["people"] = people_json(of_people);
    context.out().write(cli::to_line(object));
  } else {
    context.out().write(stats_text(stats) + (people ? people_text(of_people) : std::string{}));
  }
  return cli::ExitCode::done;
}

}  // namespace dateline::indexer
