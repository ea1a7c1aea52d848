#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "annotate/person_registry.h"
#include "tagged_article.h"

using namespace dateline::annotate;
using Names = std::vector<std::string>;

namespace {

// The names in braces as they are, a candidate each.
Names names_of(const std::string& body) {
  return TaggedArticle({}, body).names();
}

Names people_of(const std::string& body) {
  const TaggedArticle article({}, body);
  const std::vector<FieldCandidates> fields{
      {dateline::TextField::body, article.texts[1].words, article.candidates[1]}};
  Names labels;
  for (const FoundPerson& each : join_mentions(fields)) labels.push_back(each.label);
  return labels;
}

}  // namespace

TEST_CASE("titles are no part of a name, nor is what has the person") {
  CHECK(names_of("{Prince Hakon Olsen} met {Justice Byron White}") ==
        Names{"Hakon Olsen", "Byron White"});
  CHECK(names_of("{Earl Warren} met {Orde's McCarthy}") == Names{"Earl Warren", "McCarthy"});
}

TEST_CASE("syllables and surnames behind hyphens belong to the name") {
  CHECK(names_of("{Li Ka}-shing met {Li}-led crowds") == Names{"Li Ka-shing", "Li"});
  CHECK(names_of("{Sheikh Ali} al-Khalifa al-Sabah met {Hakon} and al-Sabah") ==
        Names{"Ali al-Khalifa al-Sabah", "Hakon"});
  CHECK(names_of("{LEIGH}-{PEMBERTON} OPPOSES NEW RULES TODAY") == Names{"LEIGH-PEMBERTON"});
}

TEST_CASE("a name in capitals has its usual capitals, initials keep theirs") {
  CHECK(people_of("a memo of {HARLAN} to {JFK}") == Names{"Harlan", "JFK"});
}

TEST_CASE("a surname with a slip of the pen is the full name's") {
  CHECK(people_of("{Jaime Ongpin} left. {Ogpin} and {Onpgin} and {Ongpinn} and {Ongbin} said so") ==
        Names{"Jaime Ongpin"});
  CHECK(people_of("{Jaime Ongpin} left. {Ongbinn} said so") == Names{"Jaime Ongpin", "Ongbinn"});
  CHECK(people_of("{Lars Hansen} left. {Hanson} said so") == Names{"Lars Hansen", "Hanson"});
  CHECK(people_of("{Donald Regan} left. {Reagan} said so") == Names{"Donald Regan", "Reagan"});
  CHECK(people_of("{Ann Orpwyn} and {Bea Orbwyn} left. {Orwyn} said so") ==
        Names{"Ann Orpwyn", "Bea Orbwyn", "Orwyn"});
}

TEST_CASE("the tail of a fuller name is the same person, wherever it stands") {
  CHECK(people_of("{Febres Cordero} won before {Leon Febres Cordero} spoke") ==
        Names{"Leon Febres Cordero"});
  CHECK(people_of("{Paz Cordero} won before {Leon Febres Cordero} spoke") ==
        Names{"Paz Cordero", "Leon Febres Cordero"});
}

TEST_CASE("a surname before syllables is later used alone") {
  CHECK(people_of("{Rha Woong-bae} came. {Rha} left") == Names{"Rha Woong-bae"});
  CHECK(people_of("{Kim Mahn-Je} came. {Kim} left") == Names{"Kim Mahn-Je"});
  CHECK(people_of("{Li Peng} came. {Li} left") == Names{"Li Peng"});
}

TEST_CASE("a surname with its particle is the full name's, and a prince's given name too") {
  CHECK(people_of("{De Croo} said so before {Herman De Croo} left") == Names{"Herman De Croo"});
  CHECK(people_of("{De Croo} said so before {Herman De Vries} left") ==
        Names{"De Croo", "Herman De Vries"});
  CHECK(people_of("{Hakon Ibn Olsen} came. Prince {Hakon} left") == Names{"Hakon Ibn Olsen"});
  CHECK(people_of("{Hakon Ibn Olsen} came. {Hakon} left") == Names{"Hakon Ibn Olsen", "Hakon"});
}
