#include "dateline/annotator.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "annotate/article_words.h"
#include "annotate/countries.h"
#include "annotate/country_gazetteer.h"
#include "annotate/language.h"
#include "annotate/name_lexicon.h"
#include "annotate/people.h"

namespace dateline {
namespace {

// The first of equal values stays where it is and takes over the others' places and certainty.
FacetValues without_duplicates(FacetValues values) {
  FacetValues unique;
  std::unordered_map<std::string, std::size_t> index;
  for (FacetValue& value : values) {
    if (value.value.empty()) continue;
    const auto [known, added] = index.try_emplace(value.value, unique.size());
    if (added) {
      unique.push_back(std::move(value));
      continue;
    }
    FacetValue& first = unique[known->second];
    if (first.label.empty()) first.label = std::move(value.label);
    first.confidence = std::max(first.confidence, value.confidence);
    first.spans.insert(first.spans.end(), value.spans.begin(), value.spans.end());
  }
  return unique;
}

/// One article, whose words are cut when the first finder asks for them.
class Reading {
 public:
  explicit Reading(const Article& article) : article_(article) {}

  void fill(std::optional<FacetValues>& facet, const FacetFinder& finder) {
    FacetValues values = facet ? finder.normalise_all(*facet, article_) : find(finder);
    facet = without_duplicates(std::move(values));
  }

 private:
  FacetValues find(const FacetFinder& finder) {
    const auto* by_words = dynamic_cast<const annotate::WordFinder*>(&finder);
    if (by_words == nullptr) return finder.find(article_);
    if (!words_) words_.emplace(article_);
    return by_words->find_in(article_, *words_);
  }

  const Article& article_;
  std::optional<annotate::ArticleWords> words_;
};

template <class Default, class Part>
std::shared_ptr<const Part> part_or(std::shared_ptr<const Part> part) {
  return part ? std::move(part) : std::make_shared<const Default>();
}

}  // namespace

FacetValues FacetFinder::normalise_all(const FacetValues& given, const Article& article) const {
  FacetValues values;
  values.reserve(given.size());
  for (const FacetValue& each : given) values.push_back(normalise(each, article));
  return values;
}

struct Annotator::Impl {
  std::shared_ptr<const LanguageDetector> language;
  std::shared_ptr<const FacetFinder> people;
  std::shared_ptr<const FacetFinder> countries;
  std::shared_ptr<const FacetFinder> topics;
};

Annotator::Annotator(AnnotatorOptions options)
    : impl_(std::make_unique<Impl>(
          Impl{part_or<annotate::LanguageByLetters>(std::move(options.language)),
               options.people ? std::move(options.people) : people_finder(),
               part_or<annotate::CountriesByGazetteer>(std::move(options.countries)),
               options.topics ? std::move(options.topics) : topic_finder()})) {
  annotate::country_gazetteer();
  annotate::name_lexicon();
}
Annotator::Annotator(Annotator&&) noexcept = default;
Annotator& Annotator::operator=(Annotator&&) noexcept = default;
Annotator::~Annotator() = default;

void Annotator::annotate(Article& article) const {
  if (article.language.empty()) article.language = impl_->language->detect(article);
  Reading reading(article);
  reading.fill(article.countries, *impl_->countries);
  reading.fill(article.people, *impl_->people);
  reading.fill(article.topics, *impl_->topics);
}

}  // namespace dateline
