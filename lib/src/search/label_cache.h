#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"
#include "search/facet_labels.h"

namespace dateline::search {

/// Labels of one commit that were asked for before: those of people are read from the database,
/// those of countries come from ICU, and both take longer than a search. Thread-safe; what is known
/// is read without a lock.
class LabelCache {
 public:
  LabelCache();
  ~LabelCache();

  /// That of `labels`, which must be the same at every call.
  std::string of(const Labels& labels, store::Snapshot& snapshot, const base::FacetField& field,
                 std::string_view key);

 private:
  struct Entry {
    std::uint64_t hash = 0;
    const base::FacetField* field = nullptr;
    std::string key;
    std::string label;
  };
  /// Open addressing: a power of two of places, at most half of which are taken.
  using Table = std::vector<std::atomic<const Entry*>>;

  static void put(Table& table, const Entry& entry);
  void add(Entry entry);

  std::atomic<const Table*> table_;
  std::mutex mutex_;  ///< of what follows
  std::deque<Entry> entries_;
  /// Each twice as large as the one before. Old ones stay: somebody may be reading there.
  std::vector<std::unique_ptr<Table>> tables_;
};

}  // namespace dateline::search
