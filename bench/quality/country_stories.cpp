#include "quality/country_stories.h"

#include <string_view>

namespace dateline::quality {
namespace {

std::string_view attribute(const Article& story, std::string_view name) {
  const auto found = story.extra.find(std::string(name));
  return found == story.extra.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace

bool is_labelled(const Article& story) {
  return attribute(story, "topics_attribute") == "YES";
}

bool is_held_out(const Article& story) {
  if (attribute(story, "lewissplit") == "NOT-USED") return true;
  return !story.id.empty() && (story.id.back() == '0' || story.id.back() == '5');
}

}  // namespace dateline::quality
