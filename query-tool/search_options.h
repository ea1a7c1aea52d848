#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "dateline/search.h"

namespace dateline::query_tool {

enum class Format { text, json, trec, ids };

/// What search, batch, similar and shell can be told on the command line.
struct SearchOptions {
  Syntax syntax = Syntax::lenient;
  Match match = Match::automatic;
  std::string language;

  std::vector<std::string> people;
  std::vector<std::string> countries;
  std::vector<std::string> topics;
  std::optional<Date> from;
  std::optional<Date> to;

  Sort sort = Sort::relevance;
  std::size_t limit = 10;
  std::size_t offset = 0;
  std::string facets = "person,country,topic";
  std::size_t facet_limit = 10;
  std::optional<TimelineUnit> timeline;
  bool collapse = false;
  bool explain = false;
  std::size_t timeout_ms = 0;

  Format format = Format::text;
  /// As given; `syntax` is made of them.
  bool plain = false;
  bool strict = false;
};

/// How the text of a query is read: --match --plain --strict --language.
void add_query_options(cli::CommandLine& line, SearchOptions& options);
/// Which articles are wanted, and what of them: all the others but --format.
void add_result_options(cli::CommandLine& line, SearchOptions& options);
/// --format: text, json, trec, ids.
void add_format_option(cli::CommandLine& line, SearchOptions& options);

/// Checks what options say together; call it after parsing. Throws UsageError.
void finish(SearchOptions& options);

/// The one place where options become a request. The query is left as it is by default.
SearchRequest to_request(const SearchOptions& options);

/// "person, country, ...": for messages and help.
std::string facet_names();
/// Throws UsageError unless `name` is a facet field.
void require_facet(std::string_view name);

}  // namespace dateline::query_tool
