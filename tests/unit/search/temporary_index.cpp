#include "unit/search/temporary_index.h"

#include <string>
#include <utility>

#include "dateline/index_writer.h"

namespace dateline::test {
namespace {

Index written(const std::filesystem::path& path, const std::vector<Article>& articles,
              Profile profile) {
  add_articles(path, articles, profile);
  return Index::open(path);
}

}  // namespace

TemporaryIndex::TemporaryIndex(const std::vector<Article>& articles, Profile profile)
    : index_(written(folder_.path(), articles, profile)) {}

void add_articles(const std::filesystem::path& path, const std::vector<Article>& articles,
                  std::optional<Profile> profile) {
  auto writer = IndexWriter::open(path, {.profile = profile});
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
