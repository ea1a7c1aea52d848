#include "unit/archive/reading.h"

#include <sstream>

#include <doctest/doctest.h>

namespace dateline::archive {

std::vector<Record> read_all(ArticleReader& reader) {
  std::vector<Record> records;
  Record record;
  while (reader.next(record)) records.push_back(std::move(record));
  return records;
}

std::vector<Record> read_bytes(std::string_view bytes, const ReaderOptions& options) {
  std::istringstream stream{std::string(bytes)};
  ArticleReader reader = ArticleReader::open(stream, "input", options);
  return read_all(reader);
}

Article read_article(std::string_view bytes, const ReaderOptions& options) {
  std::vector<Record> records = read_bytes(bytes, options);
  REQUIRE(records.size() == 1);
  if (const Rejection* rejection = records[0].rejection()) FAIL(rejection->reason);
  return std::move(*records[0].article());
}

std::vector<Article> articles_of(const std::vector<Record>& records) {
  std::vector<Article> articles;
  for (const Record& each : records) {
    if (const Article* article = each.article()) articles.push_back(*article);
  }
  return articles;
}

std::vector<Rejection> rejections_of(const std::vector<Record>& records) {
  std::vector<Rejection> rejections;
  for (const Record& each : records) {
    if (const Rejection* rejection = each.rejection()) rejections.push_back(*rejection);
  }
  return rejections;
}

std::vector<std::string> values_of(const std::optional<FacetValues>& facet) {
  std::vector<std::string> values;
  if (facet) {
    for (const FacetValue& each : *facet) values.push_back(each.value);
  }
  return values;
}

}  // namespace dateline::archive
