#pragma once

#include <string>
#include <string_view>

#include "dateline/annotator.h"

namespace dateline::annotate {

/// The keys of topics as the archive gives them, in place: what has no annotator needs them too.
void normalise_topics(FacetValues& topics);

/// The key of a topic: verbatim where the value is a slug path ("money-fx", "politics/diplomacy"),
/// else each part of the path slugged: "Politics / Arms Control" -> "politics/arms-control", with
/// the given text as its label.
FacetValue normalised_topic(const FacetValue& given);

/// Whether a text is a path of slugs: [a-z0-9.-]+(/[a-z0-9.-]+)*.
bool is_topic_path(std::string_view text);

/// Whether `topic` lies below `ancestor`: "politics/diplomacy" below "politics".
bool is_below(std::string_view topic, std::string_view ancestor);

}  // namespace dateline::annotate
