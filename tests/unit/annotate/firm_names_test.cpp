#include <doctest/doctest.h>

#include <array>
#include <string>

#include "annotate/firm_names.h"

using namespace dateline::annotate;

namespace {

// The firms of one text, and whether its words `from` to `to` are one of them.
struct Firms {
  explicit Firms(const std::string& text)
      : words(text), texts{NameText{&words, TextKind::body}}, names(texts) {}

  bool is_firm(std::size_t first, std::size_t last) const {
    return names.is_firm(words, first, last);
  }

  WordList words;
  std::array<NameText, 1> texts;
  FirmNames names;
};

}  // namespace

TEST_CASE("a legal form or a ticker makes a firm of the capitalised words before it") {
  const Firms firms("shares of Harlan Motor Corp and of Brondby <BRB.CO> rose, Peter Lind said");
  for (const char* word : {"harlan", "motor", "brondby"}) {
    CAPTURE(word);
    CHECK(firms.names.hold(word));
  }
  for (const char* word : {"shares", "corp", "peter", "lind"}) {
    CAPTURE(word);
    CHECK_FALSE(firms.names.hold(word));
  }
  CHECK(Firms("nobody said Anything").names.empty());
}

TEST_CASE("partners are a firm to the last of them") {
  const Firms firms(
      "said lead manager Ostler, Pyke, Amory Dunn and Co Inc. But Lind, and Dunn, won");
  CHECK(firms.names.hold("ostler"));
  CHECK(firms.names.hold("pyke"));
  CHECK(firms.names.hold("amory"));
  CHECK_FALSE(firms.names.hold("lind"));
  CHECK(firms.is_firm(3, 3));
  CHECK(firms.is_firm(5, 6));
}

TEST_CASE("the first word of a body's name stands for it") {
  const Firms firms("Ostler Insured Income Fund paid more, Lind Peterson did not");
  CHECK(firms.names.hold("ostler"));
  CHECK_FALSE(firms.names.hold("insured"));
  CHECK_FALSE(firms.names.hold("lind"));
  CHECK(firms.names.empty());
}

TEST_CASE("a possessive does not belong to the firm behind it") {
  const Firms firms("they met Lind's Harlan Corp");
  CHECK(firms.names.hold("harlan"));
  CHECK_FALSE(firms.names.hold("lind"));
}

TEST_CASE("in capitals a firm begins behind the verb") {
  const Firms firms("LIND SAYS HARLAN MOTOR CORP LOST");
  CHECK(firms.names.hold("harlan"));
  CHECK_FALSE(firms.names.hold("lind"));
}

TEST_CASE("what begins a firm's name is the firm wherever it stands, if it has two words") {
  const Firms firms("William Orde and Co said. William Orde rose, and so did William");
  CHECK(firms.is_firm(5, 6));
  CHECK_FALSE(firms.is_firm(11, 11));
}

TEST_CASE("a ticker may stand behind a name, around it or inside") {
  const WordList words("Harlan <HRL> and Brondby rose");
  CHECK(FirmNames::has_ticker(words, 0, 0));
  CHECK(FirmNames::has_ticker(words, 1, 1));
  CHECK(FirmNames::has_ticker(words, 0, 1));
  CHECK_FALSE(FirmNames::has_ticker(words, 3, 3));
}
