#include "annotate/people.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include "annotate/country_gazetteer.h"
#include "annotate/false_names.h"
#include "annotate/language_tables.h"
#include "annotate/name_lexicon.h"
#include "annotate/name_tagger.h"
#include "annotate/person_name.h"
#include "annotate/person_registry.h"
#include "annotate/surname_mentions.h"
#include "annotate/tagged_candidates.h"
#include "base/utf8.h"

namespace dateline::annotate {
namespace {

// Below, more values are wrong than right in financial news, which the shipped model has not
// learnt.
constexpr float least_confidence = 0.5F;

// For mentions by rules. Set by hand so that they order the strengths; not calibrated against
// labelled names.
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
  const double best = person.probability > 0 ? static_cast<double>(person.probability)
                                             : base_confidence(person.strength);
  return static_cast<float>(1 - (1 - best) * std::pow(0.8, further));
}

// An unknown language is taken for the tagger's.
bool is_english(std::string_view language) {
  return language.empty() || language == "und" || language == "en" || language.starts_with("en-");
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

FacetValues PeopleFinder::found_people(const Article& article, const ArticleWords& words) const {
  const std::array texts{NameText{&words.headline, TextKind::heading},
                         NameText{&words.body, TextKind::body}};
  auto found = mentions(article, texts);
  const std::array fields{
      FieldCandidates{TextField::headline, &words.headline, std::move(found[0])},
      FieldCandidates{TextField::body, &words.body, std::move(found[1])}};
  FacetValues values;
  for (FoundPerson& person : join_mentions(fields)) {
    FacetValue value;
    value.value = person_slug(person.label);
    if (value.value.empty()) continue;
    value.label = person.label;
    value.origin = Origin::found;
    value.confidence = confidence(person);
    if (value.confidence < least_confidence) continue;
    value.spans = std::move(person.spans);
    values.push_back(std::move(value));
  }
  return values;
}

std::vector<std::vector<NameCandidate>> PeopleByRules::mentions(
    const Article& article, std::span<const NameText> texts) const {
  const LanguageTables tables = language_tables(article.language);
  std::vector<std::vector<NameCandidate>> all;
  for (const NameText& each : texts) {
    all.push_back(name_candidates(*each.words, each.kind, tables.gazetteer, tables.lexicon));
  }
  return all;
}

std::vector<std::vector<NameCandidate>> PeopleByTagger::mentions(
    const Article& article, std::span<const NameText> texts) const {
  if (!is_english(article.language)) return rules_.mentions(article, texts);
  const NameLexicon& lexicon = name_lexicon();
  const NameFeatures features(texts, country_gazetteer(), lexicon);
  std::vector<std::vector<NameCandidate>> all;
  for (std::size_t each = 0; each < texts.size(); ++each) {
    all.push_back(tagged_candidates(tag_names(*model_, features, each), *texts[each].words,
                                    texts[each].kind, lexicon));
  }
  leave_out_false_names(texts, all);
  add_surname_mentions(texts, all);
  return all;
}

FacetValues PeopleFinder::find_in(const Article& article, const ArticleWords& words) const {
  FacetValues values = found_people(article, words);
  std::stable_sort(values.begin(), values.end(),
                   [](const FacetValue& one, const FacetValue& other) {
                     return one.confidence > other.confidence;
                   });
  return values;
}

FacetValue PeopleFinder::normalise(const FacetValue& given, const Article& article) const {
  return normalise_all({given}, article).front();
}

FacetValues PeopleFinder::normalise_all(const FacetValues& given, const Article& article) const {
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
      if (!found) found = found_people(article, ArticleWords(article));
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
