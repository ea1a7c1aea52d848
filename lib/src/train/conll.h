#pragma once

#include <cstddef>
#include <filesystem>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/name_tags.h"

namespace dateline::train {

/// One token of a labelled sentence.
struct LabelledToken {
  std::string text;
  /// outside, person_only (any person), place, organisation or other.
  annotate::NameTag kind = annotate::NameTag::outside;
  bool begins = false;  ///< the first token of its name
};

using LabelledSentence = std::vector<LabelledToken>;

/// The sentences of one article; the first is its headline.
using LabelledDocument = std::vector<LabelledSentence>;

/// Reads articles with labelled names in the columns of the CoNLL shared tasks: a token a line,
/// the token first, its tag in the column behind the last space of the four-column form or in the
/// second column of any other (B-PER, I-PER, PER; LOC, ORG, MISC; all other kinds are "other"; O),
/// an empty line behind each sentence. A line that begins with -DOCSTART- begins an article. Where
/// there are none, an article begins at the sentence before its dateline ("PARIS 1996-08-22"), or
/// before the byline that precedes it.
///
/// Throws InvalidArgumentError with file and line for a line that is of another form.
std::vector<LabelledDocument> read_conll(std::istream& in, std::string_view name);
/// Throws NotFoundError or IoError, too.
std::vector<LabelledDocument> read_conll(const std::filesystem::path& file);

}  // namespace dateline::train
