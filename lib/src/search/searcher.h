#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/search.h"
#include "search/compile.h"
#include "search/deadline.h"
#include "search/engine.h"
#include "search/facet_labels.h"
#include "search/facet_resolver.h"
#include "search/remembered.h"
#include "search/spelling.h"
#include "search/word_list.h"
#include "store/snapshot.h"
#include "text/analyzer.h"

namespace dateline::search {

/// Throws InvalidArgumentError if `request` names a facet that there is not, or asks for what
/// cannot be. Needs no index.
void check_request(const SearchRequest& request);

/// The answer to `request` when its time was up before segments could be made for the snapshot of
/// a lean index: nothing, and it says so.
Results no_answer_in_time(store::Snapshot& snapshot, const SearchRequest& request);

/// Answers requests from one snapshot: compiles, lets the engine match, and makes of the matches
/// what people read. For one thread, one call of SnapshotPool::read.
class Searcher {
 public:
  /// After `deadline` an answer is what was found until then. `engine` answers for the articles of
  /// `snapshot`, and `remembered` is of their commit; null: Enquire, for a full index, and nothing.
  Searcher(store::Snapshot& snapshot, text::Analyzer& analyzer, const Labels& labels,
           Deadline deadline, std::unique_ptr<Engine> engine = nullptr,
           Remembered* remembered = nullptr);

  Results search(const SearchRequest& request);
  /// Throws NotFoundError if there is no article of that id.
  Results similar(std::string_view id, const SearchRequest& request);

 private:
  /// The request's query and everything that narrows it.
  Compiled prepare(const query::Node& root, Match match, const SearchRequest& request);
  /// Adds filters and the range of dates.
  void narrow(Compiled& compiled, const SearchRequest& request);
  MatchSet match(const Compiled& compiled, const SearchRequest& request);
  /// Hits, facets and timeline.
  Results answer(const Compiled& compiled, const MatchSet& found, const SearchRequest& request);
  /// The page. Once the deadline has passed its later hits go without passages.
  void add_hits(Results& out, const Compiled& compiled, const MatchSet& found,
                const SearchRequest& request);
  /// Whether a hit has what takes time: passages and explanation.
  enum class Details { shown, left_out };
  void fill(Hit& out, const Matched& match, const Compiled& compiled, const SearchRequest& request,
            Details details);
  /// All that a hit shows of an article; its texts may be missing.
  store::StoredArticle short_form(const Matched& match, HitFacets facets);
  void expect_short_forms(std::span<const Matched> page) const;
  /// To what hits and facets have keys of.
  void add_labels(Results& out);

  std::optional<std::string> did_you_mean(const Compiled& compiled, const SearchRequest& request,
                                          std::uint64_t total);
  /// Near words for `typed` ones, in more than `factor` times as many articles.
  Replacements near_words(const std::vector<std::string>& typed, std::uint64_t factor,
                          const SearchRequest& request);
  /// The query with these replacements, if it finds anything.
  std::optional<std::string> finds_something(const Replacements& replacements,
                                             const SearchRequest& request);

  QueryAnalyzer query_analyzer(const SearchRequest& request);
  CompileContext context(QueryAnalyzer& analyzer);

  store::Snapshot* snapshot_;
  text::Analyzer* analyzer_;
  const Labels* labels_;
  Remembered* remembered_;
  std::unique_ptr<Engine> engine_;
  std::shared_ptr<const store::SegmentSet> segments_;
  Deadline deadline_;
  FacetResolver resolver_;
  Expander expander_;
};

}  // namespace dateline::search
