#pragma once

#include <string>

#include "cli/terminal.h"
#include "dateline/article.h"

namespace dateline::query_tool {

/// Every field of an article, for a person.
std::string article_text(const Article& article, const cli::Style& style);

/// Every field of an article as one JSON line: the keys of `indexer annotate`, then "instant",
/// "removed", "extra" and "origins", which tells of each value whether it was given or found.
std::string full_article_json(const Article& article);

}  // namespace dateline::query_tool
