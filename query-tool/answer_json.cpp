#include "query-tool/answer_json.h"

#include "cli/article_json.h"
#include "dateline/dates.h"

namespace dateline::query_tool {
namespace {

using cli::Json;

Json hit_json(const Hit& hit, const SearchOptions& options) {
  Json json{{"id", hit.id},
            {"score", hit.score},
            {"headline", cli::text_or_null(hit.headline)},
            {"date", cli::date_or_null(hit.date)},
            {"source", cli::text_or_null(hit.source)},
            {"url", cli::text_or_null(hit.url)},
            {"people", cli::labels(hit.people)},
            {"countries", cli::keys(hit.countries)},
            {"topics", cli::keys(hit.topics)},
            {"snippet", to_html(hit.snippet)}};
  if (options.collapse) json["collapsed"] = hit.collapsed;
  if (options.explain) json["explanation"] = hit.explanation;
  return json;
}

Json facets_json(const std::vector<FacetResult>& facets) {
  Json json = Json::object();
  for (const FacetResult& facet : facets) {
    Json values = Json::array();
    for (const FacetCount& each : facet.counts) {
      values.push_back({{"value", each.value},
                        {"label", each.label.empty() ? each.value : each.label},
                        {"count", each.count}});
    }
    json[facet.field] = std::move(values);
  }
  return json;
}

Json timeline_json(const std::vector<TimelineBucket>& timeline) {
  Json json = Json::array();
  for (const TimelineBucket& each : timeline) {
    json.push_back({{"from", to_string(each.from)}, {"count", each.count}});
  }
  return json;
}

}  // namespace

std::string answer_json(const Answer& answer, const SearchOptions& options) {
  const Results& results = answer.results;
  Json json = Json::object();
  if (answer.query_id) json["id"] = *answer.query_id;
  if (answer.similar_to) {
    json["similar_to"] = *answer.similar_to;
    json["query"] = nullptr;
  } else {
    json["query"] = answer.query;
  }
  json["total"] = results.total;
  json["total_is_exact"] = results.total_is_exact;
  json["took_us"] = results.took.count();
  json["warnings"] = results.warnings;
  json["did_you_mean"] = results.did_you_mean ? Json(*results.did_you_mean) : Json();
  Json hits = Json::array();
  for (const Hit& each : results.hits) hits.push_back(hit_json(each, options));
  json["hits"] = std::move(hits);
  json["facets"] = facets_json(results.facets);
  json["timeline"] = timeline_json(results.timeline);
  return cli::to_line(json);
}

}  // namespace dateline::query_tool
