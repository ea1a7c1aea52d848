#pragma once

#include "dateline/annotator.h"

namespace dateline::annotate {

/// People by rules and word lists: capitalised names behind titles or with known given names in
/// headline and body, later mentions by surname joined to them. Writes of most cultures in Latin
/// letters with English titles; other scripts give nothing.
class PeopleByRules final : public FacetFinder {
 public:
  /// Confidence grows with the strength of the best mention and the number of mentions.
  FacetValues find(const Article& article) const override;
  /// A single surname takes the full name of the article that it ends, if it ends just one.
  FacetValue normalise(const FacetValue& given, const Article& article) const override;
  FacetValues normalise_all(const FacetValues& given, const Article& article) const override;
};

}  // namespace dateline::annotate
