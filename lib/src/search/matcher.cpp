#include "search/matcher.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <optional>
#include <utility>

#include "search/deadline.h"
#include "search/distinct_matches.h"
#include "search/range_ranker.h"
#include "search/top_matches.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

/// A selection whose own facet is counted: tested article by article, since an article that misses
/// it alone counts for that facet (drill-sideways).
class TestedSelection {
 public:
  TestedSelection(const Selection& selection, const Corpus& corpus)
      : field_(selection.field), corpus_(&corpus) {
    for (const std::string& key : selection.keys) {
      terms_.push_back(corpus.term(store::schema::facet_term(*selection.field, key)));
    }
  }

  const base::FacetField* field() const { return field_; }

  /// Bits of the articles of `segment` that satisfy it, until the next call.
  const std::uint64_t* bits(std::size_t segment) {
    if (terms_.size() == 1 && terms_[0]->segments[segment].is_dense()) {
      return terms_[0]->segments[segment].bits.words;
    }
    const std::uint32_t articles = corpus_->parts()[segment].segment->size();
    words_.assign((std::size_t{articles} + 63) / 64, 0);
    for (const auto& term : terms_) {
      const CorpusTerm::InSegment& list = term->segments[segment];
      for (const std::uint32_t each : list.unpacked.ordinals) {
        words_[each / 64] |= std::uint64_t{1} << (each % 64);
      }
      if (!list.is_dense()) continue;
      for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= list.bits.words[i];
    }
    return words_.data();
  }

 private:
  const base::FacetField* field_;
  const Corpus* corpus_;
  std::vector<std::shared_ptr<const CorpusTerm>> terms_;
  std::vector<std::uint64_t> words_;
};

/// What all matches have in common with what is asked of them: counts, and the page.
class Collector {
 public:
  Collector(const MatchRequest& request, const Corpus& corpus, MatcherBuffers& buffers,
            float margin)
      : request_(&request),
        corpus_(&corpus),
        buffers_(&buffers.lists),
        days_(request.count_days ? corpus.days() : store::DayZone{1, 0}),
        best_(page_end(), margin),
        by_time_(page_end(), request.sort == Sort::newest, margin) {
    if (request.collapse) distinct_.emplace(corpus, request.sort, margin);
    for (const CountedFacet& each : request.facets) {
      const std::uint32_t group = each.field->group;
      if (counters_[group]) continue;
      counters_[group].emplace(corpus, group, buffers.facets[group]);
    }
  }

  void add(std::uint32_t segment, Slice slice, Ordinals ordinals, std::span<const float> scores,
           float factor) {
    count(segment, slice, ordinals);
    if (request_->limit == 0) return;
    if (distinct_) {
      distinct_->add(segment, ordinals, scores, factor);
    } else if (request_->sort == Sort::relevance) {
      best_.add(segment, ordinals, scores, factor, places_);
    } else {
      for (std::size_t i = 0; i < ordinals.size(); ++i) {
        add_by_time(segment, ordinals[i], scores.empty() ? 0 : factor * scores[i]);
      }
    }
  }
  /// Articles that count for one facet only.
  void add_to_facet(const base::FacetField& field, std::uint32_t segment, Ordinals ordinals) {
    counters_[field.group]->count_for(field, segment, ordinals);
  }
  void leave(std::uint32_t segment) {
    for (auto& each : counters_) {
      if (each) each->leave(segment);
    }
  }

  /// Whether matches are ranked by their scores, so that they may be counted and ranked apart.
  bool ranks_scores() const { return !request_->collapse && request_->sort == Sort::relevance; }
  /// Null where no match is to be shown.
  BestMatches* best() { return request_->limit == 0 ? nullptr : &best_; }
  /// Whether more is to be known of matches than how many there are.
  bool looks_at_each() const {
    return request_->count_days ||
           std::ranges::any_of(counters_, [](const auto& each) { return each.has_value(); });
  }
  /// Counts matches of which no more is to be known.
  void count(std::size_t matches) { total_ += matches; }
  /// Counts matches that come into the ranking some other way.
  void count(std::uint32_t segment, Slice slice, Ordinals ordinals) {
    total_ += ordinals.size();
    for (auto& each : counters_) {
      if (each) each->count(segment, slice, ordinals);
    }
    if (request_->count_days) days_.count(*corpus_->parts()[segment].segment, ordinals);
  }
  /// The same of bits; gives how many there are.
  std::uint64_t count_bits(std::uint32_t segment, Slice slice,
                           std::span<const std::uint64_t> words) {
    const std::uint64_t matches = count_ones(words);
    total_ += matches;
    for (auto& each : counters_) {
      if (each) each->count_bits(segment, slice, words);
    }
    if (request_->count_days) {
      const auto listed = buffers_->ordinals.borrow();
      days_.count(*corpus_->parts()[segment].segment, list_bits(words, slice.from, *listed));
    }
    return matches;
  }
  /// Bits of matches that weigh nothing; where it is known, how many they are.
  void add_bits(std::uint32_t segment, Slice slice, std::span<const std::uint64_t> words,
                std::optional<std::size_t> matches) {
    const std::uint64_t before = total_;
    if (matches && !looks_at_each()) {
      count(*matches);
    } else {
      count_bits(segment, slice, words);
    }
    if (request_->limit == 0 || before >= page_end()) return;
    std::size_t needed = 0;
    for (std::uint64_t found = before; needed < words.size() && found < page_end(); ++needed) {
      found += static_cast<unsigned>(std::popcount(words[needed]));
    }
    const auto listed = buffers_->ordinals.borrow();
    best_.add(segment, list_bits(words.first(needed), slice.from, *listed), {}, 1, places_);
  }
  /// Every article counts for this facet, whatever else is added.
  void count_all(const base::FacetField* field) { counts_all_ = field; }

  std::uint64_t total() const { return total_; }

  void add(std::uint32_t segment, Slice slice, const MatchList& list) {
    add(segment, slice, list.ordinals(), list.scores(), list.factor());
  }

  void finish(MatchSet& out, const Resolve& exact) {
    out.total = total_;
    out.days = days_.days();
    for (const CountedFacet& each : request_->facets) {
      const FacetCounter& counter = *counters_[each.field->group];
      out.counts.push_back(each.field == counts_all_ ? counter.top_of_all(*each.field, each.limit)
                                                     : counter.top(*each.field, each.limit));
    }
    if (request_->limit == 0) return;
    if (!distinct_) return add_page(out, exact);
    add_distinct();
    add_page(out, [&](std::uint32_t segment, std::uint32_t ordinal) {
      return distinct_->first(segment, ordinal, exact);
    });
  }

 private:
  std::size_t page_end() const {
    const std::size_t all = corpus_->set().articles();
    return std::min(request_->offset, all) + std::min(request_->limit, all);
  }

  void add_page(MatchSet& out, const Resolve& resolve) {
    const std::vector<RankedMatch> ranked =
        request_->sort == Sort::relevance ? best_.take(resolve) : by_time_.take(resolve);
    if (ranked.size() > request_->offset) out.page.reserve(ranked.size() - request_->offset);
    for (std::size_t i = request_->offset; i < ranked.size(); ++i) {
      const auto& [segment, ordinal, weight] = ranked[i];
      out.page.push_back({corpus_->parts()[segment].segment->docid(ordinal), weight,
                          distinct_ ? distinct_->others(segment, ordinal) : 0,
                          store::SegmentSet::Place{segment, ordinal}});
    }
  }

  void add_by_time(std::uint32_t segment, std::uint32_t ordinal, float score) {
    const store::Segment& from = *corpus_->parts()[segment].segment;
    by_time_.add(segment, ordinal, from.has_instant(ordinal), from.instants()[ordinal], score);
  }

  // Of the matches with one text one goes on.
  void add_distinct() {
    for (std::size_t i = 0; i < distinct_->size(); ++i) {
      const auto& [segment, ordinal, score] = distinct_->candidate(i);
      if (request_->sort == Sort::relevance) {
        best_.add(segment, ordinal, score);
      } else {
        add_by_time(segment, ordinal, score);
      }
    }
  }

  const MatchRequest* request_;
  const Corpus* corpus_;
  MatchBuffers* buffers_;
  std::array<std::optional<FacetCounter>, base::facet_groups> counters_;
  const base::FacetField* counts_all_ = nullptr;
  DayCounter days_;
  BestMatches best_;
  MatchesByTime by_time_;
  std::optional<DistinctMatches> distinct_;
  std::vector<std::uint32_t> places_;
  std::uint64_t total_ = 0;
};

/// One search: goes through the slices of all segments.
class Search {
 public:
  Search(const MatchRequest& request, const Corpus& corpus, MatcherBuffers& buffers,
         std::uint32_t slice)
      : request_(&request),
        corpus_(&corpus),
        buffers_(&buffers),
        slice_(slice),
        evaluator_(corpus, buffers.lists) {
    std::vector<Plan> parts{*request.plan};
    for (const Selection& each : request.selections) {
      const auto facet = std::ranges::find(request.facets, each.field, &CountedFacet::field);
      if (facet == request.facets.end()) {
        parts.push_back(selection_plan(each));
      } else {
        tested_.emplace_back(each, corpus);
      }
    }
    narrowed_ = parts.size() > 1;
    if (request.plan->op == Plan::Op::everything && tested_.size() == 1 && !narrowed_) {
      // The base need not be looked at: of its own facet every article counts.
      base_is_all_ = tested_.front().field();
      tested_.clear();
      parts = {selection_plan(request.selections.front())};
    }
    plan_.emplace(all_of(std::move(parts)), corpus);
  }

  MatchSet run() {
    // A float has an error of half a bit, each impact and each addition one more.
    constexpr float rounding = 1.2e-7F;
    const float margin = 2 * rounding * static_cast<float>(plan_->weighted_leaves() + 16);
    Collector collector(*request_, *corpus_, *buffers_, margin);
    MatchSet out;
    Deadline deadline(request_->deadline);
    if (base_is_all_ != nullptr && !deadline.passed_now()) {
      collector.count_all(base_is_all_);
      out.base_matches = corpus_->set().articles() > 0;
    }
    for_each_slice(
        deadline, [&](std::uint32_t segment) { search_slice(segment, collector, out); },
        [&](std::uint32_t segment) { collector.leave(segment); });
    collector.finish(out, [&](std::uint32_t segment, std::uint32_t ordinal) {
      evaluator_.enter(segment, 0, 0);
      const double weight = evaluator_.weight(plan_->root(), ordinal).value_or(0);
      return RankedMatch{segment, ordinal, weight};
    });
    if (!out.base_matches && narrowed_) out.base_matches = anything_matches(deadline);
    out.complete = !deadline.has_passed();
    return out;
  }

 private:
  template <class InSlice, class AfterSegment>
  void for_each_slice(Deadline& deadline, const InSlice& in_slice, const AfterSegment& after) {
    for (std::uint32_t i = 0; i < corpus_->parts().size(); ++i) {
      const std::uint32_t size = corpus_->parts()[i].segment->size();
      for (std::uint32_t from = 0; from < size; from += slice_) {
        if (deadline.passed_now()) break;
        evaluator_.enter(i, from, std::min(size, from + slice_));
        in_slice(i);
      }
      after(i);
      if (deadline.has_passed()) return;
    }
  }

  Slice slice() const { return {evaluator_.from(), evaluator_.to()}; }

  MatchList live_matches(const MatchNode& node, std::uint32_t segment) {
    return live(evaluator_.matches(node), segment);
  }

  MatchList live(MatchList out, std::uint32_t segment) {
    const store::DeletedBits* deleted = corpus_->parts()[segment].deleted;
    if (deleted != nullptr && out.size() > 0) evaluator_.keep(out, deleted->data(), 0, true);
    return out;
  }

  void search_slice(std::uint32_t segment, Collector& collector, MatchSet& out) {
    if (tested_.empty() && collector.ranks_scores() && count_and_rank(segment, collector)) {
      out.base_matches = out.base_matches || collector.total() > 0;
      return;
    }
    const MatchList list = live_matches(plan_->root(), segment);
    if (list.size() == 0) return;
    out.base_matches = true;
    if (tested_.empty()) {
      collector.add(segment, slice(), list);
    } else {
      split(list, segment, collector);
    }
  }

  // What matches is found as bits and counted; what of it is among the best is found apart. False
  // if the plan is of another form.
  bool count_and_rank(std::uint32_t segment, Collector& collector) {
    const MatchNode& root = plan_->root();
    const std::size_t words = (evaluator_.to() - evaluator_.from() + 63) / 64;
    if (!root.weighs) return count_weightless(root, segment, collector);
    if (!RangeRanker::can_rank(root, segment)) return false;
    RangeRanker ranker(root, segment, evaluator_.from(), evaluator_.to(), buffers_->ranges);
    const Corpus::Part& part = corpus_->parts()[segment];
    BestMatches* const best = collector.best();
    if (root.op == Plan::Op::term) {
      if (best != nullptr) ranker.rank_list(part, *best);
      if (part.deleted == nullptr && !collector.looks_at_each()) {
        collector.count(ranker.postings());
        return true;
      }
      // There is a list at hand; of most articles bits are counted sooner.
      if (ranker.postings() * 2 < evaluator_.to() - evaluator_.from()) {
        collector.count(segment, slice(), live(evaluator_.listed(root), segment).ordinals());
        return true;
      }
    }
    const auto bits = buffers_->lists.bits.borrow();
    ranker.find_matches(*bits);
    remove_deleted(segment, {bits->words(), words});
    const std::uint64_t matches = collector.count_bits(segment, slice(), {bits->words(), words});
    if (root.op != Plan::Op::term && best != nullptr) ranker.rank(bits->words(), matches, *best);
    return true;
  }

  bool count_weightless(const MatchNode& root, std::uint32_t segment, Collector& collector) {
    const std::size_t words = (evaluator_.to() - evaluator_.from() + 63) / 64;
    if (root.op == Plan::Op::term && corpus_->parts()[segment].deleted == nullptr) {
      const CorpusTerm::InSegment& list = root.term->segments[segment];
      if (!list.is_dense()) return false;
      const auto [begin, end] = list.run(evaluator_.from(), evaluator_.to());
      const std::span bits(list.bits.words + evaluator_.from() / 64, words);
      collector.add_bits(segment, slice(), bits, end - begin);
      return true;
    }
    const auto bits = evaluator_.dense_matches(root);
    if (!bits) return false;
    remove_deleted(segment, {bits->words(), words});
    collector.add_bits(segment, slice(), {bits->words(), words}, std::nullopt);
    return true;
  }

  void remove_deleted(std::uint32_t segment, std::span<std::uint64_t> words) {
    const auto* deleted = corpus_->parts()[segment].deleted;
    if (deleted == nullptr) return;
    const std::size_t first = evaluator_.from() / 64;
    for (std::size_t i = 0; i < words.size(); ++i) words[i] &= ~(*deleted)[first + i];
  }

  // Those that satisfy all selections, and for each selection those that miss it alone.
  void split(const MatchList& list, std::uint32_t segment, Collector& collector) {
    std::vector<const std::uint64_t*> bits;
    for (TestedSelection& each : tested_) bits.push_back(each.bits(segment));
    const auto some = buffers_->lists.ordinals.borrow();
    const auto scores = buffers_->lists.scores.borrow();
    some->assign(list.ordinals().begin(), list.ordinals().end());
    scores->assign(list.scores().begin(), list.scores().end());
    for (const std::uint64_t* each : bits) {
      float* const own = list.has_scores() ? scores->data() : nullptr;
      some->resize(keep_by_bits(some->data(), own, some->size(), each, 0, false));
    }
    const auto own = std::span<const float>(*scores).first(list.has_scores() ? some->size() : 0);
    collector.add(segment, slice(), Ordinals(*some), own, list.factor());
    for (std::size_t missed = 0; missed < bits.size(); ++missed) {
      some->assign(list.ordinals().begin(), list.ordinals().end());
      for (std::size_t i = 0; i < bits.size(); ++i) {
        some->resize(keep_by_bits(some->data(), nullptr, some->size(), bits[i], 0, i == missed));
      }
      collector.add_to_facet(*tested_[missed].field(), segment, Ordinals(*some));
    }
  }

  bool anything_matches(Deadline& deadline) {
    const MatchPlan base(*request_->plan, *corpus_);
    bool out = false;
    for_each_slice(
        deadline,
        [&](std::uint32_t segment) { out = out || live_matches(base.root(), segment).size() > 0; },
        [](std::uint32_t) {});
    return out;
  }

  const MatchRequest* request_;
  const Corpus* corpus_;
  MatcherBuffers* buffers_;
  std::uint32_t slice_;
  Evaluator evaluator_;
  std::vector<TestedSelection> tested_;
  std::optional<MatchPlan> plan_;
  bool narrowed_ = false;
  const base::FacetField* base_is_all_ = nullptr;
};

}  // namespace

MatchSet Matcher::match(const MatchRequest& request) {
  return Search(request, *corpus_, *buffers_, slice_).run();
}

std::optional<double> Matcher::weight(const Plan& plan, Xapian::docid docid) {
  const auto place = corpus_->set().find(docid);
  if (!place) return std::nullopt;
  const MatchPlan ready(plan, *corpus_);
  Evaluator evaluator(*corpus_, buffers_->lists);
  evaluator.enter(place->segment, 0, 0);
  return evaluator.weight(ready.root(), place->ordinal);
}

}  // namespace dateline::search
