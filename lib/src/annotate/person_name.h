#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::annotate {

/// The name of a person, taken apart. Texts are as written, without titles and possessive.
struct PersonName {
  std::string given;    ///< "Vladimir", "Jean-Claude", "J.F."; empty where only a surname is known
  std::string middle;   ///< what stands between: "V.", "Luther", "Perez"
  std::string surname;  ///< with its particles: "Putin", "van der Pas", "de la Madrid"
  std::string suffix;   ///< "Jr.", "III"
  enum class Order { given_first, surname_first };
  Order order =
      Order::given_first;  ///< how the name is spoken: "Deng Xiaoping" has the surname first

  bool operator==(const PersonName&) const = default;
};

/// Reads a name as people and archives write it: "Vladimir V. Putin", "Baker, James A.", "BAKER,
/// James", "Mr. Gates", "president reagan", "james-baker", "Martin Luther King Jr.". Titles are
/// dropped; names without any lower-case letter, or without any capital, get their usual capitals.
/// Nothing if no name is left.
std::optional<PersonName> parse_person_name(std::string_view text);

/// The name as it is spoken: "Vladimir V. Putin".
std::string display_name(const PersonName& name);

/// The key of a name as it is shown, initials each on its own: "Vladimir V. Putin" gives
/// "vladimir-v-putin", "George H.W. Bush" as "George H. W. Bush" gives "george-h-w-bush".
std::string person_slug(std::string_view shown);
/// That of `display_name`.
std::string person_slug(const PersonName& name);

/// "MCNAMARA" -> "McNamara", "O'NEILL" -> "O'Neill", "JEAN-CLAUDE" -> "Jean-Claude", "III" stays:
/// one word of a name with its usual capitals.
std::string name_case(std::string_view word);

}  // namespace dateline::annotate
