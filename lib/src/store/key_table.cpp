#include "store/key_table.h"

#include <algorithm>

#include "base/hash.h"

namespace dateline::store {
namespace {

/// The first eight bytes as a number that sorts as they do.
std::uint64_t leading_bytes(std::string_view key) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < sizeof out; ++i) {
    out = out << 8U | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
  }
  return out;
}

}  // namespace

std::uint32_t KeyTable::hash_of(std::string_view key) {
  return static_cast<std::uint32_t>(base::hash64(key));
}

std::optional<std::uint32_t> KeyTable::likely_number(std::uint32_t hash) const {
  if (slots_.empty()) return std::nullopt;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].number_plus_1 != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == hash) return slots_[at].number_plus_1 - 1;
  }
  return std::nullopt;
}

std::uint32_t KeyTable::number_of(std::string_view key, std::uint32_t hash) {
  // At most three of four slots are taken.
  if ((size() + 1) * 4 > slots_.size() * 3) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number_plus_1 != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && this->key(slots_[at].number_plus_1 - 1) == key) {
      return slots_[at].number_plus_1 - 1;
    }
  }
  const auto number = static_cast<std::uint32_t>(size());
  bytes_.insert(bytes_.end(), key.begin(), key.end());
  begins_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  slots_[at] = {hash, number + 1};
  return number;
}

void KeyTable::grow() {
  constexpr std::size_t fewest = 1024;
  std::vector<Slot, LargePages<Slot>> larger(std::max(fewest, slots_.size() * 2));
  const std::size_t mask = larger.size() - 1;
  for (const Slot& each : slots_) {
    if (each.number_plus_1 == 0) continue;
    std::size_t at = each.hash & mask;
    while (larger[at].number_plus_1 != 0) at = (at + 1) & mask;
    larger[at] = each;
  }
  slots_ = std::move(larger);
}

std::vector<std::uint32_t> KeyTable::sorted() const {
  // Most keys differ in their first eight bytes: compared as one number, without a look elsewhere.
  struct Entry {
    std::uint64_t leading;
    std::uint32_t number;
  };
  std::vector<Entry> entries;
  entries.reserve(size());
  for (std::uint32_t number = 0; number < size(); ++number) {
    entries.push_back({leading_bytes(key(number)), number});
  }
  std::sort(entries.begin(), entries.end(), [this](const Entry& a, const Entry& b) {
    return a.leading != b.leading ? a.leading < b.leading : key(a.number) < key(b.number);
  });
  std::vector<std::uint32_t> out;
  out.reserve(entries.size());
  for (const Entry& each : entries) out.push_back(each.number);
  return out;
}

void KeyTable::clear() {
  slots_.clear();
  begins_.resize(1);
  bytes_.clear();
}

std::size_t KeyTable::memory() const {
  return slots_.size() * sizeof(Slot) + begins_.size() * sizeof(std::uint32_t) + bytes_.size();
}

}  // namespace dateline::store
