#include "dateline/annotator.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

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

void fill(std::optional<FacetValues>& facet, const FacetFinder& finder, const Article& article) {
  FacetValues values = facet ? finder.normalise_all(*facet, article) : finder.find(article);
  facet = without_duplicates(std::move(values));
}

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
  fill(article.countries, *impl_->countries, article);
  fill(article.people, *impl_->people, article);
  fill(article.topics, *impl_->topics, article);
}

}  // namespace dateline
