#include "annotate/country_model.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "annotate/data_table.h"
#include "dateline/error.h"
#if DATELINE_RESEARCH_MODELS
#include "data/country_evidence_tsv.h"
#else
#include "data/country_rules_tsv.h"
#endif

namespace dateline::annotate {
namespace {

double number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    throw Error(ErrorCode::internal, fmt::format("weights of countries: no weight: {}", text));
  }
  return value;
}

}  // namespace

CountryModel CountryModel::fitted(std::string_view table) {
  Weights weights;
  const auto rows = data_rows(table, units + 2, "country_evidence.tsv");
  const auto names = country_feature_names();
  if (rows.size() != names.size() + 1) {
    throw Error(ErrorCode::internal, fmt::format("country_evidence.tsv: {} rows where {} are due",
                                                 rows.size(), names.size() + 1));
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string_view due = row < names.size() ? names[row] : "output";
    if (rows[row][0] != due) {
      throw Error(ErrorCode::internal,
                  fmt::format("country_evidence.tsv: {} where {} is due", rows[row][0], due));
    }
    if (row < names.size()) weights.direct[row] = number(rows[row][1]);
    auto& of_units = row < names.size() ? weights.hidden[row] : weights.output;
    for (std::size_t unit = 0; unit < units; ++unit) of_units[unit] = number(rows[row][unit + 2]);
  }
  return CountryModel(weights);
}

CountryModel CountryModel::by_hand(std::string_view table) {
  Weights weights;
  const auto names = country_feature_names();
  for (const auto& row : data_rows(table, 2, "country_rules.tsv")) {
    const auto name = std::find(names.begin(), names.end(), row[0]);
    if (name == names.end()) {
      throw Error(ErrorCode::internal, fmt::format("country_rules.tsv: no feature {}", row[0]));
    }
    weights.direct[static_cast<std::size_t>(name - names.begin())] = number(row[1]);
  }
  return CountryModel(weights);
}

double CountryModel::probability(CountryFeatures features) const {
  double sum = 0;
  std::array<double, units> inside{};
  for (std::size_t each = 0; each < features.size(); ++each) {
    const double value = static_cast<double>(features[each]);
    if (value == 0) continue;
    sum += weights_.direct[each] * value;
    for (std::size_t unit = 0; unit < units; ++unit) {
      inside[unit] += weights_.hidden[each][unit] * value;
    }
  }
  for (std::size_t unit = 0; unit < units; ++unit) {
    sum += weights_.output[unit] * std::tanh(inside[unit]);
  }
  return 1 / (1 + std::exp(-sum));
}

const CountryModel& country_model() {
#if DATELINE_RESEARCH_MODELS
  static const CountryModel model = CountryModel::fitted(data::country_evidence_tsv());
#else
  static const CountryModel model = CountryModel::by_hand(data::country_rules_tsv());
#endif
  return model;
}

}  // namespace dateline::annotate
