#include "search/match_collector.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/dates.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

namespace schema = store::schema;

bool satisfies(const Xapian::Document& document, const Selection& selection) {
  const std::string packed = document.get_value(selection.field->slot);
  bool found = false;
  schema::for_each_key(packed, [&](std::string_view key) {
    found = found ||
            std::find(selection.keys.begin(), selection.keys.end(), key) != selection.keys.end();
  });
  return found;
}

}  // namespace

MatchCollector::MatchCollector(const MatchRequest& request,
                               std::vector<const Selection*> selections)
    : request_(&request), selections_(std::move(selections)), sets_(request.facets.size()) {
  for (const CountedFacet& facet : request.facets) {
    const auto own =
        std::find_if(selections_.begin(), selections_.end(),
                     [&](const Selection* each) { return each->field == facet.field; });
    own_selection_.push_back(own == selections_.end() ? -1 : own - selections_.begin());
  }
}

bool MatchCollector::operator()(const Xapian::Document& document) const {
  saw_any_ = true;
  std::ptrdiff_t missed = -1;
  std::size_t misses = 0;
  for (std::size_t i = 0; i < selections_.size() && misses < 2; ++i) {
    if (satisfies(document, *selections_[i])) continue;
    missed = static_cast<std::ptrdiff_t>(i);
    ++misses;
  }
  if (misses > 1) return false;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    // Missing one selection only, an article still counts for that selection's own facet.
    if (misses == 1 && own_selection_[i] != missed) continue;
    ++sets_[i][document.get_value(request_->facets[i].field->slot)];
  }
  if (misses == 1) return false;
  ++total_;
  if (request_->count_days) ++days_[document.get_value(schema::date_slot)];
  if (request_->collapse) ++contents_[document.get_value(schema::content_slot)];
  return true;
}

std::vector<KeyCounts> MatchCollector::counts() const {
  std::vector<KeyCounts> out;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    std::unordered_map<std::string, std::uint64_t> counts;
    for (const auto& [packed, count] : sets_[i]) {
      schema::for_each_key(packed,
                           [&, n = count](std::string_view key) { counts[std::string(key)] += n; });
    }
    KeyCounts& keys = out.emplace_back();
    for (const auto& [key, count] : counts) keys.push_back({key, count});
    keep_top(keys, request_->facets[i].limit);
  }
  return out;
}

DayCounts MatchCollector::days() const {
  std::map<std::int32_t, std::uint64_t> out;
  for (const auto& [value, count] : days_) {
    if (const auto day = schema::decode_day(value)) out[base::day_number(*day)] += count;
  }
  return {out.begin(), out.end()};
}

std::uint64_t MatchCollector::copies(const std::string& content) const {
  const auto found = contents_.find(content);
  return found == contents_.end() || content.empty() ? 1 : found->second;
}

}  // namespace dateline::search
