#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dateline/index.h"
#include "search/facet_labels.h"
#include "search/vocabulary.h"
#include "store/snapshot.h"

namespace dateline::search {

/// See Index::suggest.
std::vector<Suggestion> suggest(store::Snapshot& snapshot, Vocabulary& vocabulary,
                                const Labels& labels, std::string_view prefix, std::size_t limit);

/// See Index::facet_values.
std::vector<FacetCount> facet_values(store::Snapshot& snapshot, const Labels& labels,
                                     std::string_view field, std::string_view prefix,
                                     std::size_t limit);

}  // namespace dateline::search
