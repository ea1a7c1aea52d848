#pragma once

#include <array>
#include <memory>
#include <vector>

#include "search/corpus.h"
#include "search/engine.h"
#include "search/evaluator.h"
#include "search/facet_counter.h"
#include "search/range_ranker.h"

namespace dateline::search {

/// Memory of one searching thread.
struct MatcherBuffers {
  MatchBuffers lists;
  RangeBuffers ranges;
  std::array<FacetBuffers, base::facet_groups> facets;  ///< by group
};

/// The engine of local indexes: lists and columns of segments in place of Xapian's cursors. Gives
/// the documents, weights (to 1e-9), totals and counts that EnquireEngine gives, some ten to a
/// hundred times sooner. Members throw CorruptError for a damaged segment.
class Matcher final : public Engine {
 public:
  /// Both must outlive the engine. Articles are matched `slice` at a time: a power of two from 64
  /// to `slice_size`.
  Matcher(const Corpus& corpus, MatcherBuffers& buffers, std::uint32_t slice = slice_size)
      : corpus_(&corpus), buffers_(&buffers), slice_(slice), vocabulary_(corpus) {}

  MatchSet match(const MatchRequest& request) override;
  std::optional<double> weight(const Plan& plan, Xapian::docid docid) override;
  Vocabulary& vocabulary() override { return vocabulary_; }

 private:
  const Corpus* corpus_;
  MatcherBuffers* buffers_;
  std::uint32_t slice_;
  CorpusVocabulary vocabulary_;
};

}  // namespace dateline::search
