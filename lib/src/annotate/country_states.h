#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dateline::annotate {

/// A country, or one that ended, with its codes and names: of the tables in lib/data.
struct CountryState {
  std::string_view code;    ///< ISO 3166-1 alpha-2 or ISO 3166-3
  std::string_view alpha3;  ///< empty for former states
  std::string_view name;
  std::vector<std::string_view> other_codes;
  std::vector<std::string_view> names;  ///< with `name`
  std::vector<std::string_view> demonyms;
};

/// Countries in order of code, then the former states. Made at the first call, which takes a tenth
/// of what the gazetteer takes: to show names is all that most programs want. Throws Error
/// (internal) if a data file is malformed.
std::span<const CountryState> country_states();

/// What names of countries are shown by.
struct CountryLabel {
  std::string_view code;
  std::string_view name;
  bool former = false;  ///< a state that ended
};

/// Of the country with this code; found in the tables as they lie there, which for the few of one
/// answer takes less than making country_states() would.
std::optional<CountryLabel> country_label(std::string_view code);

}  // namespace dateline::annotate
