#include "corpus/article_line.h"

#include <nlohmann/json.hpp>

#include "dateline/dates.h"

namespace bench::corpus {
namespace {

using Json = nlohmann::ordered_json;

Json values(const std::optional<dateline::FacetValues>& facet) {
  Json out = Json::array();
  if (!facet) return out;
  for (const dateline::FacetValue& each : *facet) out.push_back(each.value);
  return out;
}

}  // namespace

std::string article_line(const dateline::Article& article) {
  const Json json{{"id", article.id},
                  {"headline", article.headline},
                  {"date", article.date ? Json(dateline::to_string(*article.date)) : Json()},
                  {"people", values(article.people)},
                  {"countries", values(article.countries)},
                  {"topics", values(article.topics)},
                  {"body", article.body}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace bench::corpus
