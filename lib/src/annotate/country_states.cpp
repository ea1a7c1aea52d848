#include "annotate/country_states.h"

#include <algorithm>
#include <string>
#include <utility>

#include "annotate/data_table.h"
#include "data/countries_tsv.h"
#include "data/former_states_tsv.h"

namespace dateline::annotate {
namespace {

std::vector<CountryState> read_states() {
  std::vector<CountryState> out;
  const auto add = [&](CountryState state, std::string_view more_names) {
    for (const std::string_view name : split(more_names, '|')) state.names.push_back(name);
    out.push_back(std::move(state));
  };
  for (const auto& row : data_rows(data::countries_tsv(), 6, "countries.tsv")) {
    add({row[0], row[1], row[2], {}, {row[2]}, split(row[4], '|')}, row[3]);
  }
  for (const std::string_view line : data_lines(data::former_states_tsv())) {
    const auto row = split(line, '\t');
    if (row.size() != 8 || row[1] != "state") continue;
    add({row[0], {}, row[2], split(row[7], '|'), {row[2]}, split(row[6], '|')}, row[5]);
  }
  return out;
}

// The line of the table that begins with `key` and a tab; empty if there is none.
std::string_view line_of(std::string_view table, std::string_view key) {
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = std::min(table.find('\n', at), table.size());
    const std::string_view line = table.substr(at, end - at);
    if (line.size() > key.size() && line[key.size()] == '\t' && line.starts_with(key)) return line;
    at = end + 1;
  }
  return {};
}

}  // namespace

std::optional<CountryLabel> country_label(std::string_view code) {
  if (code.starts_with('#') || code.find('\t') != std::string_view::npos) return std::nullopt;
  if (const auto row = split(line_of(data::countries_tsv(), code), '\t'); row.size() > 2) {
    return CountryLabel{code, row[2], false};
  }
  const auto row = split(line_of(data::former_states_tsv(), std::string(code) + "\tstate"), '\t');
  if (row.size() <= 2) return std::nullopt;
  return CountryLabel{code, row[2], true};
}

std::span<const CountryState> country_states() {
  static const std::vector<CountryState> states = read_states();
  return states;
}

}  // namespace dateline::annotate
