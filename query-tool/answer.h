#pragma once

#include <optional>
#include <string>

#include "dateline/index.h"
#include "query-tool/search_options.h"

namespace dateline::query_tool {

/// Results with the question that they answer. `results.took` runs from the text of the query.
struct Answer {
  std::optional<std::string> query_id;    ///< of a batch
  std::optional<std::string> similar_to;  ///< the article whose likes were asked for
  std::string query;
  Results results;
};

/// Throws ParseError under Syntax::strict.
Answer answer_query(const Index& index, const SearchOptions& options, const std::string& query);

/// Throws NotFoundError if there is no article of that id.
Answer answer_similar(const Index& index, const SearchOptions& options, const std::string& id);

}  // namespace dateline::query_tool
