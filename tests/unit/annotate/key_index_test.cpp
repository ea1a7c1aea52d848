#include <doctest/doctest.h>

#include <random>
#include <string>
#include <unordered_map>

#include "annotate/key_index.h"

using namespace dateline::annotate;

TEST_CASE("numbers of keys are those of a map") {
  const unsigned seed = 31;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  KeyIndex index;
  std::unordered_map<std::string, std::size_t> map;
  for (int round = 0; round < 20000; ++round) {
    const std::string key = std::to_string(random() % 5000);
    if (random() % 2 == 0) {
      CHECK(index.add(key) == map.try_emplace(key, map.size()).first->second);
    } else {
      const auto known = map.find(key);
      CHECK(index.find(key) == (known == map.end() ? KeyIndex::none : known->second));
    }
  }
  CHECK(index.size() == map.size());
}

TEST_CASE("the empty key is a key, and an empty index has none") {
  KeyIndex index;
  CHECK(index.find("") == KeyIndex::none);
  CHECK(index.add("") == 0);
  CHECK(index.find("") == 0);
}
