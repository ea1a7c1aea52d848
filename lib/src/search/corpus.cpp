#include "search/corpus.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "dateline/error.h"
#include "search/buffers.h"
#include "search/engine.h"
#include "search/match_kernels.h"

namespace dateline::search {
namespace {

using store::posting_block;
using InSegment = CorpusTerm::InSegment;

// A list of this share of the articles takes part in having the damping of all worked out.
constexpr std::uint32_t frequent_share = 64;

using Unpacked = Scratch<std::uint32_t>;

// With `of_all`, the damping of all articles, where that is known. In steps of a block whose loops
// have neither branch nor scattered read beside the one for the damping, so that four impacts are
// divided at a time.
template <bool known>
void unpack_impacts(const store::PostingList& postings, const Unpacked& ordinals,
                    const Damping& damping, const float* of_all, UnpackedList& out) {
  out.impacts.back() = 0;
  std::array<std::uint32_t, posting_block> wdfs{};
  std::array<float, posting_block> dampings{};
  float* impacts = out.impacts.data();
  const std::uint32_t* ordinal = ordinals.data();
  for (std::uint32_t block = 0; block < postings.blocks(); ++block) {
    const std::uint32_t count = postings.wdfs(block, wdfs.data());
    for (std::uint32_t i = 0; i < count; ++i) {
      dampings[i] = known ? of_all[ordinal[i]] : damping.of(ordinal[i]);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto wdf = static_cast<float>(static_cast<std::int32_t>(wdfs[i]));
      impacts[i] = wdf / (dampings[i] + wdf);
    }
    impacts += count;
    ordinal += count;
  }
}

void make_bits(const Unpacked& ordinals, UnpackedList& out) {
  std::ranges::fill(out.words, 0U);
  for (const std::uint32_t each : ordinals) {
    out.words[each / 64] |= std::uint64_t{1} << (each % 64);
  }
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < out.words.size(); ++i) {
    out.ranks[i] = before;
    before += static_cast<std::uint32_t>(std::popcount(out.words[i]));
  }
}

bool has_share(const InSegment& list, std::uint32_t share) {
  return list.size() * std::uint64_t{share} >= list.articles;
}

void find_maxima(InSegment& list) {
  UnpackedList& out = list.unpacked;
  const std::span<const float> impacts = out.impacts;
  out.greatest = greatest_of(impacts.first(list.size()));
  std::size_t first = 0;
  std::size_t last = 0;
  for (std::uint32_t i = 0; i < out.maxima.size(); ++i, first = last) {
    const std::uint32_t end = std::min((i + 1) * score_range, list.articles);
    if (list.is_dense()) {
      last = end == list.articles ? list.size() : list.bits.ranks[end / 64];
    } else {
      while (last < list.size() && out.ordinals[last] < end) ++last;
    }
    out.maxima[i] = greatest_of(impacts.subspan(first, last - first));
  }
}

UnpackedList::Sizes sizes_of(const InSegment& list) {
  const std::size_t postings = list.size();
  const bool has_bits = list.is_dense() || has_share(list, dense_share);
  UnpackedList::Sizes out;
  if (!has_bits) out.ordinals = postings;
  if (has_bits && !list.is_dense()) out.words = (std::size_t{list.articles} + 63) / 64;
  if (!list.postings.has_wdf()) return out;
  if (has_bits) out.places = postings;
  out.impacts = postings + 1;
  if (has_share(list, score_range)) out.maxima = (list.articles + score_range - 1) / score_range;
  return out;
}

// Bits are enough for what weighs nothing.
void unpack(const Corpus::Part& part, InSegment& out, ListMemory& memory, Unpacked& ordinals) {
  out.articles = part.segment->size();
  out.bits = out.postings.bits();
  const bool has_wdf = out.postings.has_wdf();
  if (out.is_dense() && !has_wdf) return;
  out.unpacked = UnpackedList(sizes_of(out), memory);
  UnpackedList& list = out.unpacked;
  ordinals.resize(out.size() + listed_at_once);
  if (out.is_dense()) {
    const std::span words(out.bits.words, (std::size_t{out.articles} + 63) / 64);
    if (count_ones(words) != out.size()) throw CorruptError("a list of postings is damaged");
    list_bits(words.data(), words.size(), 0, ordinals.data());
  } else {
    out.postings.all_ordinals(ordinals.data());
  }
  ordinals.resize(out.size());
  if (!list.words.empty()) {
    make_bits(ordinals, list);
    out.bits = {list.words.data(), list.ranks.data()};
  }
  if (has_wdf) {
    const float* of_all =
        has_share(out, frequent_share) ? part.damping->all_for(out.size()) : nullptr;
    if (of_all != nullptr) {
      unpack_impacts<true>(out.postings, ordinals, *part.damping, of_all, list);
    } else {
      unpack_impacts<false>(out.postings, ordinals, *part.damping, nullptr, list);
    }
  }
  std::copy_n(ordinals.begin(), list.ordinals.size(), list.ordinals.begin());
  for (std::size_t i = 0; i < list.places.size(); ++i) {
    list.places[i] = static_cast<std::uint16_t>(ordinals[i]);
  }
  if (has_wdf) find_maxima(out);
}

std::uint32_t deleted_among(const Corpus::Part& part, const InSegment& list) {
  if (part.deleted == nullptr) return 0;
  if (!list.is_dense()) {
    const auto is_deleted = [&](std::uint32_t ordinal) { return part.is_deleted(ordinal); };
    return static_cast<std::uint32_t>(std::ranges::count_if(list.unpacked.ordinals, is_deleted));
  }
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < part.deleted->size(); ++i) {
    out += static_cast<std::uint32_t>(std::popcount((*part.deleted)[i] & list.bits.words[i]));
  }
  return out;
}

// As Xapian computes it: see Bm25.
double term_weight(std::uint64_t all, std::uint64_t with_term) {
  const auto articles = static_cast<double>(all);
  const auto frequency = static_cast<double>(with_term);
  double ratio = (articles - frequency + 0.5) / (frequency + 0.5);
  if (ratio < 2) ratio = ratio * 0.5 + 1;
  return std::log(ratio) * (Bm25::k1 + 1);
}

}  // namespace

float Damping::of(std::uint32_t ordinal) const {
  return static_cast<float>(bm25_damping(segment_->lengths()[ordinal], factor_));
}

const float* Damping::all_for(std::uint32_t postings) const {
  if (asked_.fetch_add(postings, std::memory_order_relaxed) + postings < segment_->size()) {
    return nullptr;
  }
  std::call_once(made_, [&] {
    all_.reserve(segment_->size());
    for (const std::uint32_t length : segment_->lengths()) {
      all_.push_back(static_cast<float>(bm25_damping(length, factor_)));
    }
  });
  return all_.data();
}

Corpus::Corpus(std::shared_ptr<const store::SegmentSet> set, std::size_t cache_bytes)
    : set_(std::move(set)), memory_(cache_bytes), cache_(cache_bytes) {
  const auto articles = static_cast<double>(set_->articles());
  average_length_ = articles == 0 ? 0 : static_cast<double>(set_->total_length()) / articles;
  const double factor = average_length_ == 0 ? 0 : 1 / average_length_;
  for (const store::LiveSegment& each : set_->segments()) {
    parts_.push_back({each.segment.get(), each.deleted.get(),
                      std::make_unique<const Damping>(*each.segment, factor)});
    for (const store::DayZone& zone : each.segment->day_zones()) {
      days_.first = std::min(days_.first, zone.first);
      days_.last = std::max(days_.last, zone.last);
    }
  }
}

Corpus::~Corpus() = default;

std::shared_ptr<const CorpusTerm> Corpus::term(const std::string& name) const {
  if (auto found = cache_.find(name)) return found;
  auto out = load(name);
  cache_.add(name, out);
  return out;
}

std::uint64_t Corpus::articles(const std::string& name) const {
  if (const auto found = cache_.find(name)) return found->articles;
  std::uint64_t out = 0;
  for (const Part& each : parts_) {
    const auto entry = each.segment->terms().find(name);
    if (entry && each.deleted != nullptr) return term(name)->articles;
    if (entry) out += entry->articles;
  }
  return out;
}

std::shared_ptr<const CorpusTerm> Corpus::load(const std::string& name) const {
  auto out = std::make_shared<CorpusTerm>();
  const auto ordinals = ordinals_.borrow();
  out->segments.resize(parts_.size());
  bool has_wdf = false;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const store::Segment& segment = *parts_[i].segment;
    const auto entry = segment.terms().find(name);
    if (!entry) continue;
    InSegment& list = out->segments[i];
    list.postings = segment.postings(*entry);
    list.has_positions = entry->has_positions;
    if (entry->has_positions) list.positions = segment.positions(*entry);
    unpack(parts_[i], list, memory_, *ordinals);
    out->articles += list.size() - deleted_among(parts_[i], list);
    has_wdf = has_wdf || entry->has_wdf;
  }
  if (has_wdf) out->weight = term_weight(set_->articles(), out->articles);
  return out;
}

const FacetNumbers& Corpus::facet_numbers(std::uint32_t group) const {
  Facets& out = facets_[group];
  std::call_once(out.made,
                 [&] { out.numbers = std::make_unique<FacetNumbers>(set_->segments(), group); });
  return *out.numbers;
}

std::shared_ptr<const Corpus> Corpora::of(const std::shared_ptr<const store::SegmentSet>& set) {
  if (!set || !kernels_run_here()) return nullptr;
  if (auto known = find(*set)) return known;
  const std::scoped_lock making(making_);
  if (auto known = find(*set)) return known;
  auto out = std::make_shared<const Corpus>(set, cache_bytes_);
  const std::scoped_lock lock(mutex_);
  older_ = std::exchange(newer_, out);
  return out;
}

std::shared_ptr<const Corpus> Corpora::find(const store::SegmentSet& set) {
  const std::scoped_lock lock(mutex_);
  for (const auto& each : {newer_, older_}) {
    if (each && &each->set() == &set) return each;
  }
  return nullptr;
}

}  // namespace dateline::search
