#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace dateline::annotate {

/// Numbers for keys, from 0 in order of adding. Most words of a text are in none of the tables that
/// they are looked up in: open addressing with a piece of the hash in each slot answers that from
/// one cache line, where the standard library's maps follow a chain.
///
/// Immutable once filled; then any number of threads may ask it.
class KeyIndex {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  KeyIndex() : slots_(16) {}

  /// The key's number, a new one if it has none.
  std::size_t add(std::string_view key) {
    const std::uint64_t hash = base::hash64(key);
    Slot* slot = &slots_[find_slot(key, hash)];
    if (slot->number != 0) return slot->number - 1;
    if ((keys_.size() + 1) * 2 > slots_.size()) {
      grow();
      slot = &slots_[find_slot(key, hash)];
    }
    keys_.emplace_back(key);
    *slot = {static_cast<std::uint32_t>(hash >> 32U), static_cast<std::uint32_t>(keys_.size())};
    return keys_.size() - 1;
  }

  /// `none` for an unknown key.
  std::size_t find(std::string_view key) const { return find(key, base::hash64(key)); }
  /// The same where base::hash64 of the key is known.
  std::size_t find(std::string_view key, std::uint64_t hash) const {
    return static_cast<std::size_t>(slots_[find_slot(key, hash)].number) - 1;
  }

  std::size_t size() const { return keys_.size(); }

 private:
  struct Slot {
    std::uint32_t mark = 0;    // upper half of the hash
    std::uint32_t number = 0;  // plus 1; 0: empty
  };

  // The key's slot, or the empty one where it belongs.
  std::size_t find_slot(std::string_view key, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto mark = static_cast<std::uint32_t>(hash >> 32U);
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const Slot& slot = slots_[at];
      if (slot.number == 0 || (slot.mark == mark && keys_[slot.number - 1] == key)) return at;
    }
  }

  void grow() {
    slots_.assign(slots_.size() * 2, {});
    for (std::size_t number = 0; number < keys_.size(); ++number) {
      const std::uint64_t hash = base::hash64(keys_[number]);
      slots_[find_slot(keys_[number], hash)] = {static_cast<std::uint32_t>(hash >> 32U),
                                                static_cast<std::uint32_t>(number + 1)};
    }
  }

  std::vector<Slot> slots_;  // a power of two of them, at most half full
  std::vector<std::string> keys_;
};

}  // namespace dateline::annotate
