#include "unit/search/temporary_index.h"

#include <atomic>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "dateline/index_writer.h"

namespace dateline::test {
namespace {

std::filesystem::path fresh_path() {
  static std::atomic<int> number = 0;
  return std::filesystem::temp_directory_path() /
         fmt::format("dateline-search-test-{}-{}", getpid(), number++);
}

std::filesystem::path written(const std::vector<Article>& articles) {
  auto path = fresh_path();
  std::filesystem::remove_all(path);
  add_articles(path, articles);
  return path;
}

}  // namespace

TemporaryIndex::TemporaryIndex(const std::vector<Article>& articles)
    : path_(written(articles)), index_(Index::open(path_)) {}

TemporaryIndex::~TemporaryIndex() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void add_articles(const std::filesystem::path& path, const std::vector<Article>& articles) {
  auto writer = IndexWriter::open(path);
  for (const Article& each : articles) writer.add(each);
  writer.commit();
}

Article make_article(std::string id, std::string headline, std::string body) {
  Article out;
  out.id = std::move(id);
  out.headline = std::move(headline);
  out.body = std::move(body);
  out.language = "en";
  return out;
}

}  // namespace dateline::test
