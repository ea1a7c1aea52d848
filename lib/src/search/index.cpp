#include "dateline/index.h"

#include <utility>

#include <fmt/format.h>

#include "base/facet_fields.h"
#include "base/lending_pool.h"
#include "dateline/error.h"
#include "search/facet_labels.h"
#include "search/matcher.h"
#include "search/searcher.h"
#include "search/suggest.h"
#include "store/segment/damaged_segment.h"
#include "store/snapshot.h"

namespace dateline {

struct Index::Impl {
  explicit Impl(std::size_t cache_bytes) : corpora(cache_bytes) {}

  std::unique_ptr<store::SnapshotPool> pool;
  base::LendingPool<text::Analyzer> analyzers;
  base::LendingPool<search::MatcherBuffers> buffers;
  search::Labels labels;
  search::Corpora corpora;

  /// Calls `action` with a snapshot and its corpus, null where the database answers alone, or where
  /// there was no time to make one (of a lean index); may call it again on a newer commit, or
  /// without the segments that turn out to be damaged.
  template <class Action>
  void read(search::Deadline deadline, const Action& action) {
    pool->read([&](store::Snapshot& snapshot) {
      const auto act = [&] {
        const auto segments = snapshot.segments(deadline.at());
        const auto corpus = corpora.of(segments);
        if (segments && !corpus && snapshot.profile() == Profile::lean) {
          throw Error(ErrorCode::unavailable,
                      "a lean index cannot be searched on a processor without POPCNT: change it on "
                      "another machine with 'indexer rebuild --profile full'");
        }
        action(snapshot, corpus.get());
      };
      try {
        act();
      } catch (const store::DamagedSegmentError& damage) {
        if (!snapshot.distrust_segments(damage)) throw;
        act();
      }
    });
  }

  /// Calls `action` with a Searcher; may call it again on a newer commit.
  Results answer(const SearchRequest& request,
                 const std::function<Results(search::Searcher&)>& action) {
    const auto begin = std::chrono::steady_clock::now();
    search::check_request(request);
    const auto deadline = search::Deadline::after(request.timeout);
    const auto analyzer = analyzers.borrow();
    const auto memory = buffers.borrow();
    Results out;
    read(deadline, [&](store::Snapshot& snapshot, const search::Corpus* corpus) {
      if (corpus == nullptr && snapshot.profile() == Profile::lean) {
        out = search::no_answer_in_time(snapshot, request);
        return;
      }
      std::unique_ptr<search::Engine> engine;
      if (corpus != nullptr) engine = std::make_unique<search::Matcher>(*corpus, *memory);
      search::Searcher searcher(snapshot, *analyzer, labels, deadline, std::move(engine),
                                corpus != nullptr ? &corpus->remembered() : nullptr);
      out = action(searcher);
    });
    out.took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - begin);
    return out;
  }
};

std::vector<FacetFieldInfo> facet_fields() {
  std::vector<FacetFieldInfo> out;
  for (const base::FacetField& each : base::facet_fields()) {
    out.push_back({each.name, each.hierarchical});
  }
  return out;
}

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Index Index::open(const std::filesystem::path& path, const IndexOptions& options) {
  auto impl = std::make_unique<Impl>(options.cache_bytes);
  impl->labels = search::Labels(options.locale);
  impl->pool = store::SnapshotPool::open(path, options.temporary_folder);
  return Index(std::move(impl));
}

Results Index::search(const SearchRequest& request) const {
  return impl_->answer(request,
                       [&](search::Searcher& searcher) { return searcher.search(request); });
}

Results Index::similar(std::string_view id, const SearchRequest& request) const {
  return impl_->answer(request,
                       [&](search::Searcher& searcher) { return searcher.similar(id, request); });
}

std::optional<Article> Index::get(std::string_view id) const {
  std::optional<Article> out;
  impl_->pool->read([&](store::Snapshot& snapshot) {
    const auto docid = snapshot.find(id);
    out = docid ? std::optional(snapshot.article(*docid).article) : std::nullopt;
  });
  return out;
}

std::vector<Suggestion> Index::suggest(std::string_view prefix, std::size_t limit) const {
  std::vector<Suggestion> out;
  const search::Deadline never(std::nullopt);
  impl_->read(never, [&](store::Snapshot& snapshot, const search::Corpus* corpus) {
    std::unique_ptr<search::Vocabulary> vocabulary;
    if (corpus != nullptr) {
      vocabulary = std::make_unique<search::CorpusVocabulary>(*corpus);
    } else {
      vocabulary = std::make_unique<search::DatabaseVocabulary>(snapshot.database());
    }
    out = search::suggest(snapshot, *vocabulary, impl_->labels, prefix, limit);
  });
  return out;
}

std::vector<FacetCount> Index::facet_values(std::string_view field, std::string_view prefix,
                                            std::size_t limit) const {
  search::facet_field(field);
  std::vector<FacetCount> out;
  impl_->pool->read([&](store::Snapshot& snapshot) {
    out = search::facet_values(snapshot, impl_->labels, field, prefix, limit);
  });
  return out;
}

IndexStats Index::stats() const {
  return impl_->pool->stats();
}

PeopleStats Index::people_stats() const {
  return impl_->pool->people_stats();
}

bool Index::reopen() {
  return impl_->pool->reopen();
}

}  // namespace dateline
