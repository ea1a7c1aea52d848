#include "search/facet_keys.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "store/schema.h"

namespace dateline::search {
namespace {

namespace schema = store::schema;

// Terms from this length on may end in a hash (of 245 bytes, a zero byte counting twice).
constexpr std::size_t may_be_cut = 120;

// A key too long for a term is read from an article that has it.
std::string long_key(const Xapian::Database& database, const base::FacetField& field,
                     const std::string& term) {
  const auto first = database.postlist_begin(term);
  if (first == database.postlist_end(term)) return {};
  std::string out;
  schema::for_each_key(database.get_document(*first).get_value(field.slot),
                       [&](std::string_view key) {
                         if (schema::facet_term(field, key) == term) out = key;
                       });
  return out;
}

}  // namespace

std::vector<KeyCount> facet_keys(const Xapian::Database& database, const base::FacetField& field) {
  const std::string prefix = schema::facet_prefix(field);
  std::vector<KeyCount> out;
  for (auto at = database.allterms_begin(prefix); at != database.allterms_end(prefix); ++at) {
    const std::string name = *at;
    std::string key = name.substr(prefix.size());
    if (name.size() >= may_be_cut) key = long_key(database, field, name);
    if (!key.empty()) out.push_back({std::move(key), at.get_termfreq()});
  }
  return out;
}

void keep_top(std::vector<KeyCount>& keys, std::size_t limit) {
  std::sort(keys.begin(), keys.end(), [](const KeyCount& a, const KeyCount& b) {
    return std::tie(b.articles, a.key) < std::tie(a.articles, b.key);
  });
  if (keys.size() > limit) keys.resize(limit);
}

}  // namespace dateline::search
