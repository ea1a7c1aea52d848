#pragma once

#include "annotate/words.h"
#include "dateline/annotator.h"

namespace dateline::annotate {

/// The words of the fields in which people and countries are looked for. Views into the article.
struct ArticleWords {
  explicit ArticleWords(const Article& article)
      : dateline(article.dateline), headline(article.headline), body(article.body) {}
  WordList dateline;
  WordList headline;
  WordList body;
};

/// A finder that looks at words, which an annotator cuts once for all such finders.
class WordFinder : public FacetFinder {
 public:
  FacetValues find(const Article& article) const final {
    return find_in(article, ArticleWords(article));
  }
  /// `words` are those of `article`.
  virtual FacetValues find_in(const Article& article, const ArticleWords& words) const = 0;
};

}  // namespace dateline::annotate
