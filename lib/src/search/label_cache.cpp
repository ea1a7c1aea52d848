#include "search/label_cache.h"

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace dateline::search {
namespace {

constexpr std::size_t first_places = 1024;

// Beyond it the rarely shown would fill memory.
constexpr std::size_t most_known = 100'000;

// Asked for at once: about as many as a processor fetches side by side.
constexpr std::size_t at_once = 16;

// Says the field too: of one key it is another for each.
std::uint64_t hash_of(const WantedLabel& wanted) {
  return base::hash64(wanted.key) + wanted.field->slot;
}

}  // namespace

LabelCache::LabelCache() {
  tables_.push_back(std::make_unique<Table>(first_places));
  table_.store(tables_.back().get(), std::memory_order_release);
}

LabelCache::~LabelCache() = default;

void LabelCache::find(std::span<const WantedLabel> wanted, const Labels& labels,
                      store::Snapshot& snapshot) {
  const Table& table = *table_.load(std::memory_order_acquire);
  const auto place = [&](std::uint64_t hash) -> const std::atomic<const Entry*>& {
    return table[hash & (table.size() - 1)];
  };
  std::array<std::uint64_t, at_once> hashes;
  for (; !wanted.empty(); wanted = wanted.subspan(std::min(at_once, wanted.size()))) {
    const auto some = wanted.first(std::min(at_once, wanted.size()));
    for (std::size_t i = 0; i < some.size(); ++i) {
      hashes[i] = hash_of(some[i]);
      __builtin_prefetch(&place(hashes[i]));
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      __builtin_prefetch(place(hashes[i]).load(std::memory_order_acquire));
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      const WantedLabel& each = some[i];
      if (const Entry* found = known(table, hashes[i], each.key)) {
        *each.label = found->label();
      } else {
        *each.label = labels.of(snapshot, *each.field, each.key);
        add(hashes[i], each.key, *each.label);
      }
    }
  }
}

const LabelCache::Entry* LabelCache::known(const Table& table, std::uint64_t hash,
                                           std::string_view key) {
  for (std::size_t at = hash & (table.size() - 1);; at = (at + 1) & (table.size() - 1)) {
    const Entry* entry = table[at].load(std::memory_order_acquire);
    if (entry == nullptr || (entry->hash == hash && entry->key() == key)) return entry;
  }
}

// Two threads that miss the same label both add it, which does no harm.
void LabelCache::add(std::uint64_t hash, std::string_view key, std::string_view label) {
  const std::scoped_lock lock(mutex_);
  if (entries_ >= most_known) return;
  const Entry& entry = make_entry(hash, key, label);
  ++entries_;
  if (entries_ * 2 <= tables_.back()->size()) {
    put(*tables_.back(), entry);
    return;
  }
  auto larger = std::make_unique<Table>(tables_.back()->size() * 2);
  for (const auto& each : *tables_.back()) {
    if (const Entry* known = each.load(std::memory_order_relaxed)) put(*larger, *known);
  }
  put(*larger, entry);
  tables_.push_back(std::move(larger));
  table_.store(tables_.back().get(), std::memory_order_release);
}

const LabelCache::Entry& LabelCache::make_entry(std::uint64_t hash, std::string_view key,
                                                std::string_view label) {
  void* const memory = memory_.allocate(sizeof(Entry) + key.size() + label.size(), alignof(Entry));
  auto* const out = new (memory)
      Entry{hash, static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(label.size())};
  char* const bytes = reinterpret_cast<char*>(out + 1);
  std::ranges::copy(label, std::ranges::copy(key, bytes).out);
  return *out;
}

void LabelCache::put(Table& table, const Entry& entry) {
  std::size_t at = entry.hash & (table.size() - 1);
  while (table[at].load(std::memory_order_relaxed) != nullptr) at = (at + 1) & (table.size() - 1);
  table[at].store(&entry, std::memory_order_release);
}

}  // namespace dateline::search
