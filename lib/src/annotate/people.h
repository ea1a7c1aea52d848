#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "annotate/article_words.h"
#include "annotate/name_features.h"
#include "annotate/name_model.h"
#include "annotate/person_candidates.h"

namespace dateline::annotate {

/// People in headline and body: what finds the single mentions is left open, this joins them to
/// people. Of text in Latin letters; other scripts give nothing.
class PeopleFinder : public WordFinder {
 public:
  /// Confidence grows with that of the best mention and the number of mentions.
  FacetValues find_in(const Article& article, const ArticleWords& words) const override;
  /// A single surname takes the full name of the article that it ends, if it ends just one.
  FacetValue normalise(const FacetValue& given, const Article& article) const override;
  FacetValues normalise_all(const FacetValues& given, const Article& article) const override;

 protected:
  /// The mentions in each of the article's texts, in order.
  virtual std::vector<std::vector<NameCandidate>> mentions(
      const Article& article, std::span<const NameText> texts) const = 0;

 private:
  FacetValues found_people(const Article& article, const ArticleWords& words) const;
};

/// Mentions by rules and word lists: capitalised names behind titles or with known given names,
/// later mentions by surname. Written for English; of other languages they know the titles and
/// function words of lib/data/foreign_titles.tsv and stopwords.tsv and the names of countries.
class PeopleByRules final : public PeopleFinder {
 public:
  std::vector<std::vector<NameCandidate>> mentions(const Article& article,
                                                   std::span<const NameText> texts) const override;
};

/// Mentions by a trained tagger. It has learnt English; articles known to be in another language
/// are left to the rules.
class PeopleByTagger final : public PeopleFinder {
 public:
  /// `model` is not null.
  explicit PeopleByTagger(std::shared_ptr<const NameModel> model) : model_(std::move(model)) {}

 protected:
  std::vector<std::vector<NameCandidate>> mentions(const Article& article,
                                                   std::span<const NameText> texts) const override;

 private:
  std::shared_ptr<const NameModel> model_;
  PeopleByRules rules_;
};

}  // namespace dateline::annotate
