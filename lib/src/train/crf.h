#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "annotate/name_model.h"

namespace dateline::train {

/// Stretches of words with their features and right tags, behind each other.
struct TaggedStretches {
  struct Word {
    std::size_t features_end = 0;  ///< in `features`; they begin where those of the word before end
    std::uint8_t link = 0;
    annotate::NameTag tag = annotate::NameTag::outside;
    bool begins = false;  ///< a stretch
  };
  std::vector<annotate::NameFeature> features;
  std::vector<Word> words;
};

struct CrfOptions {
  double l2 = 1;  ///< strength of the Gaussian prior: half of it times the squares' sum
  std::size_t least_count = 2;   ///< features seen less often are left out
  std::size_t iterations = 150;  ///< fewer than the optimum needs: the last ones only overfit
  double prune = 0.02;           ///< rows whose largest weight is smaller are left out
};

/// Trains a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001): the
/// weights under which the right tags are likeliest, with a Gaussian prior. Deterministic.
/// `on_iteration` gets the number of the iteration and the objective; false ends the training with
/// the weights reached.
annotate::NameWeights train_crf(const TaggedStretches& stretches, const CrfOptions& options,
                                const std::function<bool(std::size_t, double)>& on_iteration);

}  // namespace dateline::train
