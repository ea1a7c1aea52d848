#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "dateline/article.h"
#include "dateline/index.h"
#include "dateline/profile.h"
#include "support/temporary_folder.h"

namespace dateline::test {

/// An index in a temporary folder of its own.
class TemporaryIndex {
 public:
  explicit TemporaryIndex(const std::vector<Article>& articles, Profile profile = Profile::lean);

  const Index& index() const { return index_; }
  Index& index() { return index_; }
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  Index index_;
};

/// Adds `articles` and commits.
void add_articles(const std::filesystem::path& path, const std::vector<Article>& articles,
                  std::optional<Profile> profile = {});

/// An article of these texts in English.
Article make_article(std::string id, std::string headline, std::string body);

}  // namespace dateline::test
