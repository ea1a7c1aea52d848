#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "annotate/country_gazetteer.h"
#include "annotate/country_names.h"
#include "annotate/country_states.h"

using namespace dateline::annotate;

TEST_CASE("countries are known by name, code and demonym in any case") {
  const std::vector<std::pair<std::string, std::string>> known{{"usa", "US"},
                                                               {"Russia", "RU"},
                                                               {"russian", "RU"},
                                                               {"Russians", "RU"},
                                                               {"RU", "RU"},
                                                               {"rus", "RU"},
                                                               {"ussr", "SUHH"},
                                                               {"Soviet Union", "SUHH"},
                                                               {"west-germany", "DE"},
                                                               {"east-germany", "DDDE"},
                                                               {"uk", "GB"},
                                                               {"U.K.", "GB"},
                                                               {"south-korea", "KR"},
                                                               {"north korea", "KP"},
                                                               {"uae", "AE"},
                                                               {"burma", "MM"},
                                                               {"zaire", "CD"},
                                                               {"kampuchea", "KH"},
                                                               {"ivory-coast", "CI"},
                                                               {"Côte d'Ivoire", "CI"},
                                                               {"trinidad-tobago", "TT"},
                                                               {"yemen-demo-republic", "YDYE"},
                                                               {"yemen-arab-republic", "YE"},
                                                               {"czechoslovakia", "CSHH"},
                                                               {"yugoslavia", "YUCS"},
                                                               {"netherlands-antilles", "ANHH"},
                                                               {"western-samoa", "WS"},
                                                               {"us-virgin-islands", "VI"},
                                                               {"vatican", "VA"},
                                                               {"kosovo", "XK"},
                                                               {"niger", "NE"},
                                                               {"nigerian", "NG"},
                                                               {"congo", "CG"},
                                                               {"DR Congo", "CD"},
                                                               {"The Netherlands", "NL"},
                                                               {"dutch", "NL"},
                                                               {"Bosnia & Herzegovina", "BA"},
                                                               {"BUMM", "MM"},
                                                               {"georgia", "GE"},
                                                               {"dominica", "DM"},
                                                               {"dominican", "DO"}};
  for (const auto& [name, code] : known) {
    CAPTURE(name);
    CHECK(country_code(name).value_or("nothing") == code);
  }
}

TEST_CASE("countries are known by their names in other languages") {
  CHECK(country_code("Deutschland") == "DE");
  CHECK(country_code("Россия") == "RU");
  CHECK(country_code("Frankreich") == "FR");
  CHECK(country_code("日本") == "JP");
  CHECK(country_code("españa") == "ES");
}

TEST_CASE("what is no country has no code") {
  for (const char* name : {"", "-", "Atlantis", "moscow times", "x", "\xFF\xFE"}) {
    CAPTURE(name);
    CHECK_FALSE(country_code(name).has_value());
  }
}

TEST_CASE("every code of ISO 3166-1 has a name of its own that leads back to it") {
  const std::set<std::string> beyond_the_standard{"AC", "AN", "CP", "DG", "EA", "IC", "TA", "XK"};
  std::set<std::string> names;
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    const std::string iso = *code;
    // ICU lists codes beyond the standard: withdrawn, reserved and user-assigned ones.
    if (beyond_the_standard.contains(iso)) continue;
    CAPTURE(iso);
    const std::string name = country_name(iso);
    CHECK(name != iso);
    CHECK(names.insert(name).second);
    CHECK(country_code(name) == iso);
    CHECK(country_code(iso) == iso);
  }
  CHECK(names.size() == 249);
}

TEST_CASE("every state of the gazetteer comes back from its name in English and in German") {
  for (const auto& state : country_states()) {
    CAPTURE(state.code);
    CHECK(country_code(country_name(state.code)) == state.code);
    CHECK(country_code(country_name(state.code, "de")) == state.code);
    CHECK(country_code(state.code) == state.code);
  }
}

TEST_CASE("names are shown in the language asked for") {
  CHECK(country_name("DE", "de") == "Deutschland");
  CHECK(country_name("RU", "fr-CA") == "Russie");
  CHECK(country_name("RU") == "Russia");
  CHECK(country_name("SUHH", "de") == "Soviet Union");
  CHECK(country_name("XK") == "Kosovo");
  CHECK(country_name("RU", "no such locale") == "Russia");
  CHECK(country_name("ZZ") == "ZZ");
}

TEST_CASE("every country has in its label what the tables say of it") {
  for (const CountryState& each : country_states()) {
    CAPTURE(each.code);
    const auto label = country_label(each.code);
    REQUIRE(label);
    CHECK(label->code == each.code);
    CHECK(label->name == each.name);
    CHECK(label->former == each.alpha3.empty());
  }
}

TEST_CASE("what is no code of a country has no label") {
  for (const char* const each :
       {"", "#", "# Columns", "A", "AN", "USA", "US\tUSA", "us", "SUHH\tstate"}) {
    CAPTURE(each);
    CHECK_FALSE(country_label(each));
  }
}
