#pragma once

#include <cstddef>
#include <vector>

#include "annotate/name_features.h"
#include "annotate/name_model.h"

namespace dateline::annotate {

/// A person's name in a text.
struct TaggedName {
  std::size_t first = 0;  ///< words [first, last]
  std::size_t last = 0;
  float probability = 0;  ///< that just these words are a name, by the model
};

/// The names of people in one text of an article by the likeliest tags under `model` (Viterbi), in
/// order. Linear in the number of words.
std::vector<TaggedName> tag_names(const NameModel& model, const NameFeatures& features,
                                  std::size_t text);

}  // namespace dateline::annotate
