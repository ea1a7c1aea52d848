#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <xapian.h>

#include "base/facet_fields.h"
#include "store/snapshot.h"

namespace dateline::search {

/// The forms of facet values that people read.
class Labels {
 public:
  /// `locale` as IndexOptions has it.
  explicit Labels(std::string locale = "en") : locale_(std::move(locale)) {}

  /// The name of a country, the fullest common form of a person, for a topic its last part
  /// ("politics/human-rights" is "Human rights"), else the key.
  std::string of(store::Snapshot& snapshot, const base::FacetField& field,
                 std::string_view key) const;

 private:
  std::string locale_;
};

/// Labels of one commit that were asked for before: those of people are read from the database,
/// those of countries come from ICU, and both take longer than a search. Thread-safe.
class LabelCache {
 public:
  /// That of `labels`, which must be the same at every call.
  std::string of(const Labels& labels, store::Snapshot& snapshot, const base::FacetField& field,
                 std::string_view key);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> known_;  ///< by field and key
};

/// Keys of the index that `text` (key, label or alias, as people type) stands for.
std::vector<std::string> resolve_facet(store::Snapshot& snapshot, const base::FacetField& field,
                                       std::string_view text);

/// The field of that name. Throws InvalidArgumentError, which names the known ones.
const base::FacetField& facet_field(std::string_view name);

}  // namespace dateline::search
