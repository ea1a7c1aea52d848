#include "store/inverted_lists.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/short_bytes.h"

namespace dateline::store {
namespace {

constexpr std::size_t fewest_places = 256;
constexpr std::size_t cache_line = 64;

// The last byte of a key: 0 where there is no list, else the key's size plus 1, or this for a long
// one; and a bit if there is a zero byte in the key, so that others need not be looked through.
constexpr unsigned char long_mark = 17;
constexpr unsigned char zero_mark = 0x80;

}  // namespace

char InvertedLists::mark_of(std::string_view key) {
  const bool has_zero = key.find('\0') != std::string_view::npos;
  const bool is_short = key.size() <= List::longest_short_key;
  return static_cast<char>((is_short ? key.size() + 1 : long_mark) | (has_zero ? zero_mark : 0U));
}

bool InvertedLists::is_long(const List& list) {
  return (static_cast<unsigned char>(list.key_.back()) & ~unsigned{zero_mark}) == long_mark;
}

std::string_view InvertedLists::key(const List& list) const {
  if (is_long(list)) {
    Place at;
    std::memcpy(&at, list.key_.data(), sizeof at);
    return {long_keys_.data() + at.begin, at.size};
  }
  const auto mark = static_cast<unsigned char>(list.key_.back());
  return {list.key_.data(), (mark & ~std::size_t{zero_mark}) - 1};
}

void InvertedLists::set_key(List& list, std::string_view key) {
  list.key_.back() = mark_of(key);
  if (!is_long(list)) {
    base::copy_short(key, list.key_.data());
    return;
  }
  const Place at{static_cast<std::uint32_t>(long_keys_.size()),
                 static_cast<std::uint32_t>(key.size())};
  long_keys_.insert(long_keys_.end(), key.begin(), key.end());
  std::memcpy(list.key_.data(), &at, sizeof at);
}

auto InvertedLists::find(std::string_view key, std::uint32_t hash) -> List* {
  if (lists_.empty()) return nullptr;
  const bool is_short = key.size() <= List::longest_short_key;
  base::LeadingSixteen wanted = base::leading_sixteen_of_padded(key);
  wanted.second |= key.size() + 1;
  const std::size_t mask = lists_.size() - 1;
  for (std::size_t at = hash & mask; !is_free(lists_[at]); at = (at + 1) & mask) {
    List& list = lists_[at];
    if (list.hash_ != hash) continue;
    if (is_short) {
      if (wanted == base::leading_sixteen({list.key_.data(), list.key_.size()})) return &list;
    } else if (static_cast<unsigned char>(list.key_.back()) == long_mark &&
               this->key(list) == key) {
      return &list;
    }
  }
  return nullptr;
}

auto InvertedLists::of(std::string_view key, std::uint32_t hash) -> List& {
  reserve(1);
  const std::size_t mask = lists_.size() - 1;
  std::size_t at = hash & mask;
  for (; !is_free(lists_[at]); at = (at + 1) & mask) {
    if (lists_[at].hash_ == hash && this->key(lists_[at]) == key) return lists_[at];
  }
  List& out = lists_[at];
  set_key(out, key);
  out.hash_ = hash;
  ++count_;
  return out;
}

void InvertedLists::append(List& list, std::string_view bytes) {
  slices_.append(list.chain_, {list.few_.data(), list.few_size_});
  list.few_size_ = 0;
  if (bytes.size() > List::most_few) {
    slices_.append(list.chain_, bytes);
    return;
  }
  base::copy_short(bytes, list.few_.data());
  list.few_size_ = static_cast<std::uint8_t>(bytes.size());
}

// Three quarters of the places are taken at most.
void InvertedLists::reserve(std::size_t count) {
  while ((count_ + count) * 4 > lists_.size() * 3) grow();
}

void InvertedLists::grow() {
  static_assert(sizeof(List) == cache_line);
  std::vector<List, LargePages<List>> larger(std::max(fewest_places, lists_.size() * 2));
  const std::size_t mask = larger.size() - 1;
  for (const List& each : lists_) {
    if (is_free(each)) continue;
    std::size_t at = each.hash_ & mask;
    while (!is_free(larger[at])) at = (at + 1) & mask;
    larger[at] = each;
  }
  lists_ = std::move(larger);
}

bool InvertedLists::is_full(std::size_t most) const {
  const bool soon_grows = count_ * 10 > lists_.size() * 7;
  return memory() + (soon_grows ? lists_.size() * sizeof(List) : 0) >= most;
}

auto InvertedLists::sorted() const -> std::vector<const List*> {
  // Most keys differ in their first eight bytes: compared as one number, without a look elsewhere.
  struct Sorted {
    std::uint64_t leading;
    const List* list;
  };
  std::vector<Sorted> entries;
  entries.reserve(size());
  for (const List& each : lists_) {
    if (!is_free(each)) entries.push_back({base::leading_bytes(key(each)), &each});
  }
  std::sort(entries.begin(), entries.end(), [this](const Sorted& a, const Sorted& b) {
    return a.leading != b.leading ? a.leading < b.leading : key(*a.list) < key(*b.list);
  });
  std::vector<const List*> out;
  out.reserve(entries.size());
  for (const Sorted& each : entries) out.push_back(each.list);
  return out;
}

void InvertedLists::clear() {
  std::fill(lists_.begin(), lists_.end(), List{});
  count_ = 0;
  long_keys_.clear();
  slices_.clear();
}

}  // namespace dateline::store
