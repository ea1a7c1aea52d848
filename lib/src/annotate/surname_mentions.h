#pragma once

#include <span>
#include <vector>

#include "annotate/name_features.h"
#include "annotate/person_candidates.h"

namespace dateline::annotate {

/// Adds the mentions by surname that a tagger passed over, most of them in headlines in capitals: a
/// capitalised word that stands apart from other names, is no place, and ends a full name among
/// `candidates` (a list for each text) or names someone of public life; in headlines also surnames
/// that speak for a body ("FED'S ANGELL SAYS"). Keeps the lists in order.
void add_surname_mentions(std::span<const NameText> texts,
                          std::vector<std::vector<NameCandidate>>& candidates);

}  // namespace dateline::annotate
