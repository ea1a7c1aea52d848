#pragma once

#include "dateline/annotator.h"

namespace dateline::annotate {

/// The keys of topics as the archive gives them, in place: what has no annotator needs them too.
void normalise_topics(FacetValues& topics);

/// Topics as the archive gives them: none are found in the text.
class TopicsFromMetadata final : public FacetFinder {
 public:
  FacetValues find(const Article& article) const override;
  /// Verbatim where the value is a slug path ("money-fx", "politics/diplomacy"), else each part of
  /// the path slugged: "Politics / Arms Control" -> "politics/arms-control", with the given text as
  /// its label.
  FacetValue normalise(const FacetValue& given, const Article& article) const override;
};

}  // namespace dateline::annotate
