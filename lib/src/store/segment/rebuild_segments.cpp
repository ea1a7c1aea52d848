#include "store/segment/rebuild_segments.h"

#include <fmt/format.h>

#include "store/article_terms.h"
#include "store/record.h"
#include "store/segment/posting_list.h"
#include "store/segment/segment_builder.h"

namespace dateline::store {

std::vector<std::string> rebuild_segments(const Xapian::Database& database,
                                          const std::filesystem::path& folder,
                                          std::string_view where, const RebuildOptions& options) {
  std::vector<std::string> out;
  SegmentBuilder builder(folder);
  ArticleTerms terms;
  RecordUnpacker unpacker;
  const std::uint32_t most =
      options.most_articles > 0 ? options.most_articles : most_articles_of_segment - 2;
  const auto end = database.postlist_end({});
  auto at = database.postlist_begin({});
  if (at != end) at.skip_to(options.after + 1);
  for (; at != end; ++at) {
    const StoredArticle stored =
        decode_record(database.get_document(*at).get_data(),
                      fmt::format("{}: document {}", where, *at), unpacker);
    builder.add(*at, terms.document(stored.article, stored.analysis_language), stored.article);
    if (builder.size() < most && builder.memory_bytes() < options.memory_bytes) continue;
    out.push_back(builder.write());
  }
  if (builder.size() > 0) out.push_back(builder.write());
  return out;
}

}  // namespace dateline::store
