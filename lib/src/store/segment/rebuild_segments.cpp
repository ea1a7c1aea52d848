#include "store/segment/rebuild_segments.h"

#include <utility>

#include <fmt/format.h>

#include "store/article_terms.h"
#include "store/record.h"
#include "store/segment/posting_list.h"
#include "store/segment/segment_builder.h"

namespace dateline::store {
namespace {

// What a reader may take; large segments are searched faster, but it is not for long.
constexpr std::size_t stand_in_memory = std::size_t{128} << 20U;

/// Analyses articles that a database stores.
class StoredArticles {
 public:
  explicit StoredArticles(std::string where) : where_(std::move(where)) {}

  void add(const Xapian::Database& database, std::uint32_t docid, SegmentBuilder& to) {
    const StoredArticle stored =
        decode_record(database.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data(),
                      fmt::format("{}: document {}", where_, docid), unpacker_);
    to.add(docid, terms_.document(stored.article, stored.analysis_language), stored.article);
  }

 private:
  std::string where_;
  ArticleTerms terms_;
  RecordUnpacker unpacker_;
};

constexpr std::uint32_t most_articles = most_articles_of_segment - 2;

}  // namespace

std::vector<std::string> rebuild_segments(const Xapian::Database& database,
                                          const std::filesystem::path& folder,
                                          std::string_view where, const RebuildOptions& options) {
  std::vector<std::string> out;
  SegmentBuilder builder(folder);
  StoredArticles articles{std::string(where)};
  const std::uint32_t most = options.most_articles > 0 ? options.most_articles : most_articles;
  const auto end = database.postlist_end({});
  auto at = database.postlist_begin({});
  if (at != end) at.skip_to(options.after + 1);
  for (; at != end; ++at) {
    articles.add(database, *at, builder);
    if (options.on_article) options.on_article();
    if (builder.size() < most && builder.memory_bytes() < options.memory_bytes) continue;
    out.push_back(builder.write());
  }
  if (builder.size() > 0) out.push_back(builder.write());
  return out;
}

class StandInSegments::Work {
 public:
  Work(const std::filesystem::path& folder, std::string where)
      : builder_(folder), articles_(std::move(where)) {}

  /// False if `until` came first.
  bool go_on(const Xapian::Database& database, std::optional<Time> until) {
    const auto end = database.postlist_end({});
    auto at = database.postlist_begin({});
    if (at != end && last_ > 0) at.skip_to(last_);
    for (; at != end; ++at) {
      if (*at == last_) continue;
      last_ = *at;
      articles_.add(database, last_, builder_);
      if (builder_.size() == most_articles || builder_.memory_bytes() >= stand_in_memory) write();
      if (until && std::chrono::steady_clock::now() >= *until) return false;
    }
    if (builder_.size() > 0) write();
    return true;
  }

  std::vector<LiveSegment> take() { return std::move(segments_); }

 private:
  void write() { segments_.push_back({builder_.write_unnamed(), nullptr}); }

  SegmentBuilder builder_;
  StoredArticles articles_;
  std::vector<LiveSegment> segments_;
  std::uint32_t last_ = 0;
};

StandInSegments::StandInSegments(const std::filesystem::path& folder, std::string where)
    : work_(std::make_unique<Work>(folder, std::move(where))) {}

StandInSegments::~StandInSegments() = default;

std::shared_ptr<const SegmentSet> StandInSegments::make(const Xapian::Database& database,
                                                        std::optional<Time> until) {
  if (work_ && work_->go_on(database, until)) {
    made_ = std::make_shared<const SegmentSet>(work_->take());
    work_.reset();
  }
  return made_;
}

}  // namespace dateline::store
