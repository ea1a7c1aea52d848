#pragma once

#include <vector>

#include "annotate/words.h"

namespace dateline::annotate {

/// Marks the words that credit those who wrote or pictured the article and are none of its people:
/// "REUTERS/Alexander Natruskin", "Reporting by A B and C D; editing by E F". One mark a word.
std::vector<bool> credit_words(const WordList& words);

}  // namespace dateline::annotate
