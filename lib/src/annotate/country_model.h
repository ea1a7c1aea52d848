#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "annotate/country_evidence.h"

namespace dateline::annotate {

using CountryFeatures = std::span<const float, CountryEvidence::features>;

/// The probability that an article with this evidence is about the country, by one set of weights
/// for all countries: a logistic model of the features and of `units` hyperbolic tangents of them,
/// which see what the features say together ("only its money is named, but no other country is").
/// Immutable; any number of threads may ask it.
class CountryModel {
 public:
  static constexpr std::size_t units = 50;

  struct Weights {
    std::array<double, CountryEvidence::features> direct{};
    std::array<std::array<double, units>, CountryEvidence::features> hidden{};
    std::array<double, units> output{};
  };

  explicit CountryModel(const Weights& weights) : weights_(weights) {}
  /// Reads the format of lib/data/country_evidence.tsv. Throws Error (internal) if `table` is
  /// malformed or names other features than this version has.
  static CountryModel fitted(std::string_view table);
  /// Reads the format of lib/data/country_rules.tsv: direct weights of some features. Throws as
  /// `fitted` does.
  static CountryModel by_hand(std::string_view table);

  double probability(CountryFeatures features) const;

 private:
  Weights weights_;
};

/// The fitted model of lib/data, the one by hand in builds without research models; read at the
/// first call.
const CountryModel& country_model();

/// Countries from this probability on are said to be what an article of so many words is about: one
/// half up to 300 words, falling to 0.31 at 600; 0.45 up to 30 words, of which a name is a large
/// part. Long articles deal with more countries than the short wire stories that the weights were
/// fitted to, where who labelled them passed over what a longer one names two or three times. The
/// end of the line was chosen by reading two articles of 430 and 630 words.
constexpr double country_threshold(std::size_t words) {
  constexpr double few_words = 0.45;
  constexpr double short_article = 0.5;
  constexpr double long_article = 0.31;
  if (words <= 30) return few_words;
  if (words <= 300) return short_article;
  if (words >= 600) return long_article;
  return short_article - (short_article - long_article) * static_cast<double>(words - 300) / 300;
}

}  // namespace dateline::annotate
