#pragma once

#include <string>

#include "dateline/article.h"

namespace bench::corpus {

/// The article as one line of JSON Lines, for every engine to read: id, headline, date, people,
/// countries, topics, body.
std::string article_line(const dateline::Article& article);

}  // namespace bench::corpus
