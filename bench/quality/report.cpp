#include "quality/report.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline::quality {
namespace {

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

bool measured_alike(const Score& one, const Score& other) {
  return std::tie(one.part, one.measured_on, one.measure) ==
         std::tie(other.part, other.measured_on, other.measure);
}

Scores systems_together(const Scores& scores) {
  Scores together;
  for (const Score& each : scores) {
    const auto last = std::find_if(together.rbegin(), together.rend(), [&](const Score& earlier) {
      return measured_alike(earlier, each);
    });
    together.insert(last == together.rend() ? together.end() : last.base(), each);
  }
  return together;
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

std::string precision_and_recall(const Counts& counts) {
  return fmt::format("precision {}, recall {}", figure(counts.precision()),
                     figure(counts.recall()));
}

std::string figure(double value) {
  const std::string shown = fmt::format("{:.3f}", value);
  return shown.starts_with("0") ? shown.substr(1) : fmt::format("{:.2f}", value);
}

std::string markdown_table(const Scores& scores) {
  std::string table =
      "| part | measured on | system | measure | value | detail |\n|---|---|---|---|---:|---|\n";
  for (const Score& each : systems_together(scores)) {
    table +=
        fmt::format("| {} | {} | {} | {} | {} | {} |\n", each.part, each.measured_on, each.system,
                    each.measure, each.measure.empty() ? "" : figure(each.value), each.detail);
  }
  return table;
}

std::string json(const Scores& scores) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Score& each : systems_together(scores)) {
    all.push_back({{"part", each.part},
                   {"measured_on", each.measured_on},
                   {"system", each.system},
                   {"measure", each.measure},
                   {"value", each.value},
                   {"detail", each.detail}});
  }
  return all.dump(2) + "\n";
}

}  // namespace dateline::quality
