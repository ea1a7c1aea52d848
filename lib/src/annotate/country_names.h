#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::annotate {

/// The code of a country, by its name (in English or another language that ICU knows), ISO 3166
/// code (alpha-2, alpha-3, alpha-4 of former states) or demonym; case, accents and the characters
/// between words do not matter: "RU", "rus", "Russia", "russian", "Россия" give "RU",
/// "west-germany" gives "DE", "ussr" gives "SUHH". A name that languages use for different
/// countries gives nothing. Thread-safe. The first
/// question makes a table of some thousand English names (milliseconds).
std::optional<std::string> country_code(std::string_view name_code_or_demonym);

/// What a name is looked up by: case, accents, "the" and "and" left out. The same for names that
/// mean the same country here.
std::string country_key(std::string_view name);

/// The name to show for a code, in the language of `locale` ("de", "pt-BR") where ICU has it, else
/// in English; former states are named in English where ICU does not know them. An unknown code is
/// its own name.
std::string country_name(std::string_view code, std::string_view locale = "en");

}  // namespace dateline::annotate
