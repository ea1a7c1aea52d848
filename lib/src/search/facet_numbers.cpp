#include "search/facet_numbers.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <utility>

namespace dateline::search {
namespace {

using store::FacetCodes;
using store::FacetKeys;

/// A key of one segment.
struct Entry {
  std::uint64_t prefix = 0;  ///< its first bytes as a number: tells most keys apart
  std::uint32_t segment = 0;
  std::uint32_t number = 0;
};

std::uint64_t prefix_of(std::string_view key) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < sizeof out; ++i) {
    out = out << 8U | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
  }
  return out;
}

// All keys of a field, of all segments, in order of bytes: each segment's are so already.
std::vector<Entry> sorted_entries(std::span<const store::LiveSegment> segments,
                                  const base::FacetField& field) {
  std::vector<Entry> out;
  std::vector<std::size_t> ends{0};
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    const FacetKeys& column = segments[i].segment->facet_keys(field);
    for (std::uint32_t number = 0; number < column.keys; ++number) {
      out.push_back({prefix_of(column.key(number)), i, number});
    }
    ends.push_back(out.size());
  }
  const auto before = [&](const Entry& a, const Entry& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return segments[a.segment].segment->facet_keys(field).key(a.number) <
           segments[b.segment].segment->facet_keys(field).key(b.number);
  };
  const auto at = [&](std::size_t place) { return out.begin() + std::ptrdiff_t(place); };
  while (ends.size() > 2) {
    std::vector<std::size_t> merged{0};
    for (std::size_t i = 2; i < ends.size(); i += 2) {
      std::inplace_merge(at(ends[i - 2]), at(ends[i - 1]), at(ends[i]), before);
      merged.push_back(ends[i]);
    }
    if (merged.back() != ends.back()) merged.push_back(ends.back());
    ends = std::move(merged);
  }
  return out;
}

}  // namespace

FacetNumbers::FacetNumbers(std::span<const store::LiveSegment> segments, std::uint32_t group)
    : live_(segments),
      group_(group),
      fields_(base::facet_group(group)),
      segments_(segments.size()) {
  for (std::size_t i = 0; i < segments.size(); ++i) segments_[i].of_codes.resize(codes(i).codes);
  for (const base::FacetField& each : fields_) {
    const std::uint32_t first = size();
    if (segments.size() == 1) {
      take(segments.front().segment->facet_keys(each));
    } else {
      unite(each);
    }
    ranges_.push_back({first, size() - first});
  }
  articles_.resize(std::size_t{size()} + spare);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    number_fillers(i);
    count_articles(i);
    const Segment& segment = segments_[i];
    for (std::size_t code = 0; code < segment.articles.size(); ++code) {
      articles_[segment.of_codes[code]] += segment.articles[code];
    }
  }
  articles_.resize(size());
  // Of one segment whose keys all fit into rows, codes are numbers.
  if (segments.size() == 1 && codes(0).codes == codes(0).common + codes(0).width + 1) {
    segments_.front().of_codes.clear();
  }
}

const store::FacetCodes& FacetNumbers::codes(std::size_t segment) const {
  return live_[segment].segment->facet_codes(group_);
}

FacetNumbers::Range FacetNumbers::of(const base::FacetField& field) const {
  return ranges_[static_cast<std::size_t>(&field - fields_.data())];
}

// The column that has the key.
const store::FacetKeys& FacetNumbers::column(std::uint32_t number) const {
  std::size_t field = 0;
  while (!ranges_[field].has(number)) ++field;
  return live_[keys_[number].segment].segment->facet_keys(fields_[field]);
}

std::string_view FacetNumbers::key(std::uint32_t number) const {
  return column(number).key(keys_[number].number);
}

void FacetNumbers::expect_key_place(std::uint32_t number) const {
  column(number).expect_key_place(keys_[number].number);
}

void FacetNumbers::expect_key(std::uint32_t number) const {
  column(number).expect_key(keys_[number].number);
}

// The numbers of the only segment.
void FacetNumbers::take(FacetKeys column) {
  const std::uint32_t first = size();
  std::vector<std::uint32_t>& of_codes = segments_.front().of_codes;
  keys_.resize(std::size_t{first} + column.keys);
  most_.resize(std::size_t{first} + column.keys);
  for (std::uint32_t rank = 0; rank < column.keys; ++rank) {
    const std::uint32_t number = column.ranked(rank);
    of_codes[column.code(rank)] = first + rank;
    keys_[first + rank] = {0, number, number};
    most_[first + rank] = column.articles[number];
  }
}

// Brings the keys of all segments into one order by merging theirs, then into that of their
// articles.
void FacetNumbers::unite(const base::FacetField& field) {
  const std::vector<Entry> entries = sorted_entries(live_, field);
  struct United {
    Key key;
    std::uint32_t articles = 0;
  };
  std::vector<United> united;
  // For each segment and number which of `united` the key is.
  std::vector<std::vector<std::uint32_t>> places(live_.size());
  const auto column = [&](std::size_t segment) -> const FacetKeys& {
    return live_[segment].segment->facet_keys(field);
  };
  for (std::size_t i = 0; i < live_.size(); ++i) places[i].resize(column(i).keys);
  std::string_view last;
  for (const Entry& each : entries) {
    const std::string_view key = column(each.segment).key(each.number);
    if (united.empty() || key != last) {
      const auto order = static_cast<std::uint32_t>(united.size());
      united.push_back({{each.segment, each.number, order}, 0});
    }
    last = key;
    united.back().articles += column(each.segment).articles[each.number];
    places[each.segment][each.number] = static_cast<std::uint32_t>(united.size() - 1);
  }
  const std::uint32_t first = size();
  std::vector<std::uint32_t> by_articles(united.size());
  std::iota(by_articles.begin(), by_articles.end(), 0U);
  std::ranges::stable_sort(by_articles, std::greater{},
                           [&](std::uint32_t each) { return united[each].articles; });
  std::vector<std::uint32_t> numbers(united.size());
  for (std::uint32_t rank = 0; rank < by_articles.size(); ++rank) {
    const United& each = united[by_articles[rank]];
    numbers[by_articles[rank]] = first + rank;
    keys_.push_back(each.key);
    most_.push_back(each.articles);
  }
  for (std::size_t i = 0; i < live_.size(); ++i) {
    for (std::uint32_t rank = 0; rank < column(i).keys; ++rank) {
      segments_[i].of_codes[column(i).code(rank)] = numbers[places[i][column(i).ranked(rank)]];
    }
  }
}

void FacetNumbers::number_fillers(std::size_t segment) {
  const FacetCodes& codes = this->codes(segment);
  for (std::uint32_t place = 0; place <= codes.width; ++place) {
    segments_[segment].of_codes[codes.common + place] = size() + place;
  }
}

void FacetNumbers::count_articles(std::size_t segment) {
  std::vector<std::uint32_t>& out = segments_[segment].articles;
  out.resize(this->codes(segment).codes);
  for (const base::FacetField& field : fields_) {
    const FacetKeys column = live_[segment].segment->facet_keys(field);
    for (std::uint32_t rank = 0; rank < column.keys; ++rank) {
      out[column.code(rank)] = column.articles[column.ranked(rank)];
    }
  }
  if (!live_[segment].deleted) return;
  std::vector<std::uint32_t> codes;
  const store::FacetRows& rows = live_[segment].segment->facet_rows(group_);
  const store::DeletedBits& deleted = *live_[segment].deleted;
  for (std::uint32_t i = 0; i < deleted.size(); ++i) {
    for (std::uint64_t left = deleted[i]; left != 0; left &= left - 1) {
      rows.read(i * 64 + static_cast<std::uint32_t>(std::countr_zero(left)), codes);
      for (const std::uint32_t each : codes) {
        if (each < out.size()) --out[each];
      }
    }
  }
}

}  // namespace dateline::search
