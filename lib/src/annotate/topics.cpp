#include "annotate/topics.h"

#include <algorithm>

#include "annotate/data_table.h"
#include "base/utf8.h"

namespace dateline::annotate {
namespace {

bool is_slug_character(char each) {
  return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '.' || each == '-';
}

}  // namespace

bool is_topic_path(std::string_view text) {
  const auto parts = split(text, '/');
  return !parts.empty() && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), is_slug_character);
  });
}

bool is_below(std::string_view topic, std::string_view ancestor) {
  return topic.size() > ancestor.size() && topic.starts_with(ancestor) &&
         topic[ancestor.size()] == '/';
}

FacetValue normalised_topic(const FacetValue& given) {
  if (is_topic_path(given.value)) return given;
  std::string path;
  for (const std::string_view part : split(given.value, '/')) {
    const std::string slug = base::slug(part);
    if (slug.empty()) continue;
    if (!path.empty()) path += '/';
    path += slug;
  }
  FacetValue value = given;
  if (path.empty()) return value;
  if (value.label.empty()) value.label = std::string(base::trim(given.value));
  value.value = std::move(path);
  return value;
}

void normalise_topics(FacetValues& topics) {
  FacetValues out;
  for (const FacetValue& each : topics) {
    FacetValue value = normalised_topic(each);
    const bool again = std::any_of(out.begin(), out.end(), [&](const FacetValue& other) {
      return other.value == value.value;
    });
    if (!again) out.push_back(std::move(value));
  }
  topics = std::move(out);
}

}  // namespace dateline::annotate
