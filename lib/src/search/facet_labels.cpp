#include "search/facet_labels.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "annotate/country_names.h"
#include "annotate/person_name.h"
#include "base/utf8.h"
#include "dateline/error.h"
#include "search/facet_keys.h"

namespace dateline::search {
namespace {

std::string topic_label(std::string_view key) {
  std::string out(key.substr(key.rfind('/') + 1));  // npos + 1 is 0: all of it
  std::replace(out.begin(), out.end(), '-', ' ');
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z') {
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  }
  return out;
}

// "Politics / Human Rights" as a path of slugs.
std::string topic_key(std::string_view text) {
  std::string out;
  while (true) {
    const auto end = text.find('/');
    out += base::slug(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += '/';
    text.remove_prefix(end + 1);
  }
}

void add_once(std::vector<std::string>& keys, std::vector<std::string> more) {
  for (std::string& each : more) {
    if (std::find(keys.begin(), keys.end(), each) == keys.end()) keys.push_back(std::move(each));
  }
}

// Other spellings of the key that `text` may stand for.
std::vector<std::string> normalised(const base::FacetField& field, std::string_view text) {
  if (field.name == "country") {
    const auto code = annotate::country_code(text);
    return code ? std::vector{*code} : std::vector<std::string>{};
  }
  if (field.name == "person") {
    const auto name = annotate::parse_person_name(text);
    return name ? std::vector{annotate::person_slug(*name)} : std::vector<std::string>{};
  }
  if (field.name == "topic") return {topic_key(text)};
  return {};
}

std::vector<std::string> keys_labelled(store::Snapshot& snapshot, const base::FacetField& field,
                                       std::string_view text) {
  // Countries are known by their names in every language already.
  const Labels labels;
  std::vector<std::string> out;
  const std::string wanted = base::fold(text);
  for (const KeyCount& each : facet_keys(snapshot.database(), field)) {
    const std::string label = labels.of(snapshot, field, each.key);
    if (base::fold(label) == wanted || base::fold(each.key) == wanted) out.push_back(each.key);
  }
  return out;
}

}  // namespace

std::string Labels::of(store::Snapshot& snapshot, const base::FacetField& field,
                       std::string_view key) const {
  if (field.name == "country") return annotate::country_name(key, locale_);
  if (field.name == "topic") return topic_label(key);
  return snapshot.label(field, key);
}

std::vector<std::string> resolve_facet(store::Snapshot& snapshot, const base::FacetField& field,
                                       std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  std::vector<std::string> keys = snapshot.resolve(field, trimmed);
  // Whoever names a key wants what was counted under it; "Reagan" wants the articles that call
  // Ronald Reagan so, too.
  if (field.name == "person" && !keys.empty() && keys.front() == trimmed) return {keys.front()};
  // An index may hold values as given ("usa") beside normalised ones ("US").
  for (const std::string& each : normalised(field, trimmed)) {
    if (!each.empty() && each != trimmed) add_once(keys, snapshot.resolve(field, each));
  }
  // The labels of people are the store's own business, and too many to read.
  if (keys.empty() && field.name != "person") keys = keys_labelled(snapshot, field, trimmed);
  return keys;
}

const base::FacetField& facet_field(std::string_view name) {
  if (const base::FacetField* field = base::find_facet_field(name)) return *field;
  std::vector<std::string_view> known;
  for (const base::FacetField& each : base::facet_fields()) known.push_back(each.name);
  throw InvalidArgumentError(
      fmt::format("there is no facet \"{}\"; there are {}", name, fmt::join(known, ", ")));
}

}  // namespace dateline::search
