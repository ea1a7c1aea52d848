#pragma once

#include "dateline/article.h"

namespace dateline::quality {

/// Whether the labels of a Reuters-21578 story are complete: the collection says so of those that
/// it indexed for topics.
bool is_labelled(const Article& story);

/// Whether a story is kept for measuring and never trained on: every fifth, and all that the
/// collection uses in none of its splits, which are of later months.
bool is_held_out(const Article& story);

}  // namespace dateline::quality
