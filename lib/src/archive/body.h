#pragma once

#include <string_view>

#include "archive/dateline_line.h"
#include "dateline/article.h"

namespace dateline::archive {

/// Takes the dateline off the front of `article.body` (one that stands in paragraphs): the place
/// becomes `dateline`, the agency `source`, a date with a year `date`, each where the article has
/// none yet, and the written form goes to `removed`. Nothing happens if there is none.
void lift_dateline(Article& article, DatelineContext context);

/// Fills `article.body` from clean running text: boilerplate off, paragraphs, and the dateline
/// lifted if the article has none.
void set_body(Article& article, std::string_view text, DatelineContext context);

/// Puts the parts of a value that the archive calls the dateline ("MOSCOW, Feb 26 (Reuters) -")
/// where they belong; one that cannot be taken apart stays as it is.
void set_dateline_value(Article& article, std::string_view value);

/// Byline and, where the article has none yet, source.
void set_author_value(Article& article, std::string_view value);

}  // namespace dateline::archive
