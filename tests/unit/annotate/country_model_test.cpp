#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "annotate/country_model.h"
#include "data/country_evidence_tsv.h"
#include "dateline/error.h"

using namespace dateline;
using namespace dateline::annotate;

TEST_CASE("the probability is that of the formula") {
  CountryModel::Weights weights;
  weights.direct[0] = 0.5;
  weights.direct[1] = -2;
  weights.hidden[1][0] = 0.25;
  weights.output[0] = 3;
  CountryEvidence evidence;
  evidence.values[0] = 1;
  evidence.values[1] = 2;
  const double sum = 0.5 - 4 + 3 * std::tanh(0.5);
  CHECK(CountryModel(weights).probability(evidence.values) ==
        doctest::Approx(1 / (1 + std::exp(-sum))));
}

TEST_CASE("a table with a row missing, misnamed or without numbers is refused") {
  const std::string table(data::country_evidence_tsv());
  CHECK_NOTHROW(CountryModel{table});
  CHECK_THROWS_AS(CountryModel{table.substr(0, table.rfind("output"))}, Error);
  std::string misnamed = table;
  misnamed.replace(misnamed.find("\nbias"), 5, "\nbios");
  CHECK_THROWS_WITH_AS(CountryModel{misnamed}, doctest::Contains("bios"), Error);
  std::string wordy = table;
  wordy.replace(wordy.find("\nbias\t") + 6, 1, "x");
  CHECK_THROWS_WITH_AS(CountryModel{wordy}, doctest::Contains("no weight"), Error);
}

TEST_CASE("the longer an article beyond a few words the less is asked of a country") {
  for (std::size_t words = 32; words < 1000; ++words) {
    CHECK(country_threshold(words) <= country_threshold(words - 1));
  }
  CHECK(country_threshold(30) == 0.45);
  CHECK(country_threshold(31) == 0.5);
  CHECK(country_threshold(5000) == 0.31);
}
