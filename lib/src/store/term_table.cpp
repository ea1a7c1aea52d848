#include "store/term_table.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/short_bytes.h"
#include "store/term_hash.h"

namespace dateline::store {
namespace {

constexpr std::size_t first_slots = 1024;
constexpr std::size_t key_size = sizeof(std::uint64_t);

// Prefixes are a letter mostly, escapes nothing: no work for a call.
char* append_few(char* to, std::string_view part) {
  for (const char each : part) *to++ = each;
  return to;
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

// For two callers, one of which is called for all words.
[[gnu::always_inline]] inline TermTable::Number TermTable::find_or_add(std::uint64_t key,
                                                                       std::size_t name_size,
                                                                       std::uint32_t hash) {
  const std::string_view name(names_.data() + names_end_, name_size);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot].number_plus_1 != 0; slot = (slot + 1) & mask) {
    if (slots_[slot].hash != hash) continue;
    const Number number = slots_[slot].number_plus_1 - 1;
    if (is_name(terms_[number], key, name)) return number;
  }
  terms_.push_back({.key = key,
                    .name_begin = static_cast<std::uint32_t>(names_end_),
                    .name_size = static_cast<std::uint32_t>(name_size),
                    .hash = hash});
  names_end_ += name_size;
  slots_[slot] = {hash, static_cast<std::uint32_t>(terms_.size())};
  if (terms_.size() * 2 > slots_.size()) grow();
  return static_cast<Number>(terms_.size() - 1);
}

TermTable::Number TermTable::number_of(std::string_view prefix, std::string_view escape,
                                       std::string_view word) {
  const std::size_t size = prefix.size() + escape.size() + word.size();
  char* const begin = room_for(size);
  base::copy_short(word, append_few(append_few(begin, prefix), escape));
  const std::string_view name(begin, size);
  return find_or_add(base::leading_bytes(name), size, term_hash(name));
}

TermTable::Number TermTable::number_of_padded(const Prefix& prefix, std::string_view word) {
  const std::size_t prefix_size = prefix.bytes_.size();
  const std::size_t size = prefix_size + word.size();
  if (size > 2 * key_size || prefix_size >= key_size) return number_of(prefix.bytes_, {}, word);
  const base::LeadingSixteen name =
      base::behind(prefix.leading_, prefix_size, base::leading_sixteen_of_padded(word));
  base::store_sixteen(name, room_for(size));
  return find_or_add(name.first, size, term_hash(name, size));
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

const std::vector<TermTable::Number>& TermTable::sort() {
  group_positions();
  const auto before = [this](const SortKey& left, const SortKey& right) {
    return is_before(left, right);
  };
  constexpr std::size_t most_by_buckets = 1024;
  if (terms_.size() <= most_by_buckets) {
    fill_buckets();
    sort_by_insertion(before);
  } else {
    sort_keys_.resize(terms_.size());
    for (Number each = 0; each < terms_.size(); ++each) sort_keys_[each] = {terms_[each].key, each};
    std::ranges::sort(sort_keys_, before);
  }
  sorted_.resize(terms_.size());
  std::ranges::transform(sort_keys_, sorted_.begin(), &SortKey::number);
  return sorted_;
}

// By the first two letters, of stems by those behind their prefix: that leaves an article's terms
// nearly in order, for a fraction of the branches that sorting them all takes.
void TermTable::fill_buckets() {
  // Bytes of small letters are told apart, the second by fours; all others are below or above them.
  const auto letter = [](std::uint64_t byte) -> std::size_t {
    return byte < 0x60 ? 0 : byte >= 0x80 ? 0x1F : byte & 0x1FU;
  };
  constexpr std::size_t pairs = std::size_t{0x20} * 8;
  const auto pair = [&](std::uint64_t key, unsigned shift) {
    return letter(key >> shift & 0xFFU) * 8 + letter(key >> (shift - 8) & 0xFFU) / 4;
  };
  const auto bucket_of = [&](std::uint64_t key) -> std::size_t {
    const std::size_t first = key >> 56U;
    if (first < 'Z') return first;
    return first == 'Z' ? 'Z' + pair(key, 48) : 'Z' + pairs + pair(key, 56);
  };
  std::array<std::uint32_t, 'Z' + 2 * pairs> places{};
  buckets_.resize(terms_.size());
  for (Number each = 0; each < terms_.size(); ++each) {
    const std::size_t bucket = bucket_of(terms_[each].key);
    buckets_[each] = static_cast<std::uint16_t>(bucket);
    ++places[bucket];
  }
  std::uint32_t begin = 0;
  for (std::uint32_t& each : places) begin += std::exchange(each, begin);
  sort_keys_.resize(terms_.size());
  for (Number each = 0; each < terms_.size(); ++each) {
    sort_keys_[places[buckets_[each]]++] = {terms_[each].key, each};
  }
}

template <class Before>
void TermTable::sort_by_insertion(Before before) {
  for (std::size_t each = 1; each < sort_keys_.size(); ++each) {
    const SortKey key = sort_keys_[each];
    std::size_t place = each;
    for (; place > 0 && before(key, sort_keys_[place - 1]); --place) {
      sort_keys_[place] = sort_keys_[place - 1];
    }
    sort_keys_[place] = key;
  }
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
