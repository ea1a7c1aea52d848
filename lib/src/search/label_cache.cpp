#include "search/label_cache.h"

#include <utility>

#include "base/hash.h"

namespace dateline::search {
namespace {

constexpr std::size_t first_places = 1024;

// Beyond it the rarely shown would fill memory.
constexpr std::size_t most_known = 100'000;

}  // namespace

LabelCache::LabelCache() {
  tables_.push_back(std::make_unique<Table>(first_places));
  table_.store(tables_.back().get(), std::memory_order_release);
}

LabelCache::~LabelCache() = default;

std::string LabelCache::of(const Labels& labels, store::Snapshot& snapshot,
                           const base::FacetField& field, std::string_view key) {
  const std::uint64_t hash = base::hash64(key) + field.slot;
  const Table& table = *table_.load(std::memory_order_acquire);
  for (std::size_t at = hash & (table.size() - 1);; at = (at + 1) & (table.size() - 1)) {
    const Entry* found = table[at].load(std::memory_order_acquire);
    if (found == nullptr) break;
    if (found->hash == hash && found->field == &field && found->key == key) return found->label;
  }
  std::string out = labels.of(snapshot, field, key);
  add({hash, &field, std::string(key), out});
  return out;
}

// Two threads that miss the same label both add it, which does no harm.
void LabelCache::add(Entry entry) {
  const std::scoped_lock lock(mutex_);
  if (entries_.size() >= most_known) return;
  entries_.push_back(std::move(entry));
  if (entries_.size() * 2 <= tables_.back()->size()) {
    put(*tables_.back(), entries_.back());
    return;
  }
  auto larger = std::make_unique<Table>(tables_.back()->size() * 2);
  for (const Entry& each : entries_) put(*larger, each);
  tables_.push_back(std::move(larger));
  table_.store(tables_.back().get(), std::memory_order_release);
}

void LabelCache::put(Table& table, const Entry& entry) {
  std::size_t at = entry.hash & (table.size() - 1);
  while (table[at].load(std::memory_order_relaxed) != nullptr) at = (at + 1) & (table.size() - 1);
  table[at].store(&entry, std::memory_order_release);
}

}  // namespace dateline::search
