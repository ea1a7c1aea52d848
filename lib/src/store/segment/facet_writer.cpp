#include "store/segment/facet_writer.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>
#include <utility>

#include "store/segment/bits.h"
#include "store/segment/facet_rows.h"

namespace dateline::store {
namespace {

using segment_format::Kind;
using Numbers = std::vector<std::uint32_t>;

template <class Item>
std::string bytes_of(const std::vector<Item>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item)};
}

/// The keys of one field, in the orders that a segment has.
struct SortedKeys {
  explicit SortedKeys(const FacetColumnBuilder& column) : ranks(column.interned()) {
    Numbers counts(column.interned());
    for (const std::uint32_t each : column.values()) ++counts[each];
    const auto sorted = column.sorted_keys();
    for (const auto& [key, interned] : sorted) {
      bytes += key;
      offsets.push_back(offset32(bytes.size()));
      articles.push_back(counts[interned]);
    }
    by_articles.resize(articles.size());
    std::iota(by_articles.begin(), by_articles.end(), 0U);
    std::ranges::stable_sort(by_articles, std::greater{},
                             [&](std::uint32_t number) { return articles[number]; });
    for (std::uint32_t rank = 0; rank < by_articles.size(); ++rank) {
      ranks[sorted[by_articles[rank]].second] = rank;
    }
  }

  Numbers offsets{0};
  std::string bytes;
  Numbers articles;
  Numbers by_articles;
  Numbers ranks;  ///< by the number of FacetColumnBuilder::intern
};

// How many keys of each field have codes that fit into rows: those that most articles have.
Numbers common_keys(const std::vector<SortedKeys>& fields) {
  Numbers out;
  std::size_t all = 0;
  for (const SortedKeys& each : fields) {
    out.push_back(static_cast<std::uint32_t>(each.articles.size()));
    all += each.articles.size();
  }
  if (all <= most_common_keys) return out;
  struct Key {
    std::uint32_t articles = 0;
    std::uint32_t field = 0;
    std::uint32_t rank = 0;
  };
  std::vector<Key> keys;
  keys.reserve(all);
  for (std::uint32_t field = 0; field < fields.size(); ++field) {
    for (std::uint32_t rank = 0; rank < fields[field].by_articles.size(); ++rank) {
      keys.push_back({fields[field].articles[fields[field].by_articles[rank]], field, rank});
    }
  }
  std::ranges::nth_element(keys, keys.begin() + most_common_keys, [](const Key& a, const Key& b) {
    return std::tie(b.articles, a.field, a.rank) < std::tie(a.articles, b.field, b.rank);
  });
  std::ranges::fill(out, 0U);
  for (std::uint32_t i = 0; i < most_common_keys; ++i) ++out[keys[i].field];
  return out;
}

/// Gives the keys of articles their codes.
class Codes {
 public:
  Codes(std::span<const FacetColumnBuilder> columns, const std::vector<SortedKeys>& keys,
        const Numbers& common)
      : columns_(columns), keys_(&keys), common_(&common) {
    for (const std::uint32_t each : common) {
      first_common_.push_back(all_common_);
      all_common_ += each;
    }
  }

  std::uint32_t common() const { return all_common_; }

  /// Ascending; `fillers` codes are left out between those that are common and the others.
  void of_article(std::size_t article, std::uint32_t fillers, Numbers& out) const {
    out.clear();
    std::uint32_t first_other = all_common_ + fillers;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::uint32_t common = (*common_)[i];
      for (const std::uint32_t each : columns_[i].of_article(article)) {
        const std::uint32_t rank = (*keys_)[i].ranks[each];
        out.push_back(rank < common ? first_common_[i] + rank : first_other + (rank - common));
      }
      first_other += static_cast<std::uint32_t>((*keys_)[i].articles.size()) - common;
    }
    std::ranges::sort(out);
  }

 private:
  std::span<const FacetColumnBuilder> columns_;
  const std::vector<SortedKeys>* keys_;
  const Numbers* common_;
  Numbers first_common_;
  std::uint32_t all_common_ = 0;
};

// Rows as wide as is counted soonest. An article whose list must be looked up takes as long as some
// fifty places (measured: 15 to 30 ns to 0.45).
std::uint32_t best_width(const Codes& codes, std::size_t articles) {
  constexpr std::uint64_t list_in_places = 50;
  std::vector<std::uint64_t> of_size(most_places + 1);  // articles whose codes all fit
  Numbers numbers;
  for (std::size_t i = 0; i < articles; ++i) {
    codes.of_article(i, 0, numbers);
    const bool fits = numbers.empty() || numbers.back() < codes.common();
    if (fits && numbers.size() <= most_places) ++of_size[numbers.size()];
  }
  std::uint64_t without_list = of_size[0];
  std::uint64_t least = UINT64_MAX;
  std::uint32_t out = 1;
  for (std::uint32_t width = 1; width <= most_places; ++width) {
    without_list += of_size[width];
    const std::uint64_t cost = width * articles + list_in_places * (articles - without_list);
    if (cost < least) out = width;
    least = std::min(least, cost);
  }
  return out;
}

/// See FacetRows.
class RowWriter {
 public:
  RowWriter(std::uint32_t common, std::uint32_t width) : common_(common), width_(width) {}

  /// Codes ascending.
  void add(std::span<const std::uint32_t> codes) {
    if (articles_ % 64 == 0) more_bits_.push_back(0);
    if (articles_ % ranked_bits == 0) {
      more_ranks_.push_back(static_cast<std::uint32_t>(more_offsets_.size() - 1));
    }
    const bool more = codes.size() > width_ || (!codes.empty() && codes.back() >= common_);
    const auto others = std::ranges::lower_bound(codes, common_) - codes.begin();
    const auto in_row =
        more ? std::min<std::size_t>(width_ - 1, static_cast<std::size_t>(others)) : codes.size();
    for (std::uint32_t place = 0; place < width_; ++place) {
      rows_.push_back(static_cast<std::uint16_t>(place < in_row ? codes[place] : common_ + place));
    }
    if (more) {
      rows_.back() = static_cast<std::uint16_t>(common_ + width_);
      more_bits_.back() |= std::uint64_t{1} << (articles_ % 64);
      const auto list = codes.subspan(in_row);
      more_values_.insert(more_values_.end(), list.begin(), list.end());
      more_offsets_.push_back(offset32(more_values_.size()));
    }
    ++articles_;
  }

  void write(std::uint32_t slot, std::vector<NewSection>& out) const {
    out.push_back({Kind::rows, slot, bytes_of(rows_)});
    out.push_back({Kind::more_bits, slot, bytes_of(more_bits_)});
    out.push_back({Kind::more_ranks, slot, bytes_of(more_ranks_)});
    out.push_back({Kind::more_offsets, slot, bytes_of(more_offsets_)});
    out.push_back({Kind::more_values, slot, bytes_of(more_values_)});
  }

 private:
  std::uint32_t common_;
  std::uint32_t width_;
  std::size_t articles_ = 0;
  std::vector<std::uint16_t> rows_;
  std::vector<std::uint64_t> more_bits_;
  Numbers more_ranks_;
  Numbers more_offsets_{0};
  Numbers more_values_;
};

}  // namespace

std::uint32_t FacetColumnBuilder::intern(std::string_view key) {
  const auto found = numbers_.find(key);
  if (found != numbers_.end()) return found->second;
  key_bytes_ += key.size();
  const auto number = static_cast<std::uint32_t>(numbers_.size());
  numbers_.emplace(key, number);
  return number;
}

void FacetColumnBuilder::add(std::span<const std::uint32_t> keys) {
  values_.insert(values_.end(), keys.begin(), keys.end());
  offsets_.push_back(offset32(values_.size()));
}

std::vector<std::pair<std::string_view, std::uint32_t>> FacetColumnBuilder::sorted_keys() const {
  std::vector<bool> used(numbers_.size());
  for (const std::uint32_t each : values_) used[each] = true;
  std::vector<std::pair<std::string_view, std::uint32_t>> out;
  for (const auto& [key, number] : numbers_) {
    if (used[number]) out.emplace_back(key, number);
  }
  std::ranges::sort(out);
  return out;
}

std::size_t FacetColumnBuilder::memory_bytes() const {
  constexpr std::size_t node = 64;
  return (offsets_.size() + values_.size()) * sizeof(std::uint32_t) + key_bytes_ +
         numbers_.size() * node;
}

std::vector<NewSection> facet_sections(std::span<const base::FacetField> fields,
                                       std::span<const FacetColumnBuilder> columns) {
  std::vector<SortedKeys> keys;
  for (const FacetColumnBuilder& each : columns) keys.emplace_back(each);
  const Numbers common = common_keys(keys);
  std::vector<NewSection> out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    out.push_back({Kind::key_offsets, fields[i].slot, bytes_of(keys[i].offsets)});
    out.push_back({Kind::key_bytes, fields[i].slot, std::move(keys[i].bytes)});
    out.push_back({Kind::key_articles, fields[i].slot, bytes_of(keys[i].articles)});
    out.push_back({Kind::keys_by_articles, fields[i].slot, bytes_of(keys[i].by_articles)});
  }
  out.push_back({Kind::common_keys, fields.front().slot, bytes_of(common)});

  const Codes codes(columns, keys, common);
  const std::uint32_t width = best_width(codes, columns.front().articles());
  RowWriter rows(codes.common(), width);
  Numbers numbers;
  for (std::size_t i = 0; i < columns.front().articles(); ++i) {
    codes.of_article(i, width + 1, numbers);
    rows.add(numbers);
  }
  rows.write(fields.front().slot, out);
  return out;
}

}  // namespace dateline::store
