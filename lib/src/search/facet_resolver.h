#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/facet_fields.h"
#include "store/snapshot.h"

namespace dateline::search {

/// What values of facets, as people write them, stand for in one commit: those that were asked for.
/// Thread-safe.
class ResolvedKeys {
 public:
  const std::vector<std::string>* find(const base::FacetField& field, std::string_view text) const;
  void add(const base::FacetField& field, std::string_view text, std::vector<std::string> keys);

 private:
  using Name = std::pair<const base::FacetField*, std::string>;
  mutable std::mutex mutex_;
  /// Nothing is taken out, so that what has been found stays where it is.
  std::map<Name, std::vector<std::string>> known_;
  std::size_t bytes_ = 0;
};

/// Finds the keys of facet values in one snapshot. For one thread.
class FacetResolver {
 public:
  /// `known` is of the same commit; null: nothing is remembered.
  FacetResolver(store::Snapshot& snapshot, ResolvedKeys* known)
      : snapshot_(&snapshot), known_(known) {}

  /// As resolve_facet, which takes some dozen reads of the database the first time.
  std::vector<std::string> resolve(const base::FacetField& field, std::string_view text);

 private:
  store::Snapshot* snapshot_;
  ResolvedKeys* known_;
};

}  // namespace dateline::search
