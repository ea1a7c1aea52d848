#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/reader.h"

namespace dateline::archive {

/// Everything that a reader has.
std::vector<Record> read_all(ArticleReader& reader);

/// The records of `bytes` read as a stream named "input".
std::vector<Record> read_bytes(std::string_view bytes, const ReaderOptions& options = {});

/// The one article of `bytes`; fails the test where there is another thing.
Article read_article(std::string_view bytes, const ReaderOptions& options = {});

std::vector<Article> articles_of(const std::vector<Record>& records);
std::vector<Rejection> rejections_of(const std::vector<Record>& records);

/// The values of a facet, without their other fields.
std::vector<std::string> values_of(const std::optional<FacetValues>& facet);

}  // namespace dateline::archive
