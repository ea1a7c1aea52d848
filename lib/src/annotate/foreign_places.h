#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::annotate {

/// A place as another language calls it, in every form that stands in sentences: "Russland",
/// "Russlands"; "Italie", "l'Italie", "d'Italie".
struct ForeignPlace {
  std::string code;     ///< ISO 3166 alpha-2
  std::string english;  ///< as ICU has it
  std::vector<std::string> forms;
};

/// What a language (ISO 639) calls countries, and the cities that time zones are named after, by
/// ICU, whose names are those of the Unicode CLDR. Empty for English and for languages that ICU
/// does not know. Costs some milliseconds.
std::vector<ForeignPlace> foreign_countries(std::string_view language);
std::vector<ForeignPlace> foreign_cities(std::string_view language);

}  // namespace dateline::annotate
