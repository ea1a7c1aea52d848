#include <doctest/doctest.h>

#include "annotate/phrase_table.h"

using namespace dateline::annotate;

TEST_CASE("the longest phrase is found") {
  PhraseTable table;
  const auto guinea = table.add("Guinea");
  const auto papua = table.add("Papua New Guinea");
  const WordList words("Papua New Guinea and Guinea and Papua New York");
  CHECK(table.longest_at(words, 0).phrase == papua);
  CHECK(table.longest_at(words, 0).words == 3);
  CHECK(table.longest_at(words, 4).phrase == guinea);
  CHECK(table.longest_at(words, 6).words == 0);
}

TEST_CASE("a word with a capital in the phrase needs one in the text") {
  PhraseTable table;
  table.add("Isle of Man");
  CHECK(table.longest_at(WordList("Isle of Man"), 0).words == 3);
  CHECK(table.longest_at(WordList("Isle of man"), 0).words == 0);
  CHECK(table.longest_at(WordList("ISLE OF MAN"), 0).words == 3);
}

TEST_CASE("an abbreviation is found in capitals alone") {
  PhraseTable table;
  table.add("US");
  CHECK(table.longest_at(WordList("US"), 0).words == 1);
  CHECK(table.longest_at(WordList("U.S."), 0).words == 1);
  CHECK(table.longest_at(WordList("Us"), 0).words == 0);
}

TEST_CASE("a phrase does not run over a comma") {
  PhraseTable table;
  table.add("South Korea");
  CHECK(table.longest_at(WordList("South, Korea"), 0).words == 0);
  CHECK(table.longest_at(WordList("South-Korea"), 0).words == 2);
  CHECK(table.longest_at(WordList("South\nKorea"), 0).words == 0);
}
