#pragma once

#include <string_view>

#include "dateline/article.h"

namespace dateline::archive {

/// Reads a plain-text article: lines above the text (section, headline, byline, date, each only
/// where it cannot be the text's own beginning), then the text: captions to `extra["caption"]`,
/// dateline lifted, boilerplate off. An article may have no headline: a first line that reads as a
/// sentence, or as the first line of wrapped text, belongs to the body. `text` is clean
/// (encoding.h).
void lay_out(std::string_view text, Article& article);

}  // namespace dateline::archive
