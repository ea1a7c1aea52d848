#include "annotate/country_states.h"

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

}  // namespace

std::span<const CountryState> country_states() {
  static const std::vector<CountryState> states = read_states();
  return states;
}

}  // namespace dateline::annotate
