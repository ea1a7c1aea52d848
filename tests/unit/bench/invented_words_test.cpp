#include <set>
#include <string>

#include <doctest/doctest.h>

#include "corpus/invented_words.h"

using namespace bench::corpus;

TEST_CASE("No word is invented twice, and none that is known") {
  const std::set<std::string> known{"harbour", "harvest",  "market",
                                    "marble",  "minister", "monsoon"};
  InventedWords inventor;
  for (const std::string& each : known) inventor.learn(each);
  Random random(1);
  std::set<std::string> made;
  for (int i = 0; i < 3000; ++i) {
    const std::string word = inventor.make(random);
    CHECK(word.size() >= 4);
    CHECK(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos);
    CHECK(known.count(word) == 0);
    CHECK(made.insert(word).second);
  }
}

TEST_CASE("Letters follow each other as in the words learnt") {
  InventedWords inventor;
  inventor.learn("banana");
  inventor.learn("canard");
  Random random(2);
  const std::string word = inventor.make(random);
  CHECK((word.front() == 'b' || word.front() == 'c'));
  CHECK(word[1] == 'a');
  CHECK(word[2] == 'n');
}
