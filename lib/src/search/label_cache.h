#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"
#include "search/facet_labels.h"

namespace dateline::search {

/// The key of a facet and where its label is to be put. What it points to outlives it.
struct WantedLabel {
  const base::FacetField* field = nullptr;
  std::string_view key;
  std::string* label = nullptr;
};

/// Labels of one commit that were asked for before: those of people are read from the database,
/// those of countries come from ICU, and both take longer than a search. Thread-safe; what is known
/// is read without a lock.
class LabelCache {
 public:
  LabelCache();
  ~LabelCache();

  /// Those of `labels`, which must be the same at every call. Many together take less time than one
  /// by one: they lie anywhere in memory, which is asked for all of them at once.
  void find(std::span<const WantedLabel> wanted, const Labels& labels, store::Snapshot& snapshot);

 private:
  /// Followed by the key and the label.
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t key_size = 0;
    std::uint32_t label_size = 0;

    const char* bytes() const { return reinterpret_cast<const char*>(this + 1); }
    std::string_view key() const { return {bytes(), key_size}; }
    std::string_view label() const { return {bytes() + key_size, label_size}; }
  };
  /// Open addressing: a power of two of places, at most half of which are taken.
  using Table = std::vector<std::atomic<const Entry*>>;

  static const Entry* known(const Table& table, std::uint64_t hash, std::string_view key);
  static void put(Table& table, const Entry& entry);
  void add(std::uint64_t hash, std::string_view key, std::string_view label);
  const Entry& make_entry(std::uint64_t hash, std::string_view key, std::string_view label);

  std::atomic<const Table*> table_;
  std::mutex mutex_;  ///< of what follows
  std::size_t entries_ = 0;
  std::pmr::monotonic_buffer_resource memory_;  ///< of entries, one beside the other
  /// Each twice as large as the one before. Old ones stay: somebody may be reading there.
  std::vector<std::unique_ptr<Table>> tables_;
};

}  // namespace dateline::search
