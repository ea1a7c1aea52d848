#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "store/article_terms.h"

namespace dateline::store {

/// Lends each caller an ArticleTerms of its own. Thread-safe; keeps as many as were ever lent at
/// once.
class AnalyserPool {
 public:
  Document document(const Article& article, std::string_view language) {
    std::unique_ptr<ArticleTerms> terms = take();
    Document out = terms->document(article, language);
    const std::scoped_lock lock{mutex_};
    idle_.push_back(std::move(terms));
    return out;
  }

 private:
  std::unique_ptr<ArticleTerms> take() {
    {
      const std::scoped_lock lock{mutex_};
      if (!idle_.empty()) {
        std::unique_ptr<ArticleTerms> out = std::move(idle_.back());
        idle_.pop_back();
        return out;
      }
    }
    return std::make_unique<ArticleTerms>();
  }

  std::mutex mutex_;
  std::vector<std::unique_ptr<ArticleTerms>> idle_;
};

}  // namespace dateline::store
