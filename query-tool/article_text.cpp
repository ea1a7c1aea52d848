#include "query-tool/article_text.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "dateline/dates.h"

namespace dateline::query_tool {
namespace {

using cli::Json;
using cli::Style;

std::string instant_text(std::int64_t instant) {
  namespace chrono = std::chrono;
  const chrono::sys_seconds time{chrono::seconds{instant}};
  const auto day = chrono::floor<chrono::days>(time);
  const chrono::hh_mm_ss clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(Date{day}), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::string values_text(const std::optional<FacetValues>& values) {
  std::string text;
  if (!values) return text;
  for (const FacetValue& each : *values) {
    if (!text.empty()) text += ", ";
    text += each.value;
    if (!each.label.empty() && each.label != each.value) text += " = " + each.label;
    text += fmt::format(" ({})", to_string(each.origin));
  }
  return text;
}

// Paragraphs stay apart; within them control characters go.
std::string paragraphs(std::string_view text, const Style& style) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string line = cli::printable(text.substr(at, end - at));
    const std::string lines = cli::wrapped(line, 0, style.width);
    out += lines.empty() ? "\n" : lines;
    at = end + 1;
  }
  return out;
}

Json origins_json(const std::optional<FacetValues>& values) {
  Json list = Json::array();
  if (!values) return list;
  for (const FacetValue& each : *values) {
    list.push_back({{"value", each.value},
                    {"label", cli::shown(each)},
                    {"origin", to_string(each.origin)},
                    {"confidence", cli::confidence_json(each.confidence)}});
  }
  return list;
}

}  // namespace

std::string article_text(const Article& article, const Style& style) {
  std::string text;
  const auto row = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) text += fmt::format("{:<11}{}\n", name, cli::printable(value));
  };
  row("id", article.id);
  row("headline", article.headline);
  row("date", article.date ? to_string(*article.date) : "");
  row("instant", article.instant ? instant_text(*article.instant) : "");
  row("dateline", article.dateline);
  row("byline", article.byline);
  row("source", article.source);
  row("section", article.section);
  row("url", article.url);
  row("language", article.language);
  row("people", values_text(article.people));
  row("countries", values_text(article.countries));
  row("topics", values_text(article.topics));
  for (const auto& [key, value] : article.extra) row("extra", fmt::format("{} = {}", key, value));
  if (!article.body.empty()) text += "\n" + paragraphs(article.body, style);
  if (!article.removed.empty()) {
    text +=
        "\n" + style.faint("removed from the text:") + "\n" + paragraphs(article.removed, style);
  }
  return text;
}

std::string full_article_json(const Article& article) {
  Json json = cli::article_json(article);
  json["instant"] = article.instant ? Json(instant_text(*article.instant)) : Json();
  json["removed"] = cli::text_or_null(article.removed);
  json["extra"] = Json::object();
  for (const auto& [key, value] : article.extra) json["extra"][key] = value;
  json["origins"] = {{"people", origins_json(article.people)},
                     {"countries", origins_json(article.countries)},
                     {"topics", origins_json(article.topics)}};
  return cli::to_line(json);
}

}  // namespace dateline::query_tool
