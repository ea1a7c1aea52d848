#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "annotate/article_words.h"
#include "annotate/country_gazetteer.h"
#include "annotate/words.h"
#include "dateline/article.h"

namespace dateline::annotate {

/// A phrase of the gazetteer where it stands in a text, before any doubt about its meaning.
struct PlaceMatch {
  std::size_t first = 0;  ///< word
  std::size_t words = 0;
  std::size_t phrase = 0;
};

/// Every place of the gazetteer in `words`, by longest match from the left. Signs are passed over.
std::vector<PlaceMatch> match_places(const WordList& words, const CountryGazetteer& gazetteer);
/// Every place and sign.
std::vector<PlaceMatch> match_places_and_signs(const WordList& words,
                                               const CountryGazetteer& gazetteer);

/// A country named or implied at one place of an article.
struct CountryMention {
  std::string_view code;  ///< of the state that the place stood for on the article's date
  PlaceKind kind = PlaceKind::name;
  Span span;
  std::size_t word = 0;  ///< index in its field
};

/// All mentions of countries in dateline, headline and body, in this order. Names of people, firms
/// and seas that only look like countries are left out; a name that several countries share is
/// given to the one that the rest of the article speaks for.
std::vector<CountryMention> country_mentions(const ArticleWords& words, std::optional<Date> date,
                                             const CountryGazetteer& gazetteer);

}  // namespace dateline::annotate
