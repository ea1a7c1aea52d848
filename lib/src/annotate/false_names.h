#pragma once

#include <span>
#include <vector>

#include "annotate/name_features.h"
#include "annotate/person_candidates.h"

namespace dateline::annotate {

/// Takes out of `candidates` (a list for each text) the names that a tagger took for people's and
/// that are none by the lists of lib/data or by what the rest of the article says of them: firms,
/// partnerships, ships, words of running text. A word alone must be surer than a full name, unless
/// it has a title or ends a full name of the article. Linear.
void leave_out_false_names(std::span<const NameText> texts,
                           std::vector<std::vector<NameCandidate>>& candidates);

}  // namespace dateline::annotate
