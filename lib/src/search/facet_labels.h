#pragma once

#include <string>
#include <string_view>
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

/// Keys of the index that `text` (key, label or alias, as people type) stands for.
std::vector<std::string> resolve_facet(store::Snapshot& snapshot, const base::FacetField& field,
                                       std::string_view text);

/// The field of that name. Throws InvalidArgumentError, which names the known ones.
const base::FacetField& facet_field(std::string_view name);

}  // namespace dateline::search
