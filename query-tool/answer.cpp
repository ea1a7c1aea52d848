#include "query-tool/answer.h"

#include <chrono>

namespace dateline::query_tool {

Answer answer_query(const Index& index, const SearchOptions& options, const std::string& query) {
  SearchRequest request = to_request(options);
  const auto begin = std::chrono::steady_clock::now();
  request.query = Query::parse(query, {.syntax = options.syntax});
  const auto parsed = std::chrono::steady_clock::now();
  Answer answer{{}, {}, query, index.search(request)};
  answer.results.took += std::chrono::duration_cast<std::chrono::microseconds>(parsed - begin);
  return answer;
}

Answer answer_similar(const Index& index, const SearchOptions& options, const std::string& id) {
  return {{}, id, {}, index.similar(id, to_request(options))};
}

}  // namespace dateline::query_tool
