#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "train/conll.h"
#include "train/crf.h"
#include "train/labelled_article.h"

namespace dateline::train {

/// The stretches of one text of an article, which has the words and labelled names of `text`, with
/// their features and right tags, behind those that `out` has.
void add_examples(const annotate::NameFeatures& features, std::size_t text_index,
                  const LabelledText& text, TaggedStretches& out);

/// What a tagger of people's names learns from: every document as prose or as tokens, with or
/// without a headline of its own, and beside that a third of the documents in capitals and every
/// headline in capitals or title case and its lead, and a
/// sentence with a lone surname, as flashes, so that articles written so are no news to it. The
/// mixture depends on nothing but the order of the documents.
TaggedStretches people_examples(std::span<const LabelledDocument> documents);

}  // namespace dateline::train
