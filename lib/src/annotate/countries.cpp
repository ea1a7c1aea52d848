#include "annotate/countries.h"

#include <algorithm>

#include "annotate/country_evidence.h"
#include "annotate/country_model.h"
#include "annotate/country_names.h"
#include "annotate/language_tables.h"

namespace dateline::annotate {

FacetValues CountriesByGazetteer::find_in(const Article& article, const ArticleWords& words) const {
  const auto mentions =
      country_mentions(words, article.date, language_tables(article.language).gazetteer);
  const double threshold = country_threshold(words.headline.size() + words.body.size());
  FacetValues values;
  for (CountryEvidence& evidence : country_evidence(words, mentions)) {
    const double probability = country_model().probability(evidence.values);
    if (probability < threshold) continue;
    FacetValue value;
    value.value = std::string(evidence.code);
    value.origin = Origin::found;
    value.confidence = static_cast<float>(probability);
    value.spans = std::move(evidence.spans);
    values.push_back(std::move(value));
  }
  std::stable_sort(values.begin(), values.end(),
                   [](const FacetValue& one, const FacetValue& other) {
                     return one.confidence > other.confidence;
                   });
  return values;
}

FacetValue CountriesByGazetteer::normalise(const FacetValue& given, const Article&) const {
  FacetValue value = given;
  if (auto code = country_code(given.value)) {
    value.value = std::move(*code);
    value.label.clear();
  }
  return value;
}

}  // namespace dateline::annotate
