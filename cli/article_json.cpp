#include "cli/article_json.h"

#include <fmt/format.h>

#include "dateline/dates.h"

namespace dateline::cli {

std::string to_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json date_or_null(const std::optional<Date>& date) {
  return date ? Json(to_string(*date)) : Json();
}

Json confidence_json(float confidence) {
  return Json::parse(fmt::format("{}", confidence));
}

const std::string& shown(const FacetValue& value) {
  return value.label.empty() ? value.value : value.label;
}

Json labels(const std::optional<FacetValues>& values) {
  Json list = Json::array();
  if (!values) return list;
  for (const FacetValue& each : *values) list.push_back(shown(each));
  return list;
}

Json keys(const std::optional<FacetValues>& values) {
  Json list = Json::array();
  if (!values) return list;
  for (const FacetValue& each : *values) list.push_back(each.value);
  return list;
}

Json article_json(const Article& article) {
  return {{"id", article.id},
          {"headline", text_or_null(article.headline)},
          {"date", date_or_null(article.date)},
          {"dateline", text_or_null(article.dateline)},
          {"byline", text_or_null(article.byline)},
          {"source", text_or_null(article.source)},
          {"section", text_or_null(article.section)},
          {"url", text_or_null(article.url)},
          {"language", text_or_null(article.language)},
          {"people", labels(article.people)},
          {"countries", keys(article.countries)},
          {"topics", keys(article.topics)},
          {"body", text_or_null(article.body)}};
}

}  // namespace dateline::cli
