#include "query-tool/answer_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/counted.h"
#include "dateline/dates.h"

namespace dateline::query_tool {
namespace {

using cli::Style;

constexpr std::size_t indent = 4;
constexpr std::size_t widest_timeline_bar = 40;

std::string shown_list(const std::vector<FacetValue>& values) {
  std::string list;
  for (const FacetValue& each : values) {
    if (!list.empty()) list += ", ";
    list += cli::printable(cli::shown(each));
  }
  return list;
}

// The parts that are there, with a separator between them.
std::string joined(std::initializer_list<std::string> parts) {
  std::string line;
  for (const std::string& each : parts) {
    if (each.empty()) continue;
    if (!line.empty()) line += " \u00B7 ";
    line += each;
  }
  return line;
}

std::string snippet_text(const Snippet& snippet, const Style& style) {
  Snippet clean = snippet;
  clean.text = cli::printable(snippet.text);
  return to_text(clean, style.mark_begin(), style.mark_end());
}

std::string hit_text(const Hit& hit, std::size_t rank, const Style& style) {
  const std::string headline =
      hit.headline.empty() ? "(no headline)" : cli::printable(hit.headline);
  std::string text = fmt::format("{:>2}. {}\n", rank, style.bold(headline));
  const std::string about = joined(
      {hit.date ? to_string(*hit.date) : "", cli::printable(hit.source), cli::printable(hit.id),
       hit.collapsed > 0 ? fmt::format("{} more with the same text", hit.collapsed) : ""});
  text += cli::wrapped(style.faint(about), indent, style.width);
  text += cli::wrapped(
      joined({shown_list(hit.people), shown_list(hit.countries), shown_list(hit.topics)}), indent,
      style.width);
  text += cli::wrapped(snippet_text(hit.snippet, style), indent, style.width);
  for (std::size_t at = 0; at < hit.explanation.size();) {
    const auto end = std::min(hit.explanation.find('\n', at), hit.explanation.size());
    text +=
        fmt::format("{:{}}{}\n", "", indent, cli::printable(hit.explanation.substr(at, end - at)));
    at = end + 1;
  }
  return text;
}

std::string heading(const Answer& answer, const SearchOptions& options) {
  const Results& results = answer.results;
  const std::string_view more = results.total_is_exact ? "" : "at least ";
  std::string line = fmt::format("{}{}", more, cli::counted(results.total, "article"));
  if (!results.hits.empty() && (results.hits.size() < results.total || options.offset > 0)) {
    line +=
        fmt::format(", {} to {} shown", options.offset + 1, options.offset + results.hits.size());
  }
  return line + fmt::format(" ({:.1f} ms)\n", static_cast<double>(results.took.count()) / 1000);
}

std::string timeline_text(const std::vector<TimelineBucket>& timeline, TimelineUnit unit,
                          const Style& style) {
  std::uint64_t highest = 1;
  for (const TimelineBucket& each : timeline) highest = std::max(highest, each.count);
  // "2007", "2007-02" or the whole day.
  const std::size_t date_bytes = unit == TimelineUnit::year    ? 4
                                 : unit == TimelineUnit::month ? 7
                                                               : 10;
  std::string text = "\n" + style.bold("timeline") + "\n";
  for (const TimelineBucket& each : timeline) {
    const auto bar = std::max<std::uint64_t>(1, each.count * widest_timeline_bar / highest);
    text += fmt::format("  {} {:>8}  {}\n", to_string(each.from).substr(0, date_bytes), each.count,
                        std::string(bar, '#'));
  }
  return text;
}

}  // namespace

std::string facets_text(const std::vector<FacetResult>& facets, const Style& style) {
  std::string text;
  for (const FacetResult& facet : facets) {
    if (facet.counts.empty()) continue;
    text += "\n" + style.bold(facet.field) + "\n";
    for (const FacetCount& each : facet.counts) {
      text += fmt::format("  {:>8}  {}", each.count, cli::printable(each.value));
      if (!each.label.empty() && each.label != each.value) {
        text += "  " + style.faint(cli::printable(each.label));
      }
      text += '\n';
    }
  }
  return text;
}

std::string answer_text(const Answer& answer, const SearchOptions& options, const Style& style) {
  const Results& results = answer.results;
  std::string text;
  if (answer.query_id) {
    text += style.bold(cli::printable(*answer.query_id + ": " + answer.query)) + "\n";
  }
  text += heading(answer, options);
  if (results.did_you_mean) {
    text += "Did you mean: " + style.bold(cli::printable(*results.did_you_mean)) + "\n";
  }
  std::size_t rank = options.offset;
  for (const Hit& each : results.hits) text += "\n" + hit_text(each, ++rank, style);
  text += facets_text(results.facets, style);
  if (options.timeline && !results.timeline.empty()) {
    text += timeline_text(results.timeline, *options.timeline, style);
  }
  return text;
}

}  // namespace dateline::query_tool
