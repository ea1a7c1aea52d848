#include "segment_contents.h"

using dateline::store::PositionList;
using dateline::store::PostingList;
using dateline::store::Segment;
using dateline::store::SegmentSet;

Contents contents_of(const Xapian::Database& database) {
  Contents out;
  for (auto each = database.postlist_begin({}); each != database.postlist_end({}); ++each) {
    ArticleContents& article = out[*each];
    article.length = database.get_doclength(*each);
    for (auto term = database.termlist_begin(*each); term != database.termlist_end(*each); ++term) {
      Posting& posting = article.terms[*term];
      posting.wdf = term.get_wdf();
      for (auto position = database.positionlist_begin(*each, *term);
           position != database.positionlist_end(*each, *term); ++position) {
        posting.positions.push_back(*position);
      }
    }
  }
  return out;
}

Contents contents_of(const SegmentSet& segments) {
  Contents out;
  for (std::size_t number = 0; number < segments.segments().size(); ++number) {
    const Segment& segment = *segments.segments()[number].segment;
    for (std::uint32_t i = 0; i < segment.size(); ++i) {
      if (segments.is_deleted({number, i})) continue;
      out[segment.docids()[i]].length = segment.lengths()[i];
    }
    for (auto term = segment.terms().begin(); !term.at_end(); term.next()) {
      const PostingList list = segment.postings(term.entry());
      std::vector<std::uint32_t> ordinals(list.size());
      list.all_ordinals(ordinals.data());
      for (std::uint32_t i = 0; i < list.size(); ++i) {
        if (segments.is_deleted({number, ordinals[i]})) continue;
        Posting& posting = out[segment.docids()[ordinals[i]]].terms[term.term()];
        posting.wdf = list.wdf(i);
        if (!term.entry().has_positions) continue;
        segment.positions(term.entry()).read(i, posting.positions);
      }
    }
  }
  return out;
}
