#include "annotate/country_states.h"

#include <algorithm>
#include <string>
#include <utility>

#include "annotate/data_table.h"
#include "data/countries_tsv.h"
#include "data/former_states_tsv.h"

namespace dateline::annotate {
namespace {

// Letters of the codes of ISO 3166-1 and ISO 3166-3.
constexpr std::size_t alpha_2 = 2;
constexpr std::size_t alpha_4 = 4;

bool is_capital(char each) {
  return each >= 'A' && each <= 'Z';
}

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

// The row of a state that has ended; they are few, and in the order in which they ended.
std::string_view former_row(std::string_view code) {
  const std::string wanted = std::string(code) + "\tstate\t";
  for (const std::string_view line : data_lines(data::former_states_tsv())) {
    if (line.starts_with(wanted)) return line;
  }
  return {};
}

}  // namespace

std::optional<CountryLabel> country_label(std::string_view code) {
  // An archive's own keys may be anything.
  const bool is_code = code.size() == alpha_2 || code.size() == alpha_4;
  if (!is_code || !std::ranges::all_of(code, is_capital)) return std::nullopt;
  const bool former = code.size() == alpha_4;
  const auto row = split(former ? former_row(code) : find_row(data::countries_tsv(), code), '\t');
  if (row.size() <= 2) return std::nullopt;
  return CountryLabel{code, row[2], former};
}

std::span<const CountryState> country_states() {
  static const std::vector<CountryState> states = read_states();
  return states;
}

}  // namespace dateline::annotate
