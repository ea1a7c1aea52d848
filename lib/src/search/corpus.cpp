#include "search/corpus.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/bm25.h"
#include "search/buffers.h"
#include "search/engine.h"
#include "search/match_kernels.h"
#include "store/segment/damaged_segment.h"

namespace dateline::search {
namespace {

using InSegment = CorpusTerm::InSegment;

using Unpacked = Scratch<std::uint32_t>;

bool wants_bits(const InSegment& list) {
  return list.is_dense() || store::is_frequent(list.size(), list.articles);
}

UnpackedList::Sizes packed_sizes(const InSegment& list) {
  UnpackedList::Sizes out;
  if (!wants_bits(list)) out.ordinals = list.size();
  if (wants_bits(list) && !list.is_dense()) {
    out.words = store::words_of_bits(list.articles);
    out.ranks = store::ranks_of_bits(list.articles);
  }
  return out;
}

UnpackedList::Sizes whole_sizes(const InSegment& list) {
  UnpackedList::Sizes out = packed_sizes(list);
  if (wants_bits(list)) out.places = list.size();
  out.impacts = list.size() + std::size_t{1};
  return out;
}

void list_ordinals(const InSegment& list, Unpacked& out) {
  out.resize(list.size() + listed_at_once);
  if (list.is_dense()) {
    const std::span words(list.bits.words, store::words_of_bits(list.articles));
    if (count_ones(words) != list.size())
      throw store::DamagedSegmentError("a list of postings is damaged");
    list_bits(words.data(), words.size(), 0, out.data());
    if (list.size() > 0 && out.data()[list.size() - 1] >= list.articles) {
      throw store::DamagedSegmentError("a list of postings is damaged");
    }
  } else {
    list.postings.all_ordinals(out.data());
  }
  out.resize(list.size());
}

float greatest_impact(const InSegment& list) {
  const auto bounds = list.postings.bounds();
  if (!bounds.empty()) return list.bound_step * static_cast<float>(bounds.greatest());
  return greatest_of(std::span(list.unpacked.impacts).first(list.size()));
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
  return std::log(ratio) * (base::Bm25::k1 + 1);
}

}  // namespace

Corpus::Corpus(std::shared_ptr<const store::SegmentSet> set, std::size_t cache_bytes)
    : set_(std::move(set)),
      most_whole_bytes_(cache_bytes / 8),
      memory_(cache_bytes),
      cache_(cache_bytes) {
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
  auto found = cache_.find(name);
  if (found && !is_worth_unpacking(*found)) return found;
  auto out = load(name, found ? Form::whole : Form::packed);
  cache_.add(name, out);
  return out;
}

bool Corpus::is_worth_unpacking(const CorpusTerm& term) const {
  // Where there is room anyway, what was used a few times will do.
  constexpr std::uint64_t few = 4;
  const std::size_t missing = term.missing_bytes();
  if (missing == 0) return false;
  return term.is_often_read() || (term.note_use() == few && cache_.has_room(missing));
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

void Corpus::unpack(const Part& part, Form form, Workspace& workspace, InSegment& out) const {
  out.articles = part.segment->size();
  out.bits = out.postings.bits();
  out.damping = part.damping.get();
  out.stays_packed = whole_sizes(out).bytes() > most_whole_bytes_;
  // A list of one block has no bounds, and takes no time.
  const bool is_whole = out.has_impacts() && ((form == Form::whole && !out.stays_packed) ||
                                              out.postings.bounds().empty());
  const UnpackedList::Sizes sizes = is_whole ? whole_sizes(out) : packed_sizes(out);
  out.unpacked = UnpackedList(sizes, memory_);
  UnpackedList& list = out.unpacked;
  if (list.bytes > 0) list_ordinals(out, workspace.ordinals);
  const Ordinals ordinals = workspace.ordinals;
  if (!list.words.empty()) {
    std::ranges::fill(list.words, 0U);
    store::rank_bits(ordinals, list.words, list.ranks);
    out.bits = {list.words.data(), list.ranks.data()};
  }
  std::copy_n(ordinals.begin(), list.ordinals.size(), list.ordinals.begin());
  for (std::size_t i = 0; i < list.places.size(); ++i) {
    list.places[i] = static_cast<std::uint16_t>(ordinals[i]);
  }
  if (is_whole) {
    workspace.impacts.read(out, {0, out.size()}, ordinals, list.impacts.data());
    list.impacts.back() = 0;
  }
  if (!out.has_impacts()) return;
  const double own = static_cast<double>(part.segment->total_length()) / out.articles;
  out.bound_step = store::bound_step * store::bound_inflation(own, average_length_);
  out.greatest = greatest_impact(out);
}

std::shared_ptr<const CorpusTerm> Corpus::load(const std::string& name, Form form) const {
  auto out = std::make_shared<CorpusTerm>();
  const auto workspace = workspaces_.borrow();
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
    unpack(parts_[i], form, *workspace, list);
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
