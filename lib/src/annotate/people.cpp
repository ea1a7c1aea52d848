#include "annotate/people.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "annotate/person_name.h"
#include "annotate/person_registry.h"
#include "base/utf8.h"

namespace dateline::annotate {
namespace {

// Set by hand so that they order the strengths; not calibrated against labelled names.
double base_confidence(NameStrength strength) {
  switch (strength) {
    case NameStrength::certain:
      return 0.9;
    case NameStrength::titled:
      return 0.85;
    case NameStrength::likely:
      return 0.75;
    default:
      return 0.5;
  }
}

// Every further mention takes a fifth off the doubt.
float confidence(const FoundPerson& person) {
  const auto further = static_cast<double>(person.spans.size() - 1);
  return static_cast<float>(1 - (1 - base_confidence(person.strength)) * std::pow(0.8, further));
}

FacetValues found_people(const Article& article) {
  const WordList headline(article.headline);
  const WordList body(article.body);
  const CountryGazetteer& places = country_gazetteer();
  const NameLexicon& lexicon = name_lexicon();
  const std::array fields{
      FieldCandidates{TextField::headline, &headline,
                      name_candidates(headline, TextKind::heading, places, lexicon)},
      FieldCandidates{TextField::body, &body,
                      name_candidates(body, TextKind::body, places, lexicon)}};
  FacetValues values;
  for (FoundPerson& person : join_mentions(fields)) {
    FacetValue value;
    value.value = person_slug(person.label);
    if (value.value.empty()) continue;
    value.label = person.label;
    value.origin = Origin::found;
    value.confidence = confidence(person);
    value.spans = std::move(person.spans);
    values.push_back(std::move(value));
  }
  return values;
}

bool is_one_word(std::string_view slug) {
  return slug.find('-') == std::string_view::npos;
}

// The one found person whose name ends in `surname`; nothing if there are none or several.
const FacetValue* only_one_named(const FacetValues& found, std::string_view surname) {
  const FacetValue* match = nullptr;
  for (const FacetValue& each : found) {
    const auto name = parse_person_name(each.label);
    if (!name || name->given.empty() || base::slug(name->surname) != surname) continue;
    if (match != nullptr) return nullptr;
    match = &each;
  }
  return match;
}

}  // namespace

FacetValues PeopleByRules::find(const Article& article) const {
  FacetValues values = found_people(article);
  std::stable_sort(values.begin(), values.end(),
                   [](const FacetValue& one, const FacetValue& other) {
                     return one.confidence > other.confidence;
                   });
  return values;
}

FacetValue PeopleByRules::normalise(const FacetValue& given, const Article& article) const {
  return normalise_all({given}, article).front();
}

FacetValues PeopleByRules::normalise_all(const FacetValues& given, const Article& article) const {
  std::optional<FacetValues> found;
  FacetValues values;
  for (FacetValue value : given) {
    const auto name = parse_person_name(value.label.empty() ? value.value : value.label);
    std::string slug = name ? person_slug(*name) : std::string{};
    if (slug.empty()) {
      values.push_back(std::move(value));
      continue;
    }
    value.label = display_name(*name);
    value.value = std::move(slug);
    if (is_one_word(value.value)) {
      if (!found) found = found_people(article);
      if (const FacetValue* match = only_one_named(*found, value.value)) {
        value.value = match->value;
        value.label = match->label;
      }
    }
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace dateline::annotate
