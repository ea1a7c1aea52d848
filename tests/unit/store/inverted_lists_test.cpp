#include "store/inverted_lists.h"

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/short_bytes.h"
#include "random_articles.h"
#include "store/term_hash.h"

using dateline::store::InvertedLists;

namespace {

// As random_name of the term table's test: keys that begin alike, zeros in them, none, long ones.
std::string random_key(RandomArticles& random) {
  const std::string_view alphabet("\0ab\xFF", 4);
  std::string out(random.one_in(10) ? random.below(300) : random.below(20), '\0');
  const std::size_t letters = random.one_in(2) ? alphabet.size() : 2;
  for (char& each : out) each = alphabet[random.below(letters)];
  return out;
}

std::string random_bytes(RandomArticles& random) {
  std::string out(random.one_in(100) ? random.below(100'000) : random.below(17), '\0');
  for (char& each : out) each = static_cast<char>(random.below(256));
  return out;
}

using Contents = std::vector<std::pair<std::string, std::string>>;

Contents contents(const InvertedLists& lists) {
  Contents out;
  for (const InvertedLists::List* const each : lists.sorted()) {
    std::string bytes;
    lists.for_each(*each, [&](std::string_view some) { bytes += some; });
    CHECK(lists.bytes(*each) == bytes.size());
    CHECK(each->postings == 7);
    out.emplace_back(lists.key(*each), bytes);
  }
  return out;
}

}  // namespace

TEST_CASE("inverted lists hold what a map of strings holds, in its order") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  InvertedLists lists;
  for (int round = 0; round < 30; ++round) {
    lists.clear();
    std::map<std::string, std::string> expected;
    for (std::size_t left = random.below(random.one_in(5) ? 20000 : 300); left > 0; --left) {
      const std::string key = random_key(random);
      const std::string padded = key + std::string(dateline::base::padding, 'x');
      // Many of the same hash: they are told apart by their keys alone.
      const std::uint32_t hash = key.size() < 3 ? 5 : dateline::store::term_hash(key);
      const bool has_zero = key.find('\0') != std::string::npos;
      InvertedLists::List* const found =
          lists.find(std::string_view(padded).substr(0, key.size()), hash);
      CHECK((found != nullptr) == (!has_zero && expected.contains(key)));
      InvertedLists::List& list = lists.of(key, hash);
      if (found != nullptr) CHECK(found == &list);
      list.postings = 7;
      std::string bytes = random_bytes(random);
      expected[key] += bytes;
      const std::size_t size = bytes.size();
      if (size <= 16) {
        bytes.resize(16, 'y');
        lists.append_few(list, bytes.data(), size);
      } else {
        lists.append(list, bytes);
      }
    }
    CHECK(lists.size() == expected.size());
    CHECK(contents(lists) == Contents(expected.begin(), expected.end()));
  }
}

TEST_CASE("lists stay where they are while there is room for more") {
  InvertedLists lists;
  for (std::uint32_t round = 0; round < 200; ++round) {
    lists.reserve(10);
    std::vector<InvertedLists::List*> made;
    for (std::uint32_t i = 0; i < 10; ++i) {
      const std::string key = "key " + std::to_string(round * 10 + i);
      made.push_back(&lists.of(key, dateline::store::term_hash(key)));
    }
    for (std::uint32_t i = 0; i < 10; ++i) {
      const std::string key = "key " + std::to_string(round * 10 + i);
      CHECK(made[i] == &lists.of(key, dateline::store::term_hash(key)));
    }
  }
}

TEST_CASE("lists are full when what they hold, or would after growing, exceeds the limit") {
  InvertedLists lists;
  CHECK_FALSE(lists.is_full(1 << 20));
  std::uint32_t count = 0;
  while (!lists.is_full(1 << 20)) {
    ++count;
    lists.of(std::to_string(count), count * 2654435761U);
    REQUIRE(lists.memory() <= 1 << 20);
  }
  // Sixty-four bytes each, in at least a third of the places.
  CHECK(count > (1 << 20) / 64 / 3);
  lists.clear();
  CHECK(lists.size() == 0);
  CHECK(lists.sorted().empty());
}
