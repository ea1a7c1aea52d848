#pragma once

#include <cstddef>
#include <string_view>

#include "dateline/article.h"
#include "dateline/search.h"
#include "search/highlights.h"
#include "text/analyzer.h"

namespace dateline::search {

/// The passage of the article's body, of at most `max_bytes`, that shows the most different words
/// and phrases of `highlights`, the earliest of the best; of the headline if only that has any, or
/// if there is no body; the beginning of the body if neither has. Begins with a sentence where one
/// begins near enough, else with a word. `language` is that of the article's own stems.
Snippet make_snippet(const Article& article, const Highlights& highlights,
                     std::string_view language, std::size_t max_bytes, text::Analyzer& analyzer);

}  // namespace dateline::search
