#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "annotate/country_model.h"
#include "dateline/error.h"

using namespace dateline;
using namespace dateline::annotate;

namespace {

// Every weight is 0.5.
std::string fitted_table() {
  std::string table = "# a comment\n";
  const auto add_row = [&](std::string_view name) {
    table += name;
    for (std::size_t column = 0; column <= CountryModel::units; ++column) table += "\t0.5";
    table += '\n';
  };
  for (const std::string_view name : country_feature_names()) add_row(name);
  add_row("output");
  return table;
}

}  // namespace

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
  const std::string table = fitted_table();
  CHECK_NOTHROW(CountryModel::fitted(table));
  CHECK_THROWS_AS(CountryModel::fitted(table.substr(0, table.rfind("output"))), Error);
  std::string misnamed = table;
  misnamed.replace(misnamed.find("\nbias"), 5, "\nbios");
  CHECK_THROWS_WITH_AS(CountryModel::fitted(misnamed), doctest::Contains("bios"), Error);
  std::string wordy = table;
  wordy.replace(wordy.find("\nbias\t") + 6, 1, "x");
  CHECK_THROWS_WITH_AS(CountryModel::fitted(wordy), doctest::Contains("no weight"), Error);
}

TEST_CASE("weights by hand are a logistic sum of the features that they name") {
  const CountryModel model = CountryModel::by_hand("bias\t-1\nheadline_name\t2.5\n");
  CountryEvidence evidence;
  evidence.values[0] = 1;
  CHECK(model.probability(evidence.values) == doctest::Approx(1 / (1 + std::exp(1.0))));
  evidence.values[6] = 1;
  CHECK(model.probability(evidence.values) == doctest::Approx(1 / (1 + std::exp(-1.5))));
  CHECK_THROWS_WITH_AS(CountryModel::by_hand("headlines\t1\n"), doctest::Contains("headlines"),
                       Error);
}

TEST_CASE("the longer an article beyond a few words the less is asked of a country") {
  for (std::size_t words = 32; words < 1000; ++words) {
    CHECK(country_threshold(words) <= country_threshold(words - 1));
  }
  CHECK(country_threshold(30) == 0.45);
  CHECK(country_threshold(31) == 0.5);
  CHECK(country_threshold(5000) == 0.31);
}
