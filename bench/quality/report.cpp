#include "quality/report.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline::quality {
namespace {

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double Counts::precision() const {
  return ratio(right, right + wrong);
}
double Counts::recall() const {
  return ratio(right, right + missed);
}
double Counts::f1() const {
  return ratio(2 * right, 2 * right + wrong + missed);
}

std::string figure(double value) {
  if (value >= 1.0) return fmt::format("{:.2f}", value);
  return fmt::format("{:.3f}", value).substr(1);
}

std::string markdown_table(const Scores& scores) {
  std::string table = "| part | measured on | measure | value | detail |\n|---|---|---|---:|---|\n";
  for (const Score& each : scores) {
    table += fmt::format("| {} | {} | {} | {} | {} |\n", each.part, each.measured_on, each.measure,
                         each.measure.empty() ? "" : figure(each.value), each.detail);
  }
  return table;
}

std::string json(const Scores& scores) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Score& each : scores) {
    all.push_back({{"part", each.part},
                   {"measured_on", each.measured_on},
                   {"measure", each.measure},
                   {"value", each.value},
                   {"detail", each.detail}});
  }
  return all.dump(2) + "\n";
}

}  // namespace dateline::quality
