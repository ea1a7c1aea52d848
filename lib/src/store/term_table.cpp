#include "store/term_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

#include "base/quick_hash.h"

namespace dateline::store {
namespace {

constexpr std::size_t first_slots = 1024;
constexpr std::size_t key_size = sizeof(std::uint64_t);

// `bytes` has as many as a key has.
std::uint64_t big_endian(const char* bytes) {
  std::uint64_t out = 0;
  std::memcpy(&out, bytes, sizeof out);
  if constexpr (std::endian::native == std::endian::little) out = __builtin_bswap64(out);
  return out;
}

char* append(char* to, std::string_view part) {
  if (!part.empty()) std::memcpy(to, part.data(), part.size());
  return to + part.size();
}

}  // namespace

TermTable::TermTable() : slots_(first_slots) {}

void TermTable::clear() {
  // A table that one long article has made large costs little for the short ones after it.
  if (terms_.size() * 8 < slots_.size() && slots_.size() > first_slots) {
    slots_.resize(first_slots);
  }
  std::fill(slots_.begin(), slots_.end(), Slot{});
  terms_.clear();
  names_end_ = 0;
  occurrences_.clear();
}

TermTable::Number TermTable::number_of(std::string_view prefix, std::string_view escape,
                                       std::string_view word) {
  // The name is put where a new one goes, with a key's worth of zeros behind.
  make_room(prefix.size() + escape.size() + word.size());
  char* const begin = names_.data() + names_end_;
  char* const end = append(append(append(begin, prefix), escape), word);
  std::memset(end, 0, key_size);
  const std::string_view name(begin, static_cast<std::size_t>(end - begin));
  const std::uint64_t key = big_endian(begin);
  const auto hash = static_cast<std::uint32_t>(base::quick_hash(name));
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot].number_plus_1 != 0; slot = (slot + 1) & mask) {
    if (slots_[slot].hash != hash) continue;
    const Number number = slots_[slot].number_plus_1 - 1;
    if (is_name(terms_[number], key, name)) return number;
  }
  terms_.push_back({.key = key,
                    .name_begin = static_cast<std::uint32_t>(names_end_),
                    .name_size = static_cast<std::uint32_t>(name.size())});
  names_end_ += name.size();
  slots_[slot] = {hash, static_cast<std::uint32_t>(terms_.size())};
  if (terms_.size() * 2 > slots_.size()) grow();
  return static_cast<Number>(terms_.size() - 1);
}

void TermTable::make_room(std::size_t name_size) {
  const std::size_t wanted = names_end_ + name_size + key_size;
  if (wanted > names_.size()) names_.resize(std::max(wanted, 2 * names_.size()));
}

bool TermTable::is_name(const Term& term, std::uint64_t key, std::string_view name) const {
  if (term.key != key || term.name_size != name.size()) return false;
  return name.size() <= key_size ||
         std::memcmp(names_.data() + term.name_begin + key_size, name.data() + key_size,
                     name.size() - key_size) == 0;
}

void TermTable::grow() {
  const std::vector<Slot> old = std::move(slots_);
  slots_.assign(old.size() * 2, {});
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& each : old) {
    if (each.number_plus_1 == 0) continue;
    std::size_t slot = each.hash & mask;
    while (slots_[slot].number_plus_1 != 0) slot = (slot + 1) & mask;
    slots_[slot] = each;
  }
}

void TermTable::add_position(Number number, std::uint32_t position) {
  Term& term = terms_[number];
  if (term.last_position == position) return;
  term.last_position = position;
  ++term.position_count;
  occurrences_.push_back({number, position});
}

bool TermTable::is_before(const SortKey& left, const SortKey& right) const {
  if (left.key != right.key) return left.key < right.key;
  return name(terms_[left.number]) < name(terms_[right.number]);
}

// First into buckets that keep the order: by the first byte, and by the second where the first is
// that of all stems. Words have some hundred buckets then, of two or three each, which are sorted
// three times as fast as all together.
const std::vector<TermTable::Number>& TermTable::sort() {
  group_positions();
  constexpr std::size_t bucket_count = 512;
  const auto bucket_of = [](std::uint64_t key) {
    const auto byte = [key](unsigned index) {
      return static_cast<std::size_t>(key >> (56U - 8U * index)) & 0xFFU;
    };
    if (byte(0) < 'Z') return byte(0);
    return byte(0) == 'Z' ? 'Z' + byte(1) : byte(0) + 0xFFU;
  };
  std::array<std::uint32_t, bucket_count> ends{};
  for (const Term& each : terms_) ++ends[bucket_of(each.key)];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  sort_keys_.resize(terms_.size());
  std::array<std::uint32_t, bucket_count> begins = ends;
  for (Number each = 0; each < terms_.size(); ++each) {
    sort_keys_[--begins[bucket_of(terms_[each].key)]] = {terms_[each].key, each};
  }
  for (std::size_t each = 0; each < bucket_count; ++each) {
    if (ends[each] - begins[each] < 2) continue;
    std::sort(sort_keys_.begin() + begins[each], sort_keys_.begin() + ends[each],
              [this](const SortKey& left, const SortKey& right) { return is_before(left, right); });
  }
  sorted_.resize(terms_.size());
  std::ranges::transform(sort_keys_, sorted_.begin(), &SortKey::number);
  return sorted_;
}

void TermTable::group_positions() {
  std::uint32_t begin = 0;
  for (Term& each : terms_) {
    each.positions_begin = begin;
    begin += each.position_count;
  }
  positions_.resize(occurrences_.size());
  // Each begin goes to its end, and back.
  for (const Occurrence& each : occurrences_) {
    positions_[terms_[each.term].positions_begin++] = each.position;
  }
  for (Term& each : terms_) each.positions_begin -= each.position_count;
}

}  // namespace dateline::store
