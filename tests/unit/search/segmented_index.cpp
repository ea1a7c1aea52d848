#include "unit/search/segmented_index.h"

#include <fmt/format.h>

#include "dateline/index_writer.h"
#include "store/segment/rebuild_segments.h"

namespace dateline::test {

SegmentedIndex::SegmentedIndex(Random& random, std::size_t articles, std::uint32_t most_in_segment,
                               Profile profile)
    : profile_(profile) {
  write(random_archive(random, articles));
  add_segments(most_in_segment);
  change(random, articles);
  add_segments(most_in_segment);
  note_deleted();
  set_ = std::make_shared<store::SegmentSet>(live_);
}

void SegmentedIndex::write(const std::vector<Article>& articles) const {
  IndexWriter writer = IndexWriter::open(index_.path(), {.profile = profile_});
  for (const Article& each : articles) writer.add(each);
  writer.commit();
}

void SegmentedIndex::change(Random& random, std::size_t articles) const {
  IndexWriter writer = IndexWriter::open(index_.path());
  std::vector<Article> others = random_archive(random, 1 + articles / 4);
  for (Article& each : others) {
    const std::size_t id = random.below(articles);
    if (random.one_in(2)) {
      writer.remove(fmt::format("a{:03}", id));
    } else {
      each.id = fmt::format("a{:03}", random.one_in(3) ? articles + id : id);
      writer.add(std::move(each));
    }
  }
  writer.commit();
}

void SegmentedIndex::add_segments(std::uint32_t most_articles) {
  database_ = Xapian::Database(index_.path().string());
  const std::uint32_t last = live_.empty() ? 0 : live_.back().segment->last_docid();
  for (const std::string& name : store::rebuild_segments(
           database_, segments_.path(), "test", {.most_articles = most_articles, .after = last})) {
    live_.push_back({store::Segment::open(segments_.path() / name), nullptr});
  }
}

void SegmentedIndex::note_deleted() {
  for (store::LiveSegment& each : live_) {
    store::DeletedBits deleted(store::words_of_bits(each.segment->size()));
    bool any = false;
    for (std::uint32_t i = 0; i < each.segment->size(); ++i) {
      const std::uint32_t docid = each.segment->docid(i);
      if (database_.postlist_begin({}) == database_.postlist_end({})) continue;
      auto at = database_.postlist_begin({});
      at.skip_to(docid);
      if (at != database_.postlist_end({}) && *at == docid) continue;
      deleted[i / 64] |= std::uint64_t{1} << (i % 64);
      any = true;
    }
    if (any) each.deleted = std::make_shared<store::DeletedBits>(std::move(deleted));
  }
}

}  // namespace dateline::test
