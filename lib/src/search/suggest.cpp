#include "search/suggest.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "search/facet_keys.h"
#include "search/word_list.h"

namespace dateline::search {
namespace {

constexpr std::array<std::string_view, 3> suggested_facets{"person", "country", "topic"};

// Of the whole, or of a later word: people are known by their surnames.
bool begins_word_of(std::string_view folded_label, std::string_view folded_prefix) {
  for (std::size_t at = 0;;) {
    if (folded_label.substr(at).starts_with(folded_prefix)) return true;
    at = folded_label.find(' ', at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
}

bool key_begins(std::string_view key, std::string_view folded_prefix) {
  return base::fold(key).starts_with(folded_prefix);
}

}  // namespace

std::vector<Suggestion> suggest(store::Snapshot& snapshot, Vocabulary& vocabulary,
                                const Labels& labels, std::string_view prefix, std::size_t limit) {
  const std::string wanted = base::fold(base::trim(prefix));
  if (wanted.empty() || limit == 0) return {};
  std::vector<Suggestion> out;
  const base::TextFieldInfo& body = *base::find_text_field("body");
  for (IndexedWord& each : complete(vocabulary, body, wanted, limit).words) {
    out.push_back({std::move(each.word), {}, each.articles});
  }
  for (const std::string_view name : suggested_facets) {
    const base::FacetField& field = facet_field(name);
    std::vector<Suggestion> values;
    for (const KeyCount& each : facet_keys(snapshot.database(), field)) {
      std::string label = labels.of(snapshot, field, each.key);
      if (!key_begins(each.key, wanted) && !begins_word_of(base::fold(label), wanted)) continue;
      out.push_back({std::move(label), std::string(name), each.articles});
    }
  }
  std::sort(out.begin(), out.end(), [](const Suggestion& a, const Suggestion& b) {
    return std::tie(b.count, a.text, a.field) < std::tie(a.count, b.text, b.field);
  });
  if (out.size() > limit) out.resize(limit);
  return out;
}

std::vector<FacetCount> facet_values(store::Snapshot& snapshot, const Labels& labels,
                                     std::string_view field_name, std::string_view prefix,
                                     std::size_t limit) {
  const base::FacetField& field = facet_field(field_name);
  const std::string wanted = base::fold(prefix);
  std::vector<KeyCount> keys = facet_keys(snapshot.database(), field);
  std::erase_if(keys, [&](const KeyCount& each) {
    return !key_begins(each.key, wanted) &&
           !base::fold(labels.of(snapshot, field, each.key)).starts_with(wanted);
  });
  keep_top(keys, limit == 0 ? std::numeric_limits<std::size_t>::max() : limit);
  std::vector<FacetCount> out;
  for (KeyCount& each : keys) {
    std::string label = labels.of(snapshot, field, each.key);
    out.push_back({std::move(each.key), std::move(label), each.articles});
  }
  return out;
}

}  // namespace dateline::search
