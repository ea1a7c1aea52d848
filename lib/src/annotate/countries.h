#pragma once

#include "annotate/article_words.h"

namespace dateline::annotate {

/// Countries by gazetteer: those that dateline, headline and body name or imply, kept where the
/// evidence says that the article is about them (country_evidence.h). The confidence is the model's
/// probability. Articles in another language are read with the names of that language too.
class CountriesByGazetteer final : public WordFinder {
 public:
  FacetValues find_in(const Article& article, const ArticleWords& words) const override;
  /// By country_code; the value keeps no label, since names depend on the reader's language.
  FacetValue normalise(const FacetValue& given, const Article& article) const override;
};

}  // namespace dateline::annotate
