#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/quick_hash.h"
#include "base/short_bytes.h"
#include "store/large_pages.h"

namespace dateline::store {

/// A key of a KeyTable: a short one stands here, a long one in the bytes of all long ones.
class TableKey {
 public:
  /// `key` is appended to `long_keys` if it is long.
  template <class Bytes>
  TableKey(std::string_view key, Bytes& long_keys);

  std::string_view view(const char* long_keys) const;
  bool is(std::string_view key, const char* long_keys) const;

 private:
  static constexpr std::size_t longest_short = 15;
  static constexpr char long_mark = 16;

  /// Of a long one: where its bytes begin, how many there are.
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  std::size_t short_size() const { return static_cast<unsigned char>(bytes_[longest_short]); }
  Place place() const;

  std::array<char, longest_short + 1> bytes_{};  ///< the last one is the size, or `long_mark`
};

/// Values by keys, which are numbered from 0 in the order of their first coming. A key stands with
/// its value, so that both are fetched together: a table is larger than the caches. At most
/// 2^32 - 1 keys, and 4 GiB of those that are longer than 15 bytes.
template <class Value>
class KeyTable {
 public:
  using Number = std::uint32_t;

  /// A new key has a value made of nothing. References to values end here.
  Number number_of(std::string_view key) { return number_of(key, hash_of(key)); }
  Number number_of(std::string_view key, std::uint32_t hash);

  Value& operator[](Number number) { return entries_[number].value; }
  const Value& operator[](Number number) const { return entries_[number].value; }

  /// For callers that look many keys up: what a later call will read is fetched meanwhile, first
  /// where the number stands, then key and value.
  static std::uint32_t hash_of(std::string_view key) {
    return static_cast<std::uint32_t>(base::quick_hash(key));
  }
  void prefetch(std::uint32_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  /// The number of a key with that hash, most often the one; nothing if there is none.
  std::optional<Number> likely_number(std::uint32_t hash) const;
  void prefetch_entry(Number number) const { __builtin_prefetch(&entries_[number], 1); }

  /// Valid until the next key comes.
  std::string_view key(Number number) const { return entries_[number].key.view(long_keys_.data()); }
  std::size_t size() const { return entries_.size(); }
  /// All numbers in the order of their keys, as unsigned bytes, then by length.
  std::vector<Number> sorted() const;
  /// Keeps the memory.
  void clear();
  std::size_t memory() const {
    return slots_.size() * sizeof(Slot) + entries_.size() * sizeof(Entry) + long_keys_.size();
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number_plus_1 = 0;  // 0: free
  };
  /// Within one line of the cache, if the value leaves it that much.
  struct alignas(sizeof(TableKey) + sizeof(Value) <= 64 ? 64 : alignof(Value)) Entry {
    TableKey key;
    Value value{};
  };

  void grow();

  std::vector<Slot, LargePages<Slot>> slots_;
  std::vector<Entry, LargePages<Entry>> entries_;
  std::vector<char, LargePages<char>> long_keys_;
};

template <class Bytes>
TableKey::TableKey(std::string_view key, Bytes& long_keys) {
  if (key.size() <= longest_short) {
    base::copy_short(key, bytes_.data());
    bytes_.back() = static_cast<char>(key.size());
    return;
  }
  const Place at{static_cast<std::uint32_t>(long_keys.size()),
                 static_cast<std::uint32_t>(key.size())};
  long_keys.insert(long_keys.end(), key.begin(), key.end());
  std::memcpy(bytes_.data(), &at, sizeof at);
  bytes_.back() = long_mark;
}

inline TableKey::Place TableKey::place() const {
  Place out;
  std::memcpy(&out, bytes_.data(), sizeof out);
  return out;
}

inline std::string_view TableKey::view(const char* long_keys) const {
  if (bytes_.back() != long_mark) return {bytes_.data(), short_size()};
  const Place at = place();
  return {long_keys + at.begin, at.size};
}

inline bool TableKey::is(std::string_view key, const char* long_keys) const {
  if (key.size() > longest_short) return bytes_.back() == long_mark && view(long_keys) == key;
  return base::equal_short(key, {bytes_.data(), short_size()});
}

template <class Value>
auto KeyTable<Value>::likely_number(std::uint32_t hash) const -> std::optional<Number> {
  if (slots_.empty()) return std::nullopt;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].number_plus_1 != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == hash) return slots_[at].number_plus_1 - 1;
  }
  return std::nullopt;
}

template <class Value>
auto KeyTable<Value>::number_of(std::string_view key, std::uint32_t hash) -> Number {
  // At most half of the slots are taken.
  if ((size() + 1) * 2 > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number_plus_1 != 0; at = (at + 1) & mask) {
    if (slots_[at].hash != hash) continue;
    const Number number = slots_[at].number_plus_1 - 1;
    if (entries_[number].key.is(key, long_keys_.data())) return number;
  }
  const auto number = static_cast<Number>(size());
  entries_.push_back({TableKey(key, long_keys_)});
  slots_[at] = {hash, number + 1};
  return number;
}

template <class Value>
void KeyTable<Value>::grow() {
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

template <class Value>
auto KeyTable<Value>::sorted() const -> std::vector<Number> {
  // Most keys differ in their first eight bytes: compared as one number, without a look elsewhere.
  struct Sorted {
    std::uint64_t leading;
    Number number;
  };
  std::vector<Sorted> entries;
  entries.reserve(size());
  for (Number number = 0; number < size(); ++number) {
    entries.push_back({base::leading_bytes(key(number)), number});
  }
  std::sort(entries.begin(), entries.end(), [this](const Sorted& a, const Sorted& b) {
    return a.leading != b.leading ? a.leading < b.leading : key(a.number) < key(b.number);
  });
  std::vector<Number> out;
  out.reserve(entries.size());
  for (const Sorted& each : entries) out.push_back(each.number);
  return out;
}

template <class Value>
void KeyTable<Value>::clear() {
  std::fill(slots_.begin(), slots_.end(), Slot{});
  entries_.clear();
  long_keys_.clear();
}

}  // namespace dateline::store
