#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "annotate/countries.h"
#include "annotate/foreign_places.h"
#include "annotate/people.h"

using namespace dateline;
using namespace dateline::annotate;

namespace {

using Strings = std::set<std::string>;

Article story(const std::string& language, const std::string& body) {
  Article article;
  article.language = language;
  article.body = body;
  return article;
}

Strings countries(const Article& article) {
  Strings codes;
  for (const FacetValue& each : CountriesByGazetteer().find(article)) codes.insert(each.value);
  return codes;
}

Strings people(const Article& article) {
  Strings names;
  for (const FacetValue& each : PeopleByRules().find(article)) names.insert(each.label);
  return names;
}

std::string_view code_of(const std::vector<ForeignPlace>& places, std::string_view form) {
  for (const ForeignPlace& each : places) {
    if (std::find(each.forms.begin(), each.forms.end(), form) != each.forms.end()) {
      return each.code;
    }
  }
  return {};
}

}  // namespace

TEST_CASE("countries are found by the names of the article's language") {
  CHECK(countries(story("de",
                        "Russland und Polen streiten. Polens Regierung wartet auf Russlands "
                        "Antwort.")) == Strings{"PL", "RU"});
  CHECK(countries(story("de",
                        "Die Vereinigten Staaten verhandeln. In den Vereinigten Staaten "
                        "wartet man.")) == Strings{"US"});
  CHECK(countries(story("fr",
                        "La Suède négocie avec l'Allemagne. La Suède attend la réponse de "
                        "l’Allemagne.")) == Strings{"DE", "SE"});
  CHECK(countries(story("es", "Suiza y Noruega firmaron. Noruega paga a Suiza.")) ==
        Strings{"CH", "NO"});
}

TEST_CASE("capitals are found by the names of the article's language") {
  CHECK(countries(story("de",
                        "WARSCHAU: In Warschau tagte der Rat. Aus Warschau hieß es, man "
                        "warte.")) == Strings{"PL"});
}

TEST_CASE("names of another language mean nothing in English articles") {
  CHECK(countries(story("en", "Polen and Suède are old words for Wien and Warschau.")) ==
        countries(story("", "Polen and Suède are old words for Wien and Warschau.")));
  CHECK_FALSE(countries(story("en", "Norwegen, Norwegen und Norwegen")).contains("NO"));
}

TEST_CASE("the names of a language stand in the forms of its sentences") {
  CHECK(code_of(foreign_countries("de"), "Russlands") == "RU");
  CHECK(code_of(foreign_countries("fr"), "d'Italie") == "IT");
  CHECK(code_of(foreign_countries("fr"), "d’Italie") == "IT");
  CHECK(code_of(foreign_countries("it"), "dell'Albania") == "AL");
  CHECK(code_of(foreign_cities("fr"), "Londres") == "GB");
}

TEST_CASE("English and languages that nobody speaks have no foreign names") {
  CHECK(foreign_countries("en").empty());
  CHECK(foreign_countries("en-GB").empty());
  CHECK(foreign_countries("zzz").empty());
  CHECK(foreign_countries("not a language").empty());
  CHECK(foreign_cities("zzz").empty());
}

TEST_CASE("titles of other languages tell of people and are no part of their names") {
  CHECK(people(story("de",
                     "Gestern traf Außenministerin Annika Brandt den Beauftragten der "
                     "Bundesregierung. Zur Wahl stand nichts.")) == Strings{"Annika Brandt"});
  CHECK(people(story("de", "Die Ministerin Ursula von der Aue kam.")) ==
        Strings{"Ursula von der Aue"});
  CHECK(people(story("fr",
                     "Les Pays-Bas ont reçu la ministre Hélène Vasseur. « Non », a dit Mme "
                     "Vasseur. Selon M. Vasseur, rien ne change.")) == Strings{"Hélène Vasseur"});
  CHECK(people(story("es", "La ingeniera Lucía Ferrer habló ayer. Propuso Ferrer un puente.")) ==
        Strings{"Lucía Ferrer"});
}

TEST_CASE("German nouns are no names, whatever joins them") {
  CHECK(people(story("de",
                     "Der König von Frankreich schrieb. Viele Siegel blieben. Das Sparen von "
                     "Energie hilft, sagte der Rat.")) == Strings{});
}
