#include "segment_contents.h"

#include "store/article_terms.h"
#include "store/schema.h"
#include "store/settings.h"

using dateline::store::PositionList;
using dateline::store::PostingList;
using dateline::store::Segment;
using dateline::store::SegmentSet;

Contents contents_of(const Xapian::Database& database) {
  namespace store = dateline::store;
  const dateline::Profile profile =
      store::profile_of(store::read_settings(store::metadata_of(database)));
  store::ArticleTerms analysed;
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
    if (profile == dateline::Profile::full) continue;
    const auto stored = store::decode_record(database.get_document(*each).get_data(), "test");
    const store::Document document = analysed.document(stored.article, stored.analysis_language);
    for (const store::Document::Term& term : document.terms) {
      if (store::schema::is_in_database(profile, term.name)) continue;
      article.terms[std::string(term.name)] = {term.wdf,
                                               {term.positions.begin(), term.positions.end()}};
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
      out[segment.docid(i)].length = segment.lengths()[i];
    }
    for (auto term = segment.terms().begin(); !term.at_end(); term.next()) {
      const PostingList list = segment.postings(term.entry());
      std::vector<std::uint32_t> ordinals(list.size());
      list.all_ordinals(ordinals.data());
      for (std::uint32_t i = 0; i < list.size(); ++i) {
        if (segments.is_deleted({number, ordinals[i]})) continue;
        Posting& posting = out[segment.docid(ordinals[i])].terms[term.term()];
        posting.wdf = list.wdf(i);
        if (!term.entry().has_positions) continue;
        segment.positions(term.entry()).read(i, posting.positions);
      }
    }
  }
  return out;
}
