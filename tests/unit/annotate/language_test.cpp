#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "annotate/language.h"
#include "dateline/annotator.h"

using namespace dateline;
using namespace dateline::annotate;

namespace {

Article text(const std::string& body) {
  Article out;
  out.body = body;
  return out;
}

const std::string english =
    "The ministers of both countries met on Tuesday to talk about the price of gas, and agreed "
    "that "
    "their experts should look at the figures again before the end of the month.";
const std::string french =
    "Les ministres des deux pays se sont rencontrés mardi pour parler du prix du gaz, et ils ont "
    "décidé que leurs experts devraient examiner de nouveau les chiffres avant la fin du mois.";
const std::string german =
    "Die Minister der beiden Länder trafen sich am Dienstag, um über den Preis von Gas zu "
    "sprechen, "
    "und vereinbarten, dass ihre Fachleute die Zahlen vor dem Ende des Monats noch einmal prüfen.";
const std::string russian =
    "Министры обеих стран встретились во вторник, чтобы обсудить цену на газ, и договорились, что "
    "их специалисты ещё раз проверят эти цифры до конца месяца, когда истекает срок договора.";

}  // namespace

TEST_CASE("the language of a paragraph is told") {
  const LanguageByLetters detector;
  CHECK(detector.detect(text(english)) == "en");
  CHECK(detector.detect(text(french)) == "fr");
  CHECK(detector.detect(text(german)) == "de");
  CHECK(detector.detect(text(russian)) == "ru");
}

TEST_CASE("English is told in capitals and around tables too") {
  const LanguageByLetters detector;
  std::string shouted = english;
  for (char& each : shouted) {
    if (each >= 'a' && each <= 'z') each = static_cast<char>(each - 'a' + 'A');
  }
  CHECK(detector.detect(text(shouted)) == "en");
  CHECK(detector.detect(text(english + "\n\n  Shr 32 cts vs 29 cts\n  Net 2,411,000 vs 2,105,000\n"
                                       "  Revs 44.1 mln vs 39.0 mln\n")) == "en");
}

TEST_CASE("no language is told of short texts, mixed texts and bytes that are none") {
  const LanguageByLetters detector;
  for (const std::string& each :
       {std::string(), std::string("Visit"), std::string("12.3 45.6 78.9"), std::string("Le chat"),
        english + "\n\n" + french, std::string(400, '\xFF')}) {
    CAPTURE(each);
    CHECK(detector.detect(text(each)).empty());
  }
}

TEST_CASE("annotation fills the language only where none is given") {
  const Annotator annotator;
  Article unknown = text(french);
  annotator.annotate(unknown);
  CHECK(unknown.language == "fr");
  Article given = text(french);
  given.language = "en";
  annotator.annotate(given);
  CHECK(given.language == "en");
  AnnotatorOptions options;
  options.language = language_as_given();
  Article left = text(french);
  Annotator(std::move(options)).annotate(left);
  CHECK(left.language.empty());
}

TEST_CASE("codes of one language compare equal") {
  CHECK(comparable_language("eng") == "en");
  CHECK(comparable_language("en-GB") == "en");
  CHECK(comparable_language("ja") == "ja");
}
