#pragma once

#include <filesystem>
#include <vector>

#include "dateline/article.h"
#include "dateline/index.h"

namespace dateline::test {

/// An index in a folder of its own below the system's folder for temporary files, gone with it.
class TemporaryIndex {
 public:
  explicit TemporaryIndex(const std::vector<Article>& articles);
  TemporaryIndex(const TemporaryIndex&) = delete;
  TemporaryIndex& operator=(const TemporaryIndex&) = delete;
  ~TemporaryIndex();

  const Index& index() const { return index_; }
  Index& index() { return index_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Index index_;
};

/// Adds `articles` and commits.
void add_articles(const std::filesystem::path& path, const std::vector<Article>& articles);

/// An article of these texts in English.
Article make_article(std::string id, std::string headline, std::string body);

}  // namespace dateline::test
