#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "annotate/words.h"

using namespace dateline::annotate;

namespace {

std::vector<std::string> texts(const WordList& words) {
  std::vector<std::string> out;
  for (const Word& each : words.words()) out.emplace_back(each.text);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("words keep inner dots and apostrophes and lose the possessive") {
  CHECK(texts(WordList("U.S. and O'Neill's don't AT&T")) ==
        Texts{"U.S.", "and", "O'Neill", "don't", "AT&T"});
  CHECK(texts(WordList("Putin’s speech")) == Texts{"Putin", "speech"});
  CHECK(texts(WordList("the Ramos' house")) == Texts{"the", "Ramos", "house"});
}

TEST_CASE("keys are folded and have neither dots nor apostrophes") {
  const WordList words("U.S. O'Neill Élysée N'Djamena");
  CHECK(words[0].key == "us");
  CHECK(words[1].key == "oneill");
  CHECK(words[2].key == "elysee");
  CHECK(words[3].key == "ndjamena");
}

TEST_CASE("a dot ends a sentence unless it belongs to the word") {
  const WordList words("Mr. Gates met J. Smith in St. Louis. Then he left.");
  CHECK(words[1].before == Gap::space);     // Gates
  CHECK(words[4].before == Gap::space);     // Smith
  CHECK(words[7].before == Gap::space);     // Louis
  CHECK(words[8].before == Gap::sentence);  // Then
}

TEST_CASE("sentences that lost the space between them are told apart") {
  const WordList words("He went to Moscow.The United States agreed.");
  CHECK(words[4].text == "The");
  CHECK(words[4].before == Gap::sentence);
}

TEST_CASE("a wrapped line goes on and a short one ends") {
  const WordList wrapped(
      "The finance ministry of the country said that Prime Minister\nHelmut Kohl agreed");
  CHECK(wrapped[10].text == "Helmut");
  CHECK(wrapped[10].before == Gap::space);
  const WordList table("Results of the day\nFilip Dewulf\nKarol Kucera");
  CHECK(table[6].text == "Karol");
  CHECK(table[6].before == Gap::line);
}

TEST_CASE("passages without lower-case letters shout and acronyms do not") {
  const WordList words("VOLCKER SAYS DOLLAR FELL. The NATO summit began in Bonn.");
  CHECK(words[0].shouted);
  CHECK_FALSE(words[5].shouted);
}

TEST_CASE("every word stands where it says it stands, whatever the bytes") {
  std::mt19937 random(20240117);
  const std::vector<std::string> pieces{"Putin", "’s",   "U.S.",     " ", "\n",       "-",
                                        "é",     "\xFF", "\xE2\x80", "&", ".",        "A",
                                        "1",     "'",    ",",        "Ж", "\xF0\x9F", "中"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto count = random() % 30; count > 0; --count) text += pieces[random() % pieces.size()];
    INFO(text);
    const WordList words(text);
    std::size_t end = 0;
    for (const Word& each : words.words()) {
      REQUIRE(each.from >= end);
      REQUIRE(each.to > each.from);
      REQUIRE(each.to <= text.size());
      REQUIRE(text.substr(each.from, each.to - each.from) == each.text);
      REQUIRE_FALSE(each.key.empty());
      end = each.to;
    }
  }
}
