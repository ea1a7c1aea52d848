#include "query-tool/search_options.h"

#include <algorithm>

#include <fmt/format.h>

#include "dateline/index.h"

namespace dateline::query_tool {
namespace {

constexpr std::size_t most_articles = std::size_t{1} << 32;
constexpr std::size_t most_milliseconds = std::size_t{24} * 3600 * 1000;

// Trec and ids have no place for more than the hits themselves.
bool shows_details(Format format) {
  return format == Format::text || format == Format::json;
}

std::vector<std::string> split_facets(const std::string& list) {
  std::vector<std::string> names;
  if (list == "none") return names;
  for (std::size_t at = 0; at <= list.size();) {
    const auto end = std::min(list.find(',', at), list.size());
    const std::string name = list.substr(at, end - at);
    require_facet(name);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    at = end + 1;
  }
  return names;
}

void append_filters(std::vector<FacetFilter>& filters, std::string_view field,
                    const std::vector<std::string>& values) {
  for (const std::string& each : values) filters.push_back({std::string(field), each});
}

}  // namespace

void add_query_options(cli::CommandLine& line, SearchOptions& options) {
  line.add_choice("--match", options.match,
                  {std::pair<std::string_view, Match>{"all", Match::all},
                   {"most", Match::most},
                   {"any", Match::any}},
                  "How many of the words an article must have (all; if nothing has all, any)");
  line.add_flag("--plain", options.plain,
                "The query is a bag of words: nothing in it is an operator");
  line.add_flag("--strict", options.strict, "Refuse a query with a syntax error (exit code 4)");
  line.add_language("--language", options.language,
                    "ISO 639 code of the query's language (every language of the index); without a "
                    "stemmer for it words match as written");
}

void add_result_options(cli::CommandLine& line, SearchOptions& options) {
  line.add_repeatable("--person", options.people, "NAME",
                      "Only articles with this person (name or key); repeated: any of them");
  line.add_repeatable("--country", options.countries, "NAME",
                      "Only articles about this country (code, name or demonym); repeatable");
  line.add_repeatable("--topic", options.topics, "TOPIC",
                      "Only articles about this topic or what is below it; repeatable");
  line.add_period(
      "--from", [&options](const DateSpan& days) { options.from = days.first; },
      "First day: 2007, 2007-02 or 2007-02-22");
  line.add_period(
      "--to", [&options](const DateSpan& days) { options.to = days.last; },
      "Last day; 2007 is all of that year");
  line.add_choice("--sort", options.sort,
                  {std::pair<std::string_view, Sort>{"relevance", Sort::relevance},
                   {"newest", Sort::newest},
                   {"oldest", Sort::oldest}},
                  "Order of the hits (relevance)");
  line.add_number("--limit", options.limit, 0, most_articles, "N", "Hits on the page (10)");
  line.add_number("--offset", options.offset, 0, most_articles, "N", "Hits before the page (0)");
  line.add_text("--facets", options.facets, "LIST",
                "Facets to count, with commas between them, or none (person,country,topic); not in "
                "trec and ids");
  line.add_number("--facet-limit", options.facet_limit, 1, most_articles, "N",
                  "Values of each facet (10)");
  line.add_choice("--timeline", options.timeline,
                  {std::pair<std::string_view, TimelineUnit>{"day", TimelineUnit::day},
                   {"week", TimelineUnit::week},
                   {"month", TimelineUnit::month},
                   {"year", TimelineUnit::year}},
                  "Count the articles of each period; not in trec and ids");
  line.add_flag("--collapse", options.collapse, "One hit for articles with the same text");
  line.add_flag("--explain", options.explain,
                "Tell where each score comes from; not in trec and ids");
  line.add_number("--timeout", options.timeout_ms, 0, most_milliseconds, "MS",
                  "Answer with what was found after so many milliseconds (0: no limit)");
}

void add_format_option(cli::CommandLine& line, SearchOptions& options) {
  line.add_choice("--format", options.format,
                  {std::pair<std::string_view, Format>{"text", Format::text},
                   {"json", Format::json},
                   {"trec", Format::trec},
                   {"ids", Format::ids}},
                  "Form of the answer (text)");
}

void finish(SearchOptions& options) {
  if (options.strict) options.syntax = Syntax::strict;
  // Plain text has no syntax to be strict about.
  if (options.plain) options.syntax = Syntax::plain;
  if (options.from && options.to && *options.to < *options.from) {
    throw cli::UsageError("--from is a later day than --to");
  }
  split_facets(options.facets);
}

SearchRequest to_request(const SearchOptions& options) {
  SearchRequest request;
  request.match = options.match;
  append_filters(request.filters, "person", options.people);
  append_filters(request.filters, "country", options.countries);
  append_filters(request.filters, "topic", options.topics);
  request.from = options.from;
  request.to = options.to;
  request.sort = options.sort;
  request.offset = options.offset;
  request.limit = options.limit;
  request.collapse = options.collapse;
  request.language = options.language;
  request.timeout = std::chrono::milliseconds(options.timeout_ms);
  if (!shows_details(options.format)) {
    request.hit_facets = HitFacets::left_out;
    request.snippet_bytes = 0;
    return request;
  }
  for (const std::string& name : split_facets(options.facets)) {
    request.facets.push_back({name, options.facet_limit});
  }
  request.timeline = options.timeline;
  request.explain = options.explain;
  return request;
}

std::string facet_names() {
  std::vector<std::string_view> names;
  for (const FacetFieldInfo& each : facet_fields()) names.push_back(each.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

void require_facet(std::string_view name) {
  const auto fields = facet_fields();
  const bool found = std::any_of(fields.begin(), fields.end(),
                                 [&](const FacetFieldInfo& each) { return each.name == name; });
  if (!found) {
    throw cli::UsageError(
        fmt::format("'{}' is not a facet; the facets are {}", name, facet_names()));
  }
}

}  // namespace dateline::query_tool
