#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "annotate/country_mentions.h"

namespace dateline::annotate {

/// What an article holds that speaks for being about one country, as numbers for a weighing.
struct CountryEvidence {
  static constexpr std::size_t features = 45;

  std::string_view code;
  std::vector<Span> spans;  ///< dateline, headline, body; each in order
  std::array<float, features> values{};
};

/// What each number is, in order; for tables and tools.
std::array<std::string_view, CountryEvidence::features> country_feature_names();

/// One entry for each country with a mention, in order of code.
std::vector<CountryEvidence> country_evidence(const ArticleWords& words,
                                              const std::vector<CountryMention>& mentions);

}  // namespace dateline::annotate
